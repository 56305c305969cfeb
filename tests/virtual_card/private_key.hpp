#pragma once

#include "tests/virtual_card/bytes.hpp"

#include <memory>

struct evp_pkey_st;

namespace sigillo::virtual_card {

/// A private key inside a card: RSA, or EC on the NIST curves P-256, P-384 and P-521.
class PrivateKey {
  public:
    enum class Kind { rsa, ec };

    /// Nothing if OpenSSL refuses the size (bits of the modulus).
    [[nodiscard]] static std::optional<PrivateKey> generate_rsa(unsigned bits);
    /// Nothing unless `bits` is 256, 384 or 521.
    [[nodiscard]] static std::optional<PrivateKey> generate_ec(unsigned bits);
    /// From primes and public exponent, big-endian.
    [[nodiscard]] static std::optional<PrivateKey> from_rsa_primes(View p, View q, View exponent);
    /// From the secret scalar; the public point follows from it.
    [[nodiscard]] static std::optional<PrivateKey> from_ec_scalar(unsigned bits, View scalar);
    [[nodiscard]] static std::optional<PrivateKey> from_der(View pkcs8);
    /// An unencrypted PEM private key.
    [[nodiscard]] static std::optional<PrivateKey> from_pem(std::string_view pem);

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] unsigned bits() const;
    [[nodiscard]] Bytes to_der() const;

    /// RSA: m^d mod n; `block` has the modulus' size and is below it, else nothing.
    [[nodiscard]] std::optional<Bytes> raw_rsa(View block) const;
    /// RSA with block type 1 padding (PKCS#1 v1.5) done in the card.
    [[nodiscard]] std::optional<Bytes> sign_pkcs1(View digest_info) const;
    /// RSA: the message under block type 2 padding.
    [[nodiscard]] std::optional<Bytes> decipher_pkcs1(View block) const;
    /// ECDSA over a digest as it is; DER.
    [[nodiscard]] std::optional<Bytes> sign_ecdsa(View digest) const;

    [[nodiscard]] Bytes modulus() const;  ///< RSA, without leading zero
    [[nodiscard]] Bytes exponent() const; ///< RSA, the public one
    [[nodiscard]] Bytes point() const;    ///< EC, 04 X Y

  private:
    explicit PrivateKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}
    [[nodiscard]] static std::optional<PrivateKey> wrap(evp_pkey_st* key);

    std::shared_ptr<evp_pkey_st> key_; // immutable once made, so that copies may share it
};

} // namespace sigillo::virtual_card
