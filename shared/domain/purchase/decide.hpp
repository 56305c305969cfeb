#pragma once

#include "shared/domain/purchase/command.hpp"
#include "shared/domain/purchase/facts.hpp"
#include "shared/domain/purchase/state.hpp"

#include <vector>

namespace sigillo::domain::purchase {

/// What the command makes of the request: events to append, or why not. No events means that it was done
/// already. A step is accepted when it is the next of the purchase's plan; the plan is the product's data.
///
/// Dues are checked when it is ordered, validated and handed over (R51). After an end only certificates and
/// money are still settled.
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);

/// Whether a command of this kind would be accepted now, as far as that can be told without its contents and
/// without a signature: the step, the actor, the time, the register, the convention.
Status precondition(const State& state, CommandKind kind, const Facts& facts);

/// One command and, where it would be refused now, why.
struct Permission {
    CommandKind command = CommandKind::place;
    std::optional<Error> refusal;
};
/// All commands in the order of the variant.
std::vector<Permission> permitted(const State& state, const Facts& facts);

} // namespace sigillo::domain::purchase
