#include "web/app/update/turn.hpp"

#include <algorithm>

namespace sigillo::app {

void place_order(Turn& turn) {
    State& state = turn.state;
    const auto* card = known_card(state, state.route.id);
    if (card == nullptr || state.busy) {
        return;
    }
    state.trouble.reset();
    const auto& accepted = state.accepted;
    if (!std::all_of(accepted.begin(), accepted.end(), [](bool one) { return one; })) {
        state.order_asked = true;
        turn.fail(domain::ErrorId::clauses_not_accepted);
        return;
    }
    state.busy = true;
    turn.portal(portal::PlaceRenewal{turn.context.fresh_id, card->serial, card->convention_version,
                                     card->total, true});
}

void pay(Turn& turn) {
    State& state = turn.state;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal(portal::BeginPayment{turn.context.fresh_id, state.request->row.id, state.request->row.seq});
}

void withdraw(Turn& turn) {
    State& state = turn.state;
    state.withdraw_open = false;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal(portal::Withdraw{turn.context.fresh_id, state.request->row.id, state.request->row.seq});
}

void reject(Turn& turn) {
    State& state = turn.state;
    if (!state.request || !state.rejecting || state.busy) {
        return;
    }
    if (state.rejecting->reason == portal::RejectReason::other && state.rejecting->note.empty()) {
        state.rejecting->note_missing = true;
        return;
    }
    const Rejecting decided = *std::exchange(state.rejecting, std::nullopt);
    state.trouble.reset();
    state.busy = true;
    const bool keep = decided.keep_payment && decided.reason == portal::RejectReason::data_wrong;
    turn.portal(portal::Reject{turn.context.fresh_id, state.request->row.id, state.request->row.seq,
                               decided.reason, decided.note,
                               keep ? portal::PaymentUse::keep_for_new_card : portal::PaymentUse::give_back});
}

void return_credit(Turn& turn) {
    State& state = turn.state;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal(portal::ReturnCredit{turn.context.fresh_id, state.request->row.id, state.request->row.seq});
}

void request_seen(Turn& turn, portal::RequestView view) {
    State& state = turn.state;
    const bool shown = (state.route.place == Place::request || state.route.place == Place::install) &&
                       state.route.id == view.row.id;
    if (!shown) {
        return;
    }
    // A reply that another overtook is older than what is shown.
    if (!state.request || state.request->row.seq <= view.row.seq) {
        state.request = std::move(view);
    }
    if (state.route.place == Place::install) {
        enter_install(turn);
    }
}

void request_changed(Turn& turn, const portal::RequestChanged& change) {
    const State& state = turn.state;
    switch (state.route.place) {
    case Place::home:
    case Place::queue:
        load(turn);
        return;
    case Place::request:
    case Place::install:
        if (state.route.id == change.request) {
            load(turn);
        }
        return;
    case Place::check:
    case Place::order:
    case Place::signatories:
    case Place::privacy:
    case Place::accessibility:
    case Place::unknown:
        return;
    }
}

} // namespace sigillo::app
