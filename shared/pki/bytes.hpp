#pragma once

#include "shared/domain/result.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::pki {

using Bytes = std::vector<unsigned char>;
using ByteView = std::span<const unsigned char>;
using Digest = std::array<std::uint8_t, 32>;

/// The characters of a text as bytes; the view lives as long as the text.
ByteView view_of(std::string_view text);
std::string text_of(ByteView bytes);
Bytes bytes_of(std::string_view text);

/// RFC 4648 section 4, padded, one line.
std::string base64_of(ByteView bytes);
/// RFC 4648 section 5, without padding.
std::string base64url_of(ByteView bytes);
/// Lower case.
std::string hex_of(ByteView bytes);

/// Strict: no white space, exact padding, unused bits zero, so that each value has one text.
/// Error: `pki_malformed`.
domain::Result<Bytes> bytes_of_base64(std::string_view text);
domain::Result<Bytes> bytes_of_base64url(std::string_view text);
/// Either case, even length. Error: `pki_malformed`.
domain::Result<Bytes> bytes_of_hex(std::string_view text);

Digest sha256(ByteView bytes);
/// SHA-256 in lower-case hexadecimal, as acts and events carry it.
std::string sha256_hex(ByteView bytes);

/// Takes the same time wherever the two differ. Lengths are not secret.
bool equal_in_constant_time(ByteView left, ByteView right);

} // namespace sigillo::pki
