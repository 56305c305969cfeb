#pragma once

#include "shared/domain/mailbox/command.hpp"
#include "shared/domain/mailbox/facts.hpp"
#include "shared/domain/mailbox/state.hpp"

#include <optional>
#include <vector>

namespace sigillo::domain::mailbox {

/// What the command makes of the mailbox: events to append, or why not.
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);

/// Whether a command of this kind would be accepted now, as far as that can be told without its contents: the
/// stage, the actor, the register, the convention.
Status precondition(const State& state, CommandKind kind, const Facts& facts);

/// How many gigabytes of that can still be bought, with what is ordered and not paid yet; 0 for PRO. Errors:
/// `mailbox_pro_already`, `mailbox_pro_needed`.
Result<int> room_for(const State& state, AddOnKind kind, const MailboxTerms& terms);

/// One command and, where it would be refused now, why.
struct Permission {
    CommandKind command = CommandKind::ask;
    std::optional<Error> refusal;
};
/// All commands in the order of the variant.
std::vector<Permission> permitted(const State& state, const Facts& facts);

} // namespace sigillo::domain::mailbox
