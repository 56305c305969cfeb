#pragma once

#include "agent/card/card_service.hpp"
#include "agent/renewal/renewal.hpp"

namespace sigillo::agent {

/// Whether this card can take this renewal now; pure. See RenewalService::check for the refusals.
domain::Status check_card(const RenewalOrder& order, const CardSnapshot& card, std::int64_t now);

/// Whether a certificate that came for a role is the one that was asked for: key, holder, kind, not over.
/// Error: renewal_certificate_mismatch {role, reason = form | role | key | holder | expired}.
domain::Result<pki::Certificate> match_certificate(CertificateRole role, ByteView der, ByteView public_key,
                                                   const std::string& codice_fiscale, std::int64_t now);

/// "authentication" or "signature".
std::string name_of(CertificateRole role);

} // namespace sigillo::agent
