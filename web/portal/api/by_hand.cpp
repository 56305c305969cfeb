#include "web/portal/api/by_hand.hpp"

#include "shared/texts/texts.hpp"

namespace sigillo::portal {

using domain::ErrorId;

namespace {

domain::Result<PaymentRow> settled(Store& store, const std::string& request, const std::string& payment,
                                   PaymentState state, domain::Instant now) {
    auto row = store.payment(domain::PaymentId(payment));
    if (!row && row.error().id != ErrorId::not_found) {
        return row.error();
    }
    if (!row || row->request.value != request) {
        return ErrorId::payment_unknown;
    }
    row->state = state;
    row->settled = now;
    return row;
}

} // namespace

std::string payment_label(Store& store, const domain::PaymentAttempt& attempt, domain::Language language) {
    std::string label =
        texts::text(language, "domain.payment_method." + std::string(domain::text_of(attempt.method)));
    const auto row = store.payment(attempt.payment);
    return row && !row->reference.empty() ? label + ", " + row->reference : label;
}

domain::Result<PaymentRow> paid_by_hand(Store& store, const std::string& request, const std::string& payment,
                                        domain::Instant now) {
    return settled(store, request, payment, PaymentState::paid, now);
}

domain::Result<PaymentRow> refunded_by_hand(Store& store, const std::string& request,
                                            const std::string& payment, domain::Instant now) {
    auto row = settled(store, request, payment, PaymentState::refunded, now);
    if (row && row->provider != declared_payment) {
        return ErrorId::payment_nothing_to_return;
    }
    return row;
}

} // namespace sigillo::portal
