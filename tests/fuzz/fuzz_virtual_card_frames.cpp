// Frames of vpcd and the APDUs in them, against both kinds of card. The first byte chooses the card.
#include "tests/virtual_card/itacns_card.hpp"
#include "tests/virtual_card/provision/new_card.hpp"
#include "tests/virtual_card/vpcd.hpp"

#include <cstdlib>
#include <sstream>

using namespace sigillo::virtual_card;

namespace {

std::unique_ptr<Card> cns() {
    ItacnsCard::Content content;
    content.atr = {0x3B, 0x00};
    content.files[{0x10, 0x00, 0x10, 0x03}] = Bytes(16, 0x30);
    content.codes.emplace(std::uint8_t{0x10}, SecretCode({Bytes(8, 0x31), Bytes(8, 0x32), 3, 10, 3, 10}));
    return std::make_unique<ItacnsCard>(std::move(content));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const auto card =
        data[0] % 2 == 0 ? cns() : std::move(std::get<0>(make_blank_myeid("00000000001234567890")));
    std::ostringstream transcript;
    CardSession session(*card, [](const Card&) { return true; }, {0, &transcript});
    FrameDecoder decoder;
    decoder.feed(View(data + 1, size - 1));
    while (const auto frame = decoder.next()) {
        const auto outcome = session.handle(*frame);
        if (outcome.reply && frame->size() != 1 && outcome.reply->size() < 2) {
            std::abort(); // every APDU has a status word
        }
    }
    return 0;
}
