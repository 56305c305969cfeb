#pragma once

#include "shared/domain/mailbox/state.hpp"

#include <optional>

namespace sigillo::domain::mailbox {

/// The last second of the day a year after the purchase: a year is never cut short (X18).
Instant bought_until(Instant bought_at);
/// The same day a year later, whenever the renewal was paid: renewing early loses nothing.
Instant renewed_until(Instant until);

/// By when an order must be paid: some days, and a renewal before what it renews has ended.
Instant pay_by(Instant ordered_at, const AddOn* renewed, const MailboxTerms& terms);

/// From when on a running add-on can be renewed: its first reminder.
Instant renewable_from(const AddOn& running, const MailboxTerms& terms);

/// The reminder that is due now, as its days before the end: the nearest, where several were missed. None:
/// none is due.
std::optional<int> reminder_due(const AddOn& running, const MailboxTerms& terms, Instant now);
/// The next one after those already sent. None: that was the last.
std::optional<Instant> next_reminder_at(const AddOn& running, const MailboxTerms& terms);

} // namespace sigillo::domain::mailbox
