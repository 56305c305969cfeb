#pragma once

#include "shared/domain/result.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace sigillo::pki {

/// What `parse_canonical` reads at most.
inline constexpr std::size_t canonical_max_bytes = std::size_t{64} * 1024;
inline constexpr int canonical_max_depth = 16;

/// RFC 8785 text of a value made of objects, arrays, strings, booleans, null and integers whose magnitude
/// is at most 2^53 - 1 (RFC 7493: what every implementation represents exactly). Acts hold no fractions:
/// money is in cents. At most `canonical_max_depth` levels of arrays and objects.
/// Error: `pki_not_canonical` with `reason` = number | utf8 | depth.
domain::Result<std::string> canonical_text(const nlohmann::json& value);

/// Reads bytes only if they are exactly the canonical form of what they say.
/// Errors: `pki_malformed` with `reason` = size | syntax | depth | duplicate-key; `pki_not_canonical` with
/// `reason` = number | form.
domain::Result<nlohmann::json> parse_canonical(std::string_view bytes);

} // namespace sigillo::pki
