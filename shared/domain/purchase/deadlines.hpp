#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/purchase/state.hpp"

#include <optional>

#include <vector>

namespace sigillo::domain::purchase {

/// By when the step must be done; none: it has no deadline. Ends of days in Rome.
std::optional<Instant> deadline_of(const State& state, Step step, const PurchaseTerms& terms);

/// When the Order is told next that a request waits for it. The state waits for the Order.
Instant reminder_due_at(const State& state, const PurchaseTerms& terms);
/// When the holder is reminded to activate, once the certificates are issued; the earliest first.
std::vector<Instant> activation_reminders(const State& state, const PurchaseTerms& terms);

} // namespace sigillo::domain::purchase
