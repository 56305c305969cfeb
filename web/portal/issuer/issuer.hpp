#pragma once

#include "shared/domain/instant.hpp"
#include "shared/domain/purchase/values.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/certificate.hpp"

#include <optional>
#include <string>

namespace sigillo::portal {

/// What the portal, as registration authority, sends for one renewal. Nothing about the holder is in it but
/// the old certificates: in a renewal nothing changes (R83).
struct IssuanceOrder {
    std::string transaction;           ///< the request's id: one order, however often it is sent
    pki::Bytes authentication_request; ///< PKCS#10, DER
    pki::Bytes signature_request;
    pki::Certificate old_authentication;
    pki::Certificate old_signature;
    domain::Instant now; ///< notBefore of both
    domain::Instant authentication_not_after;
    domain::Instant signature_not_after;
};

struct IssuedPair {
    pki::Certificate authentication;
    pki::Certificate signature;
};

/// The certification authority. From any thread.
class Issuer {
  public:
    virtual ~Issuer() = default;
    /// None: the order is with the authority, ask again with the same order. Errors: `issuer_unavailable`
    /// (try again), `issuer_refused` (details `reason`), which is for good.
    virtual domain::Result<std::optional<IssuedPair>> issue(const IssuanceOrder& order) = 0;
    /// For good; again is no error. Errors: `issuer_unavailable`, `not_found` for a certificate of another.
    virtual domain::Status revoke(const std::string& serial_hex, int reason, domain::Instant now) = 0;
    /// Brings a certificate to that status (X9, X15); again is no error. Suspended is on hold in the list
    /// (RFC 5280 5.3.1), valid again is out of it; revoked after a suspension counts from the suspension.
    /// `reason` is of a revocation. Errors: `issuer_unavailable`, `not_found`,
    /// `certificate_revoked_for_good`.
    virtual domain::Status set_status(const std::string& serial_hex,
                                      domain::purchase::CertificateStatus status, int reason,
                                      domain::Instant now) = 0;
};

} // namespace sigillo::portal
