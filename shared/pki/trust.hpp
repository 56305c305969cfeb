#pragma once

#include "shared/pki/certificate.hpp"
#include "shared/pki/crl.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace sigillo::pki {

/// A certificate that is trusted by decision, from a day to a day. Data, not code.
struct Anchor {
    Certificate certificate;
    std::int64_t from = 0; ///< Unix seconds, inclusive
    std::int64_t to = 0;   ///< exclusive
};

/// Signer first, anchor last.
using Chain = std::vector<Certificate>;

/// The anchors, prepared for verifying many. Immutable, so that threads may share it; cheap to copy.
class Trust {
  public:
    explicit Trust(std::vector<Anchor> anchors, std::vector<Certificate> intermediates = {});
    /// The chain to an anchor in force at `at`, by RFC 5280 but for the validity periods, which
    /// `check_validity` tells apart. Errors: `pki_chain_untrusted`, `pki_key_weak` (an RSA key under 2048
    /// bits or SHA-1 within the chain).
    [[nodiscard]] domain::Result<Chain> chain_of(const Certificate& certificate, std::int64_t at,
                                                 const std::vector<Certificate>& hints = {}) const;

  private:
    struct Content;
    std::shared_ptr<const Content> content_;
};

/// What a signature or a certificate is used for.
enum class Purpose {
    act,            ///< nonRepudiation alone, policy 1.3.76.16.6, QcCompliance and QcSSCD
    authentication, ///< digitalSignature and clientAuth
    key_proof       ///< any of the two
};

/// Errors: `pki_key_usage_wrong`, `pki_not_qualified`.
domain::Status check_purpose(const Certificate& certificate, Purpose purpose);
/// Error: `pki_certificate_expired`, with `reason` = not-yet-valid | expired.
domain::Status check_validity(const Certificate& certificate, std::int64_t at);

/// Not revoked, by a CRL of the issuer that is current at `now`; the answer is the CRL used.
/// Errors: `pki_certificate_revoked` with `since` (Unix seconds); `pki_revocation_unknown` with `reason` =
/// absent | stale | not-yet-valid.
domain::Result<std::shared_ptr<const Crl>> check_revocation(const Certificate& certificate,
                                                            const Certificate& issuer,
                                                            const RevocationStore& revocation,
                                                            std::int64_t now);

/// `check_validity` for each of the chain.
domain::Status check_chain_validity(const Chain& chain, std::int64_t now);
/// `check_revocation` for each of the chain but the anchor; the CRLs in that order.
domain::Result<std::vector<std::shared_ptr<const Crl>>>
check_chain_revocation(const Chain& chain, const RevocationStore& revocation, std::int64_t now);

struct VerifiedCertificate {
    Chain chain;
    /// One for each certificate of the chain but the anchor, signer's first: kept beside an act as evidence.
    std::vector<std::shared_ptr<const Crl>> crls;
};

/// Strength, chain, validity of the whole chain, revocation of all but the anchor, at `now`.
/// Does not look at the purpose.
domain::Result<VerifiedCertificate> certificate_status(const Certificate& certificate, const Trust& trust,
                                                       const RevocationStore& revocation, std::int64_t now,
                                                       const std::vector<Certificate>& hints = {});

} // namespace sigillo::pki
