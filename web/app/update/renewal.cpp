#include "web/app/model/cards.hpp"
#include "web/app/update/buying.hpp"
#include "web/app/update/mailbox.hpp"
#include "web/app/update/member.hpp"
#include "web/app/update/purchase.hpp"

#include <algorithm>

namespace sigillo::app {

namespace {

void overview_known(Turn& turn, portal::Overview::Reply&& reply) {
    turn.state.overview = std::move(reply);
}

void payment_begun(Turn& turn, portal::BeginPayment::Reply&& reply) {
    turn.want(Leave{std::move(reply.url)}); // still busy: the page is about to go
}

} // namespace

void update_member(Turn& turn, MemberMessage&& message) {
    struct Handler {
        Turn& turn;
        void operator()(const ErasureUnderstood& ticked) const { turn.state.own_data.understood = ticked.on; }
        void operator()(ClauseTicked&& ticked) const {
            turn.state.accepted.at(static_cast<std::size_t>(ticked.clause)) = ticked.on;
            turn.state.trouble.reset();
        }
        void operator()(DraftTyped&& typed) const { draft_typed(turn, std::move(typed)); }
        void operator()(PlaceSought&& sought) const { place_sought(turn, std::move(sought)); }
        void operator()(PlaceChosen&& chosen) const { place_chosen(turn, chosen); }
        void operator()(BuyTyped&& typed) const { turn.state.buying.code = std::move(typed.code); }
        void operator()(OrderChosen&& chosen) const { turn.state.buying.order = std::move(chosen.order); }
        void operator()(ClauseAccepted&& accepted) const { clause_accepted(turn, accepted); }
        void operator()(CreditTicked&& ticked) const { turn.state.buying.use_credit = ticked.on; }
        void operator()(ErrorsFocused&&) const { turn.state.buying.to_errors = false; }
        void operator()(PhotoFramed&& framed) const {
            turn.want(FramePhoto{framed.right, framed.down, framed.closer});
        }
        void operator()(StepTyped&& typed) const { step_typed(turn, std::move(typed)); }
        void operator()(IdentificationChosen&& chosen) const { identification_chosen(turn, chosen); }
        void operator()(AddOnPressed&& pressed) const { add_on_pressed(turn, pressed); }
        void operator()(PinAsked&& asked) const { change_pin(turn, asked); }
    };
    std::visit(Handler{turn}, std::move(message));
}

void order_placed(Turn& turn, portal::RequestView&& reply) {
    State& state = turn.state;
    turn.show({Place::request, reply.row.id});
    state.accepted = {};
    state.work = {};
    state.request = std::move(reply);
    state.busy = false;
    const auto* allowed = permission(*state.request, portal::Action::pay);
    if (allowed != nullptr && !allowed->refusal) {
        pay(turn);
    }
}

void load_overview(Turn& turn) {
    turn.portal<overview_known>(portal::Overview{});
}

void begin_check(Turn& turn) {
    look_for_cards(turn, Job::check);
}

void check_cards_listed(Turn& turn) {
    State& state = turn.state;
    auto& work = state.work;
    const auto* known = known_card(state, state.route.id);
    const auto* user = user_of(state);
    if (known == nullptr || user == nullptr) {
        return;
    }
    const Match match =
        find_member_card(work.readers, user->codice_fiscale, known->serial, known->certificates);
    work.other_card = match.other_card;
    state.trouble = match.trouble;
    work.card.clear();
    work.step = Step::looking;
    if (match.reader != nullptr) {
        work.card = match.reader->card->id;
        work.step = Step::ready;
        state.trouble = why_not_renewable(*match.reader->card, known->new_card_code);
    }
}

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
    turn.portal<order_placed>(portal::PlaceRenewal{turn.context.fresh_id, card->serial,
                                                   card->convention_version, card->total, true});
}

void pay(Turn& turn) {
    State& state = turn.state;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<payment_begun>(
        portal::BeginPayment{turn.context.fresh_id, state.request->row.id, state.request->row.seq});
}

void ask_withdraw(Turn& turn) {
    turn.state.withdraw_open = true;
}

void withdraw(Turn& turn) {
    State& state = turn.state;
    state.withdraw_open = false;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<request_replaced>(
        portal::Withdraw{turn.context.fresh_id, state.request->row.id, state.request->row.seq});
}

void return_credit(Turn& turn) {
    State& state = turn.state;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<request_replaced>(
        portal::ReturnCredit{turn.context.fresh_id, state.request->row.id, state.request->row.seq});
}

} // namespace sigillo::app
