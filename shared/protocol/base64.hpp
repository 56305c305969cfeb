#pragma once

#include "shared/protocol/fields.hpp"

#include <string>
#include <string_view>

namespace sigillo::protocol {

/// RFC 4648 section 4, with padding.
std::string encode_base64(const Bytes& bytes);

/// Takes exactly what `encode_base64` gives: no line breaks, no missing padding, no set bits after the end,
/// so that one value has one text. False for anything else; `out` is then empty.
bool decode_base64(std::string_view text, Bytes& out);

} // namespace sigillo::protocol
