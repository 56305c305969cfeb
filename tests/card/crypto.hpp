#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// What OpenSSL says of what a card did.
namespace sigillo::tests {

using Bytes = std::vector<std::uint8_t>;

[[nodiscard]] Bytes sha256(std::string_view message);
/// The DER DigestInfo of SHA-256, as PKCS#1 v1.5 signs it.
[[nodiscard]] Bytes digest_info(std::string_view message);
/// Block type 1 padding to `size` bytes.
[[nodiscard]] Bytes padded_block(const Bytes& content, std::size_t size);
/// Does an RSA PKCS#1 v1.5 signature with SHA-256 verify under this modulus and exponent 65537?
[[nodiscard]] bool rsa_verifies(const Bytes& modulus, std::string_view message, const Bytes& signature);
/// Does an ECDSA P-256 signature (DER) with SHA-256 verify under this point (04 X Y)?
[[nodiscard]] bool ecdsa_verifies(const Bytes& point, std::string_view message, const Bytes& signature);
/// `content` under block type 2 padding, encrypted to this modulus.
[[nodiscard]] Bytes rsa_encrypt(const Bytes& modulus, const Bytes& content);
/// The modulus of the RSA key in a PEM certificate.
[[nodiscard]] Bytes certificate_modulus(const std::filesystem::path& pem);
[[nodiscard]] Bytes certificate_der(const std::filesystem::path& pem);
/// An RSA-2048 private key, PEM.
[[nodiscard]] std::string fresh_rsa_pem();

} // namespace sigillo::tests
