#pragma once

#include "shared/domain/renewal/command.hpp"
#include "shared/domain/renewal/deadlines.hpp"
#include "shared/domain/renewal/facts.hpp"
#include "shared/domain/renewal/state.hpp"

#include <vector>

namespace sigillo::domain::renewal {

/// What the command makes of the request: events to append, or why not. No events means that it was done
/// already.
///
/// Time: ordering, paying, validating and submitting keys must each happen before the old certificates
/// expire. A request that was paid in time and not validated by then ends as `expired` and its money goes
/// back or moves: after expiry the old key can vouch for nothing, and a new card takes an identification in
/// person (R81, R82), which a late validation cannot stand in for. The Order is reminded ahead. Once the keys
/// are submitted the old certificates are no longer needed, and the request goes on.
///
/// After an end only money is settled: `RecordPayment` (which then always becomes `PaymentNotAccepted`),
/// `MarkRefunded` and `MovePayment`.
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);

/// Whether a command of this kind would be accepted now, as far as that can be told without its contents and
/// without a signature: the stage, the actor, the time, the register, the convention.
Status precondition(const State& state, CommandKind kind, const Facts& facts);

} // namespace sigillo::domain::renewal
