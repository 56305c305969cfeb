#pragma once

#include "shared/pki/cades.hpp"
#include "shared/pki/trust.hpp"

namespace sigillo::pki {

struct VerifiedSignature {
    Bytes content;
    Certificate signer;
    std::int64_t signing_time;
    Chain chain;
    std::vector<std::shared_ptr<const Crl>> crls; ///< see VerifiedCertificate
};

/// Everything that can be said of a `.p7m` without knowing what it is about: form, mathematics, key, chain in
/// force, validity of the signer at its signing time and at `now`, purpose, revocation. Whether the signing
/// time is near the clock, and who may sign, is the caller's. Errors: those of the parts, in that order.
/// `known` spares parsing the certificates of a batch again and again.
domain::Result<VerifiedSignature> verify_cades(ByteView der, const Trust& trust,
                                               const RevocationStore& revocation, Purpose purpose,
                                               std::int64_t now, CertificateCache* known = nullptr);

} // namespace sigillo::pki
