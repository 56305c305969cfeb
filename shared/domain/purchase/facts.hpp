#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/convention.hpp"
#include "shared/domain/purchase/event.hpp"
#include "shared/domain/register_entry.hpp"
#include "shared/domain/validation.hpp"

#include <optional>

namespace sigillo::domain::purchase {

/// What the verification of an identification found. Only one whose signature and chain held gets here.
struct IdentificationFacts {
    IdentificationMethod method = IdentificationMethod::digital_signature;
    CodiceFiscale holder; ///< whom it names
    bool names_this_request = false;
    Digest evidence;

    bool operator==(const IdentificationFacts&) const = default;
};

/// What the member typed to activate, as checked by the portal (X11).
struct ActivationFacts {
    bool code_matches = false;
    bool codice_fiscale_matches = false;
    bool otp_matches = false;

    bool operator==(const ActivationFacts&) const = default;
};

/// Everything outside the request that a decision rests on.
struct Facts {
    Actor actor;
    Instant now;
    Subject subject; ///< until something is placed: who it would be for
    /// The version that the member entered until something is placed, then the one that the request began
    /// under. None: unknown, or not for this Order.
    std::optional<ConventionVersion> convention;
    /// The member in the Order's register today. None: not in it.
    std::optional<RegisterEntry> register_entry;
    BirthPlaces::Validity birth_place = BirthPlaces::Validity::valid; ///< of a form to be placed
    bool email_of_another = false;                                    ///< likewise (X5)
    bool mobile_of_another = false;
    std::optional<CreditUse> credit;                   ///< of the member's, for this convention's code (X8)
    Digest current_data;                               ///< that an act would be decided on now
    std::optional<ActFacts> act;                       ///< with `Validate` only
    std::optional<IdentificationFacts> identification; ///< with `RecordIdentified` only
    std::optional<ActivationFacts> activation;         ///< with `Activate` only
};

} // namespace sigillo::domain::purchase
