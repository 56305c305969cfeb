#pragma once

#include "shared/pki/bytes.hpp"
#include "shared/pki/certificate.hpp"
#include "shared/pki/certificate_cache.hpp"
#include "shared/pki/signer.hpp"

#include <cstdint>
#include <vector>

namespace sigillo::pki {

inline constexpr std::size_t cades_max_bytes = std::size_t{256} * 1024;

/// A CAdES-BES signature (ETSI EN 319 122-1) waiting for its private-key operation, for a key that lives
/// elsewhere and sees only the digest. Signed attributes: content-type, message-digest, signing-time and one
/// signing-certificate-v2, no others.
class CadesDraft {
  public:
    /// `signing_time` is Unix seconds UTC, from 1950 to 9999.
    /// Errors: `invalid_argument` for the time, `pki_key_weak` for a key that could not be verified.
    static domain::Result<CadesDraft> start(ByteView content, const Certificate& signer,
                                            std::int64_t signing_time);
    /// What the key signs.
    [[nodiscard]] const Digest& digest() const { return digest_; }
    /// The DER of a `.p7m` with content and signer certificate in it. `signature` as `DigestSigner` gives it;
    /// it is checked against the certificate, so that a card that answers nonsense shows here. Error:
    /// `pki_signature_invalid`.
    [[nodiscard]] domain::Result<Bytes> finish(ByteView signature) const;

  private:
    CadesDraft(Bytes content, Certificate signer, Bytes attributes, Digest digest)
        : content_(std::move(content)), signer_(std::move(signer)), attributes_(std::move(attributes)),
          digest_(digest) {}
    Bytes content_;
    Certificate signer_;
    Bytes attributes_;
    Digest digest_;
};

/// `CadesDraft` and the signer in one step.
domain::Result<Bytes> sign_cades(ByteView content, Signer& signer, std::int64_t signing_time);

/// A signature whose mathematics hold and whose form is right; nothing is known yet of the certificate.
struct ReadSignature {
    Bytes content;
    Certificate signer;
    std::int64_t signing_time;       ///< as claimed by the signer
    std::vector<Certificate> others; ///< embedded beside the signer's: hints for the chain, not trusted
};

/// Reads an attached CAdES-BES `.p7m` in DER of at most `cades_max_bytes`, with exactly one signer, SHA-256
/// or better, the four signed attributes named above once each, and nothing that is not covered by the
/// signature (no unsigned attributes). Errors: `pki_malformed`, `pki_not_cades` (with `reason`),
/// `pki_signature_invalid` (with `reason` = digest | signature). `known` spares parsing certificates again.
domain::Result<ReadSignature> read_cades(ByteView der, CertificateCache* known = nullptr);

} // namespace sigillo::pki
