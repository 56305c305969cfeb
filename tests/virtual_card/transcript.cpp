#include "tests/virtual_card/transcript.hpp"

#include <algorithm>

namespace sigillo::virtual_card {
namespace {

bool carries_secret(View apdu) {
    const auto ins = apdu[1];
    const bool pin_command = ins == 0x20 || ins == 0x24 || ins == 0x2C;
    // PUT DATA: creation of a PIN, components of a private key. (E0, the wipe, is no secret.)
    const bool secret_object = ins == 0xDA && apdu[3] != 0xE0;
    return pin_command || secret_object;
}

} // namespace

std::string describe_command(View apdu) {
    if (apdu.size() <= 5 || !carries_secret(apdu)) {
        return to_hex(apdu);
    }
    const std::size_t header = apdu[4] == 0 ? 7 : 5;
    const auto shown = std::min(header, apdu.size());
    return to_hex(apdu.first(shown)) + "<" + std::to_string(apdu.size() - shown) + " secret bytes>";
}

} // namespace sigillo::virtual_card
