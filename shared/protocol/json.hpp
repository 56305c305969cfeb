#pragma once

#include "shared/domain/result.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace sigillo::protocol {

using Json = nlohmann::json;

/// What a foreign text may cost before it is refused.
struct JsonLimits {
    std::size_t max_bytes;
    std::size_t max_depth = 16;    ///< arrays and objects inside each other
    std::size_t max_nodes = 65536; ///< values of all kinds
};

/// Parses one JSON text (RFC 8259) that fills `text` exactly. Refused with
/// `message_too_large` (bytes or values; details "limit"), `message_too_deep` ("limit"), `message_not_text`
/// (not UTF-8; "position"), `message_duplicate_key` ("field"), `message_wrong_type` (a fraction: both
/// protocols have integers only), `message_value_out_of_range` (an integer beyond 64 bits),
/// `message_malformed` for all else, a byte order mark and a NUL byte included.
domain::Result<Json> parse_bounded(std::string_view text, const JsonLimits& limits);

/// The shortest text of a value, keys in byte order. Never throws and never recurses: strings that are not
/// UTF-8 are written with U+FFFD, fractions (which `parse_bounded` gives none of) as null, any depth is fine.
std::string dump(const Json& value);

} // namespace sigillo::protocol
