#pragma once

#include "shared/pki/bytes.hpp"

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

namespace sigillo::pki {

enum class KeyAlgorithm { rsa, ec, other };

/// A public key. Cheap to copy; immutable, so that threads may share it.
class PublicKey {
  public:
    /// DER SubjectPublicKeyInfo, nothing after it. Error: `pki_malformed`.
    static domain::Result<PublicKey> from_der(ByteView spki);
    /// Big-endian modulus and exponent, as a token gives them. Error: `pki_malformed`.
    static domain::Result<PublicKey> from_rsa(ByteView modulus, ByteView exponent);
    /// Uncompressed point (04 X Y) on NIST P-256 or P-384. Error: `pki_malformed`.
    static domain::Result<PublicKey> from_ec_point(ByteView point);
    /// Takes a reference of its own. Precondition: `key` is not null and holds a public key.
    static PublicKey of(EVP_PKEY* key);
    /// The same, for a caller that has the SubjectPublicKeyInfo at hand.
    static PublicKey of(EVP_PKEY* key, Bytes spki);

    [[nodiscard]] KeyAlgorithm algorithm() const;
    [[nodiscard]] int bits() const;
    /// RSA of at least 2048 bits, or EC of at least 256. Error: `pki_key_weak`.
    [[nodiscard]] domain::Status check_strength() const;
    [[nodiscard]] const Bytes& der() const { return der_; }
    /// SHA-1 of the key bits (RFC 5280 4.2.1.2 method 1): what certificates use as key identifier.
    [[nodiscard]] Bytes identifier() const;
    bool operator==(const PublicKey& other) const { return der_ == other.der_; }
    /// Borrowed; lives as long as any copy of this object.
    [[nodiscard]] EVP_PKEY* native() const { return key_.get(); }

  private:
    PublicKey(std::shared_ptr<EVP_PKEY> key, Bytes der) : key_(std::move(key)), der_(std::move(der)) {}
    std::shared_ptr<EVP_PKEY> key_;
    Bytes der_;
};

/// A private key in memory: the embedded authority, checkpoints, tests. Members' keys never get here.
class PrivateKey {
  public:
    static domain::Result<PrivateKey> generate_rsa(int bits);
    static domain::Result<PrivateKey> generate_ec_p256();
    /// PKCS#8 PEM, encrypted where a passphrase is given. Error: `pki_malformed`.
    static domain::Result<PrivateKey> from_pem(std::string_view pem, std::string_view passphrase = {});
    [[nodiscard]] std::string pem(std::string_view passphrase = {}) const;
    [[nodiscard]] PublicKey public_key() const;
    /// Borrowed.
    [[nodiscard]] EVP_PKEY* native() const { return key_.get(); }

  private:
    explicit PrivateKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {}
    std::shared_ptr<EVP_PKEY> key_;
};

/// Whether `signature` (RSA PKCS#1 v1.5 or ECDSA in DER) over this SHA-256 is the key's.
/// Error: `pki_signature_invalid`.
domain::Status verify_sha256(const PublicKey& key, const Digest& digest, ByteView signature);

} // namespace sigillo::pki
