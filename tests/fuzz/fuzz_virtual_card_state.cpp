// State files of cards.
#include "tests/virtual_card/card_file.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace sigillo::virtual_card;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto loaded = load_card(text);
    if (const auto* card = std::get_if<std::unique_ptr<Card>>(&loaded)) {
        const auto state = (*card)->state();
        const auto again = load_card(state.dump());
        if (!std::holds_alternative<std::unique_ptr<Card>>(again) || std::get<0>(again)->state() != state) {
            std::abort();
        }
        (void)(*card)->transmit(Bytes{0x00, 0xA4, 0x00, 0x00, 0x00});
    }
    return 0;
}
