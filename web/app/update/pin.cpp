#include "web/app/model/cards.hpp"
#include "web/app/update/purchase.hpp"

namespace sigillo::app {

namespace {

void pin_set(Turn& turn, domain::Result<agent::ChangePin::Reply>&& reply) {
    auto& work = turn.state.work;
    if (work.job != Job::pin || work.step != Step::consent) {
        return;
    }
    turn.state.busy = false;
    if (!reply) {
        work.step = Step::looking;
        interrupt(turn, reply.error());
        return;
    }
    // The cards are read again: what was blocked is not.
    look_for_cards(turn, Job::pin);
    turn.state.pin_changed = true;
}

} // namespace

void begin_pin(Turn& turn) {
    turn.state.pin_changed = false;
    look_for_cards(turn, Job::pin);
}

void pin_cards_listed(Turn& turn) {
    auto& work = turn.state.work;
    bool some = false;
    for (const auto& reader : work.readers) {
        some = some || reader.card.has_value();
    }
    turn.state.trouble = some ? std::nullopt : std::optional(why_no_card(work.readers));
    work.step = some ? Step::ready : Step::looking;
}

void change_pin(Turn& turn, const PinAsked& message) {
    State& state = turn.state;
    if (state.work.job != Job::pin || state.busy) {
        return;
    }
    state.trouble.reset();
    state.pin_changed = false;
    state.busy = true;
    state.work.card = message.card;
    state.work.step = Step::consent;
    if (message.unblock) {
        turn.agent<pin_set>(agent::UnblockPin{message.card, message.role});
    } else {
        turn.agent<pin_set>(agent::ChangePin{message.card, message.role});
    }
}

} // namespace sigillo::app
