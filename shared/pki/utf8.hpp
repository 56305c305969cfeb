#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sigillo::pki {

/// The UTF-16 code units of a text, by which RFC 8785 sorts; nothing where it is not well-formed UTF-8
/// (overlong forms, surrogates and values beyond U+10FFFF are not).
std::optional<std::u16string> utf16_of(std::string_view text);

/// The number of code points, or nothing where it is not well-formed UTF-8.
std::optional<std::size_t> count_code_points(std::string_view text);

} // namespace sigillo::pki
