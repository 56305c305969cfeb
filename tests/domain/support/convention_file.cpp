#include "tests/domain/support/convention_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <type_traits>

namespace sigillo::tests {

namespace {

using nlohmann::json;
using namespace sigillo::domain;

void read(const json& from, std::string& to) {
    to = from.get<std::string>();
}
void read(const json& from, int& to) {
    to = from.get<int>();
}
void read(const json& from, bool& to) {
    to = from.get<bool>();
}
void read(const json& from, Cents& to) {
    to.value = from.get<std::int64_t>();
}
void read(const json& from, VatRate& to) {
    to.basis_points = from.get<int>();
}
void read(const json& from, Date& to) {
    to = parse_date(from.get<std::string>()).value();
}
template <class Tag>
void read(const json& from, Id<Tag>& to) {
    to.value = from.get<std::string>();
}
template <NamedEnum E>
void read(const json& from, E& to) {
    const auto value = parse_enum<E>(from.get<std::string>());
    if (!value) {
        throw std::runtime_error("unknown value " + from.dump());
    }
    to = *value;
}
template <class T>
void read(const json& from, std::optional<T>& to);
template <class T>
void read(const json& from, std::vector<T>& to);

template <class T>
requires requires(T& value) {
    T::each_field(value, [](const char*, auto&) {});
}
void read(const json& from, T& to) {
    std::size_t fields = 0;
    T::each_field(to, [&](const char* name, auto& member) {
        read(from.at(name), member);
        ++fields;
    });
    if (fields != from.size()) {
        throw std::runtime_error("a field too many in " + from.dump());
    }
}

template <class T>
void read(const json& from, std::optional<T>& to) {
    if (from.is_null()) {
        to.reset();
    } else {
        read(from, to.emplace());
    }
}
template <class T>
void read(const json& from, std::vector<T>& to) {
    for (const auto& item : from) {
        read(item, to.emplace_back());
    }
}

} // namespace

ConventionVersion read_convention(const std::string& file) {
    std::ifstream stream(std::string(SIGILLO_ASSETS) + "/conventions/" + file);
    ConventionVersion version;
    read(json::parse(stream), version);
    version.hash = Digest(file);
    return version;
}

std::vector<std::string> convention_files() {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(SIGILLO_ASSETS) + "/conventions")) {
        if (entry.path().extension() == ".json" && entry.path().stem() != "schema") {
            files.push_back(entry.path().filename().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<ConventionVersion> read_conventions() {
    std::vector<ConventionVersion> all;
    for (const auto& file : convention_files()) {
        all.push_back(read_convention(file));
    }
    return all;
}

Order read_order(const std::string& id) {
    std::ifstream stream(std::string(SIGILLO_ASSETS) + "/orders/" + id + ".json");
    Order order;
    read(json::parse(stream), order);
    return order;
}

} // namespace sigillo::tests
