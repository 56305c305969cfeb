#pragma once

#include "shared/pki/certificate.hpp"
#include "shared/pki/key.hpp"

namespace sigillo::pki {

/// A private key that signs a SHA-256: on a card behind PKCS#11, or in memory.
class DigestSigner {
  public:
    virtual ~DigestSigner() = default;
    /// RSA: PKCS#1 v1.5 over the DigestInfo of SHA-256 (RFC 8017 9.2). EC: ECDSA-Sig-Value in DER.
    /// Errors are the implementation's own (`card_*`).
    virtual domain::Result<Bytes> sign_sha256(const Digest& digest) = 0;

  protected:
    DigestSigner() = default;
    DigestSigner(const DigestSigner&) = default;
    DigestSigner& operator=(const DigestSigner&) = default;
};

/// A private key together with its certificate.
class Signer : public DigestSigner {
  public:
    [[nodiscard]] virtual const Certificate& certificate() const = 0;
};

/// In memory, without a certificate: proof of possession for a new key, the authority.
class KeyDigestSigner final : public DigestSigner {
  public:
    explicit KeyDigestSigner(PrivateKey key) : key_(std::move(key)) {}
    domain::Result<Bytes> sign_sha256(const Digest& digest) override;

  private:
    PrivateKey key_;
};

/// In memory, with a certificate: checkpoints, tests.
class KeySigner final : public Signer {
  public:
    KeySigner(PrivateKey key, Certificate certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}
    [[nodiscard]] const Certificate& certificate() const override { return certificate_; }
    domain::Result<Bytes> sign_sha256(const Digest& digest) override;

  private:
    PrivateKey key_;
    Certificate certificate_;
};

} // namespace sigillo::pki
