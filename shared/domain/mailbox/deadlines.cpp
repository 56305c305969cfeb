#include "shared/domain/mailbox/deadlines.hpp"

namespace sigillo::domain::mailbox {

namespace {

bool still_to_send(const AddOn& running, int days_before) {
    return running.reminded_days_before == 0 || days_before < running.reminded_days_before;
}

Instant before_end(const AddOn& running, int days) {
    return running.until - Duration::days(days);
}

} // namespace

Instant bought_until(Instant bought_at) {
    return end_of_day_in_rome(add_years(rome_date(bought_at), 1));
}

Instant renewed_until(Instant until) {
    return end_of_day_in_rome(add_years(rome_date(until), 1));
}

Instant pay_by(Instant ordered_at, const AddOn* renewed, const MailboxTerms& terms) {
    const Instant due = end_of_day_in_rome(add_days(rome_date(ordered_at), terms.pay_within_days));
    return renewed != nullptr && renewed->until < due ? renewed->until : due;
}

Instant renewable_from(const AddOn& running, const MailboxTerms& terms) {
    return before_end(running, terms.remind_before_days.empty() ? 0 : terms.remind_before_days.front());
}

std::optional<int> reminder_due(const AddOn& running, const MailboxTerms& terms, Instant now) {
    std::optional<int> due;
    for (const int days : terms.remind_before_days) {
        if (still_to_send(running, days) && before_end(running, days) <= now) {
            due = days;
        }
    }
    return due;
}

std::optional<Instant> next_reminder_at(const AddOn& running, const MailboxTerms& terms) {
    for (const int days : terms.remind_before_days) {
        if (still_to_send(running, days)) {
            return before_end(running, days);
        }
    }
    return std::nullopt;
}

} // namespace sigillo::domain::mailbox
