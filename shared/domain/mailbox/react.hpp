#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/mailbox/command.hpp"
#include "shared/domain/mailbox/state.hpp"
#include "shared/domain/reaction.hpp"

#include <variant>
#include <vector>

namespace sigillo::domain::mailbox {

/// Ask the provider for a STANDARD mailbox, once; `RecordActivated` follows.
struct OpenMailbox {
    Holder holder;

    bool operator==(const OpenMailbox&) const = default;
};

/// Bring the provider's mailbox to this.
struct SetSpace {
    std::string address;
    Space space;

    bool operator==(const SetSpace&) const = default;
};

/// Send the command to the mailbox at that instant, as the system; refused by then is nothing to report.
struct ScheduleDeadline {
    Command command;
    Instant at;

    bool operator==(const ScheduleDeadline&) const = default;
};

using Reaction = std::variant<SendNotice, OpenMailbox, SetSpace, RefundPayment, ScheduleDeadline>;

/// What an event sets off. `state` is the state after the event; `convention` the version with mailboxes in
/// force for the Order.
std::vector<Reaction> react(const Event& event, const State& state, const ConventionVersion& convention);

} // namespace sigillo::domain::mailbox
