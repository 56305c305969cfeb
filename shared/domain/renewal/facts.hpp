#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/card_certificates.hpp"
#include "shared/domain/convention.hpp"
#include "shared/domain/register_entry.hpp"
#include "shared/domain/renewal/event.hpp"
#include "shared/domain/renewal/values.hpp"
#include "shared/domain/validation.hpp"

#include <optional>

namespace sigillo::domain::renewal {

/// What the verification of the statement over the certificate requests found.
struct StatementFacts {
    Digest signer_certificate; ///< of the certificate whose key signed the statement
    bool names_this_request = false;
    bool covers_requests = false;    ///< exactly the digests of the command
    bool requests_are_sound = false; ///< each PKCS#10 proves its key, the keys are fresh, strong and two

    bool operator==(const StatementFacts&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("signer_certificate", self.signer_certificate);
        f("names_this_request", self.names_this_request);
        f("covers_requests", self.covers_requests);
        f("requests_are_sound", self.requests_are_sound);
    }
};

/// Everything outside the request that a decision rests on. The portal decides with it and sends the same to
/// the app, which so knows what would be accepted.
struct Facts {
    Actor actor;
    Instant now;
    /// Until something is placed: the Order, member and certificates that the request would be for. Later the
    /// revocation of the certificates is read from it, the rest from the request.
    Subject subject;
    /// The version in force for the Order today until something is placed, then the one that the request
    /// began under. None: the Order has no convention that sells a renewal.
    std::optional<ConventionVersion> convention;
    /// The member in the Order's register today. None: not in it.
    std::optional<RegisterEntry> register_entry;
    /// Another open renewal of the same certificates.
    bool other_request_open = false;
    /// Of the data that an act would be decided on now; empty where none was given out.
    Digest current_data;
    std::optional<ActFacts> act;             ///< with `Validate` only
    std::optional<StatementFacts> statement; ///< with `SubmitKeys` only

    bool operator==(const Facts&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("actor", self.actor);
        f("now", self.now);
        f("subject", self.subject);
        f("convention", self.convention);
        f("register_entry", self.register_entry);
        f("other_request_open", self.other_request_open);
        f("current_data", self.current_data);
        f("act", self.act);
        f("statement", self.statement);
    }
};

} // namespace sigillo::domain::renewal
