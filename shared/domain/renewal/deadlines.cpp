#include "shared/domain/renewal/deadlines.hpp"

#include <algorithm>

namespace sigillo::domain::renewal {

Instant window_opens_at(Instant expires_at, int window_months) {
    return start_of_day_in_rome(add_months(rome_date(expires_at), -window_months));
}

Instant new_not_after(Instant old_not_after, int certificate_years) {
    return add_years_in_rome(old_not_after, certificate_years);
}

Instant install_deadline(Instant certified_at, int install_within_days) {
    return end_of_day_in_rome(add_days(rome_date(certified_at), install_within_days));
}

Instant reminder_due_at(const State& state, const RenewalTerms& terms) {
    if (state.reminded_at) {
        return *state.reminded_at + Duration::days(terms.remind_order_again_after_days);
    }
    const Instant paid_at = state.money.payment ? state.money.payment->paid_at : Instant{};
    const Instant aged = paid_at + Duration::days(terms.remind_order_after_days);
    const Instant expiring =
        state.subject.certificates.expires_at() - Duration::days(terms.remind_order_before_expiry_days);
    // The queue notice has just gone out: the first reminder leaves it a day.
    return std::max(std::min(aged, expiring), paid_at + Duration::days(1));
}

} // namespace sigillo::domain::renewal
