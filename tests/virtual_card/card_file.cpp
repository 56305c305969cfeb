#include "tests/virtual_card/card_file.hpp"

#include "tests/virtual_card/itacns_card.hpp"
#include "tests/virtual_card/myeid_card.hpp"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

namespace sigillo::virtual_card {
namespace {

constexpr std::uintmax_t largest_state = 16U << 20;

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written <= 0) {
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

LoadedCard load_card(std::string_view state, CardOptions options) {
    try {
        const auto json = nlohmann::json::parse(state);
        const auto profile = json.at("profile").get<std::string>();
        if (profile == "itacns") {
            return std::make_unique<ItacnsCard>(ItacnsCard::content_from_json(json));
        }
        if (profile == "myeid") {
            auto card = std::make_unique<MyeidCard>(MyeidCard::content_from_json(json));
            card->set_full(options.full);
            return card;
        }
        return CardFault{"unknown card profile '" + profile + "' (itacns and myeid are known)"};
    } catch (const std::exception& error) {
        return CardFault{std::string("not the state of a card: ") + error.what()};
    }
}

LoadedCard read_card(const std::filesystem::path& file, CardOptions options) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error || size > largest_state) {
        return CardFault{file.string() + ": " + (error ? error.message() : "too large for a card")};
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    auto loaded = load_card(text, options);
    if (auto* fault = std::get_if<CardFault>(&loaded)) {
        fault->what.insert(0, file.string() + ": ");
    }
    return loaded;
}

bool write_card(const std::filesystem::path& file, const Card& card) {
    auto temporary = file;
    temporary += ".new";
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return false;
    }
    const bool written = write_all(descriptor, card.state().dump(1) + "\n");
    const bool closed = ::close(descriptor) == 0;
    std::error_code error;
    if (written && closed) {
        std::filesystem::rename(temporary, file, error);
    }
    return written && closed && !error;
}

} // namespace sigillo::virtual_card
