#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/purchase/facts.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"
#include "shared/pki/trust.hpp"

#include <string>

namespace sigillo::portal {

/// What a card is asked to sign (`identity.prove` of the agent), and by which of its certificates.
struct IdentificationChallenge {
    std::string origin; ///< the portal's
    std::string nonce;  ///< as the portal gave it out; that it is good for once is the caller's
    domain::RequestId request;
    domain::IdentificationMethod method = domain::IdentificationMethod::digital_signature;
};

/// What an existing card's signature over the challenge proves (R134, X16): CAdES-BES over the canonical
/// `{"nonce","origin","request","type":"sigillo.identification/1"}`, chain and revocation as for an act
/// (unknown means no), a qualified signature certificate for `digital_signature`, an authentication
/// certificate for `cns` and `ts_cns`, the holder's codice fiscale from the certificate. Another request,
/// nonce or portal in the content: `names_this_request` is false. Errors: `identification_weak_key` for an
/// RSA key of 1024 bits or less, `identification_not_offered` for a method that is no card's, `act_clock_off`
/// for a signing time more than 5 minutes from `now`, `act_unknown_type`, `codice_fiscale_*`, `pki_*`.
domain::Result<domain::purchase::IdentificationFacts>
verify_identification(pki::ByteView p7m, const IdentificationChallenge& challenge, const pki::Trust& trust,
                      const pki::RevocationStore& revocation, domain::Instant now);

} // namespace sigillo::portal
