#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <string>

// The Order's decision on a request, whatever it is for.
namespace sigillo::domain {

/// How far an act's signing-time may lie from the portal's clock.
constexpr Duration act_clock_tolerance = Duration::minutes(5);

/// The Order's signed validation.
struct Validation {
    CodiceFiscale signer;
    Instant signed_at; ///< the signing-time in the act
    Instant received_at;
    Digest act;  ///< of the act's signed file
    Digest data; ///< of the data decided on

    bool operator==(const Validation&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("signer", self.signer);
        f("signed_at", self.signed_at);
        f("received_at", self.received_at);
        f("act", self.act);
        f("data", self.data);
    }
};

/// What the verification of a signed validation act found. Only an act whose signature, chain, revocation,
/// key usage and qualification held gets here: the others were refused with their own errors.
struct ActFacts {
    Digest act; ///< of the signed file
    CodiceFiscale signer;
    Instant signing_time;
    bool signer_is_signatory = false;   ///< of the request's Order at `signing_time`
    bool portal_matches = false;        ///< the act names this portal
    bool content_equals_issued = false; ///< byte for byte what the portal gave out for this request
    Digest data;                        ///< of the data decided on, as the act states it

    bool operator==(const ActFacts&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("act", self.act);
        f("signer", self.signer);
        f("signing_time", self.signing_time);
        f("signer_is_signatory", self.signer_is_signatory);
        f("portal_matches", self.portal_matches);
        f("content_equals_issued", self.content_equals_issued);
        f("data", self.data);
    }
};

/// Whether the act counts: the first thing wrong with it, or the validation that it is.
/// Errors: `act_other_portal`, `act_content_differs`, `act_clock_off`, `act_signer_not_signatory`,
/// `act_data_changed`.
Result<Validation> validation_by(const ActFacts& act, const OrderId& order, const Digest& current_data,
                                 Instant now);

} // namespace sigillo::domain
