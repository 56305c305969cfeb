#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::virtual_card {

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

/// Upper-case hexadecimal without separators.
[[nodiscard]] std::string to_hex(View bytes);

/// The bytes of hexadecimal text (either case, spaces and colons ignored); nothing if it is not that.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

[[nodiscard]] inline Bytes copy(View bytes) {
    return {bytes.begin(), bytes.end()};
}

inline void append(Bytes& target, View bytes) {
    target.insert(target.end(), bytes.begin(), bytes.end());
}

/// Big-endian 16 bits at `offset`; the caller has checked that they are there.
[[nodiscard]] inline std::uint16_t be16(View bytes, std::size_t offset = 0) {
    return static_cast<std::uint16_t>(bytes[offset] << 8 | bytes[offset + 1]);
}

inline void put_be16(Bytes& target, std::size_t value) {
    target.push_back(static_cast<std::uint8_t>(value >> 8 & 0xFF));
    target.push_back(static_cast<std::uint8_t>(value & 0xFF));
}

} // namespace sigillo::virtual_card
