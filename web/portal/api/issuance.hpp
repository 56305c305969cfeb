#pragma once

#include "web/portal/api/renewals.hpp"
#include "web/portal/issuer/issuer.hpp"

namespace sigillo::portal {

/// Takes a renewal whose keys were submitted through the authority, once, however often it is asked.
class Issuance {
  public:
    Issuance(Renewals& renewals, Issuer& issuer) : renewals_(renewals), issuer_(issuer) {}

    /// True once the certificates are recorded, false while the authority takes its time. Errors: those of
    /// the issuer and of the store.
    domain::Result<bool> carry_on(const domain::RequestId& request);

  private:
    domain::Result<IssuanceOrder> order_for(const domain::renewal::State& state);

    Renewals& renewals_;
    Issuer& issuer_;
};

/// What the rules need to know of a certificate.
domain::CertificateInfo info_of(const pki::Certificate& certificate);

} // namespace sigillo::portal
