#include "shared/pki/utf8.hpp"

#include <cstdint>

namespace sigillo::pki {

namespace {

/// Takes one code point off the front; false where the text is not well-formed there (Unicode table 3-7).
bool take_code_point(std::string_view& text, std::uint32_t& code) {
    const auto byte_at = [&text](std::size_t i) -> std::uint32_t {
        return static_cast<unsigned char>(text[i]);
    };
    const std::uint32_t first = byte_at(0);
    std::size_t length = 0;
    std::uint32_t least = 0;
    if (first < 0x80) {
        length = 1;
        code = first;
    } else if (first >= 0xc2 && first < 0xe0) {
        length = 2;
        code = first & 0x1f;
        least = 0x80;
    } else if (first >= 0xe0 && first < 0xf0) {
        length = 3;
        code = first & 0x0f;
        least = 0x800;
    } else if (first >= 0xf0 && first < 0xf5) {
        length = 4;
        code = first & 0x07;
        least = 0x10000;
    } else {
        return false;
    }
    if (text.size() < length)
        return false;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte_at(i) & 0xc0) != 0x80)
            return false;
        code = code << 6 | (byte_at(i) & 0x3f);
    }
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return false;
    text.remove_prefix(length);
    return true;
}

} // namespace

std::optional<std::u16string> utf16_of(std::string_view text) {
    std::u16string units;
    units.reserve(text.size());
    while (!text.empty()) {
        std::uint32_t code = 0;
        if (!take_code_point(text, code))
            return std::nullopt;
        if (code >= 0x10000) {
            code -= 0x10000;
            units.push_back(static_cast<char16_t>(0xd800 + (code >> 10)));
            units.push_back(static_cast<char16_t>(0xdc00 + (code & 0x3ff)));
        } else {
            units.push_back(static_cast<char16_t>(code));
        }
    }
    return units;
}

std::optional<std::size_t> count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::uint32_t code = 0; !text.empty(); ++count) {
        if (!take_code_point(text, code))
            return std::nullopt;
    }
    return count;
}

} // namespace sigillo::pki
