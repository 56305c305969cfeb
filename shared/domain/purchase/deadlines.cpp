#include "shared/domain/purchase/deadlines.hpp"

namespace sigillo::domain::purchase {

namespace {

Instant days_after(Instant from, int days) {
    return end_of_day_in_rome(add_days(rome_date(from), days));
}

} // namespace

std::optional<Instant> deadline_of(const State& state, Step step, const PurchaseTerms& terms) {
    switch (step) {
    case Step::payment:
        return days_after(state.progressed_at, terms.pay_within_days);
    case Step::identification:
        return days_after(state.progressed_at, terms.identify_within_days);
    case Step::originals:
    case Step::validation:
    case Step::issuance:
        return std::nullopt;
    case Step::shipping:
    case Step::arrival:
    case Step::collection:
    case Step::activation:
        // However it reaches the holder: certificates that are not in use by then are revoked (X11).
        return state.issued_at ? std::optional(days_after(*state.issued_at, terms.activate_within_days))
                               : std::nullopt;
    }
    return std::nullopt;
}

Instant reminder_due_at(const State& state, const PurchaseTerms& terms) {
    return state.reminded_at && *state.reminded_at > state.progressed_at
               ? *state.reminded_at + Duration::days(terms.remind_order_again_after_days)
               : state.progressed_at + Duration::days(terms.remind_order_after_days);
}

std::vector<Instant> activation_reminders(const State& state, const PurchaseTerms& terms) {
    std::vector<Instant> due;
    if (const auto last = deadline_of(state, Step::activation, terms); last) {
        for (const int days : terms.remind_activation_before_days) {
            due.push_back(start_of_day_in_rome(add_days(rome_date(*last), -days)));
        }
    }
    return due;
}

} // namespace sigillo::domain::purchase
