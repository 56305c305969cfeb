#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sigillo::protocol {

/// Length of the longest prefix that is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms);
/// `text.size()` where all of it is.
std::size_t valid_utf8_prefix(std::string_view text);

/// The longest well-formed prefix of at most `max` bytes, its control characters as "?": foreign text as it
/// may stand in an error, which the other side reads as plain text.
std::string shortened(std::string_view text, std::size_t max);

} // namespace sigillo::protocol
