#pragma once

#include "tests/support/catch.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace sigillo::portal::test {

/// A folder that goes with the object.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "sigillo-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

class SetClock final : public Clock {
  public:
    [[nodiscard]] domain::Instant now() const override { return at; }
    domain::Instant at{1'800'000'000};
};

/// A real store in a folder of its own.
struct StoreInFolder {
    TemporaryFolder folder;
    InstallationKey key;
    std::unique_ptr<Store> store;

    StoreInFolder() : key(make_key(folder)) { store = open(); }
    [[nodiscard]] std::filesystem::path file() const { return folder / "portal.db"; }
    [[nodiscard]] std::unique_ptr<Store> open() const {
        auto opened = open_sqlite_store(file(), key);
        REQUIRE(opened.ok());
        return std::move(*opened);
    }

  private:
    static InstallationKey make_key(const TemporaryFolder& folder) {
        auto made = InstallationKey::create(folder / "installation.key");
        REQUIRE(made.ok());
        return *made;
    }
};

inline domain::CodiceFiscale code(std::string_view text) {
    auto parsed = domain::CodiceFiscale::parse(text);
    REQUIRE(parsed.ok());
    return *parsed;
}

inline NewEvent event(std::string type = "renewal.installed") {
    return {std::move(type), 1, {1'800'000'000}, "system", R"({"fields":{"at":1800000000}})"};
}

/// A transaction that appends `count` events to the stream.
inline Transaction appending(const StreamId& stream, std::int64_t expected, int count = 1) {
    Transaction transaction;
    StreamAppend append{stream, expected, {}};
    for (int i = 0; i < count; ++i) {
        append.events.push_back(event());
    }
    transaction.streams.push_back(std::move(append));
    return transaction;
}

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace sigillo::portal::test
