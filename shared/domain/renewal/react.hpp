#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/reaction.hpp"
#include "shared/domain/renewal/command.hpp"
#include "shared/domain/renewal/state.hpp"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace sigillo::domain::renewal {

/// Send both certificate requests to the issuer, once.
struct IssueCertificates {
    KeyRequests keys;
    Instant authentication_not_after;
    Instant signature_not_after;

    bool operator==(const IssueCertificates&) const = default;
};

/// Send the command to the request at that instant, as the system. The request may refuse it by then, which
/// is nothing to report.
struct ScheduleDeadline {
    Command command;
    Instant at;

    bool operator==(const ScheduleDeadline&) const = default;
};

/// Certificates that were issued and never installed.
struct RevokeCertificates {
    Serial authentication;
    Serial signature;

    bool operator==(const RevokeCertificates&) const = default;
};

using Reaction =
    std::variant<SendNotice, IssueCertificates, RefundPayment, ScheduleDeadline, RevokeCertificates>;

/// What an event sets off. `state` is the state after the event; `convention` the version that the request
/// keeps to, or for an invitation the one in force.
std::vector<Reaction> react(const Event& event, const State& state, const ConventionVersion& convention);

} // namespace sigillo::domain::renewal
