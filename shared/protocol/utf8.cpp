#include "shared/protocol/utf8.hpp"

#include <algorithm>

namespace sigillo::protocol {

namespace {

/// Bytes of the sequence that starts `rest`, 0 where it is not well-formed.
std::size_t sequence_length(std::string_view rest) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(rest[at]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || rest.size() < length) {
        return 0;
    }
    for (std::size_t at = 1; at < length; ++at) {
        if ((byte(at) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const unsigned char second = byte(1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second > 0x9F;
    const bool above_unicode = lead == 0xF4 && second > 0x8F;
    return overlong || surrogate || above_unicode ? 0 : length;
}

} // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = sequence_length(text.substr(at));
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return at;
}

std::string shortened(std::string_view text, std::size_t max) {
    text = text.substr(0, max);
    std::string shown(text.substr(0, valid_utf8_prefix(text)));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
    return shown;
}

} // namespace sigillo::protocol
