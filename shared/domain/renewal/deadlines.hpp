#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/renewal/state.hpp"

namespace sigillo::domain::renewal {

/// The first instant at which the renewal of certificates that expire then can be ordered: the start of the
/// day in Rome, so many months before the day of expiry (X12).
Instant window_opens_at(Instant expires_at, int window_months);

/// notAfter of the new certificate: the old one's and the whole duration, so that renewing early loses no day
/// (X12). Seconds are kept.
Instant new_not_after(Instant old_not_after, int certificate_years);

/// When certified and not installed certificates are revoked: the end of that day in Rome.
Instant install_deadline(Instant certified_at, int install_within_days);

/// When the Order is told next that a paid request waits: once it has aged or the certificate is about to
/// expire, whichever comes first, and then again after each interval. The state has a payment.
Instant reminder_due_at(const State& state, const RenewalTerms& terms);

} // namespace sigillo::domain::renewal
