#include "web/portal/api/invitations.hpp"

#include <algorithm>

namespace sigillo::portal {

namespace {

/// The longest window that a convention may have, and some days.
constexpr domain::Duration horizon = domain::Duration::days(400);
constexpr int page = 500;

domain::Result<bool> invite(Renewals& renewals, const CardRow& card) {
    const auto rows = renewals.store().requests_of(card.person);
    if (!rows) {
        return rows.error();
    }
    const auto& certificates = card.certificates;
    const bool known = std::any_of(rows->begin(), rows->end(), [&](const RequestRow& row) {
        return row.card_number == certificates.card_number &&
               row.certificate_expires == certificates.expires_at();
    });
    if (known) {
        return false;
    }
    // Whoever closed their account asked to be left alone.
    if (const auto holder = renewals.store().account(card.person); holder && holder->disabled) {
        return false;
    }
    const auto id = renewals.next_request(card);
    if (!id) {
        return id.error();
    }
    RenewalExecution execution;
    execution.request = *id;
    execution.command = domain::renewal::Invite{};
    execution.card = card;
    const auto executed = renewals.execute_as_system(std::move(execution));
    if (executed) {
        return executed->changed;
    }
    const auto why = executed.error().id;
    if (why == domain::ErrorId::storage_failed || why == domain::ErrorId::storage_full) {
        return executed.error();
    }
    // Not in the window yet, not sold, revoked: nothing to invite to.
    return false;
}

} // namespace

domain::Result<int> invite_due(Renewals& renewals) {
    int invited = 0;
    domain::Instant from = renewals.now();
    const domain::Instant until = from + horizon;
    for (;;) {
        const auto cards = renewals.store().cards_expiring(from, until, page);
        if (!cards) {
            return cards.error();
        }
        domain::Instant latest = from;
        for (const auto& card : *cards) {
            const auto done = invite(renewals, card);
            if (!done) {
                return done.error();
            }
            invited += *done ? 1 : 0;
            latest = std::max(latest, card.certificates.expires_at(),
                              [](domain::Instant a, domain::Instant b) { return a < b; });
        }
        if (static_cast<int>(cards->size()) < page || latest == from) {
            return invited;
        }
        from = latest;
    }
}

} // namespace sigillo::portal
