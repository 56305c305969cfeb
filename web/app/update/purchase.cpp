#include "web/app/update/purchase.hpp"

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/instant.hpp"
#include "web/app/model/cards.hpp"

namespace sigillo::app {

using domain::ErrorId;

namespace {

/// The portal's answer to a step: what was typed for it is done with.
void step_done(Turn& turn, portal::RequestView&& view) {
    turn.state.following = {};
    turn.state.work = {};
    request_replaced(turn, std::move(view));
}

protocol::CertificateRole role_for(const State& state) {
    const bool signature = state.request->purchase->identification == "digital_signature";
    return signature ? protocol::CertificateRole::signature : protocol::CertificateRole::authentication;
}

void proved(Turn& turn, domain::Result<agent::ProveIdentity::Reply>&& reply) {
    State& state = turn.state;
    if (state.work.job != Job::identify || state.work.step != Step::consent || !state.request) {
        return;
    }
    if (!reply) {
        state.work.step = Step::idle;
        interrupt(turn, reply.error());
        return;
    }
    state.work.step = Step::sending;
    turn.portal<step_done>(portal::ProveIdentity{turn.context.fresh_id, state.request->row.id,
                                                 state.work.nonce, std::move(reply->p7m)},
                           Patience::slow);
}

void identification_begun(Turn& turn, portal::BeginIdentification::Reply&& reply) {
    State& state = turn.state;
    if (reply.url) {
        state.away_for = state.request ? state.request->row.id : std::string{};
        turn.want(Leave{std::move(*reply.url)}); // still busy: the page is about to go
        return;
    }
    state.busy = false;
    if (reply.nonce) {
        look_for_cards(turn, Job::identify);
        state.work.nonce = std::move(*reply.nonce);
    }
}

void otp_sent(Turn& turn, portal::SendOtp::Reply&& reply) {
    turn.state.busy = false;
    turn.state.following.otp_sent = std::move(reply);
}

} // namespace

void step_typed(Turn& turn, StepTyped&& message) {
    auto& form = turn.state.following;
    switch (message.field) {
    case StepField::reference:
        form.reference = std::move(message.text);
        return;
    case StepField::paid_on:
        form.paid_on = std::move(message.text);
        return;
    case StepField::code:
        form.code = std::move(message.text);
        return;
    case StepField::codice_fiscale:
        form.codice_fiscale = std::move(message.text);
        return;
    case StepField::otp:
        form.otp = std::move(message.text);
        return;
    }
}

void choose_other_identification(Turn& turn) {
    turn.state.following.choosing = true;
}

void declare_payment(Turn& turn) {
    State& state = turn.state;
    auto& form = state.following;
    form.asked = true;
    if (!state.request || state.busy || form.reference.empty() || !domain::parse_date(form.paid_on).ok()) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<step_done>(portal::DeclarePayment{turn.context.fresh_id, state.request->row.id,
                                                  state.request->row.seq, form.reference, form.paid_on});
}

void identification_chosen(Turn& turn, const IdentificationChosen& message) {
    State& state = turn.state;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<step_done>(portal::ChooseIdentification{turn.context.fresh_id, state.request->row.id,
                                                        state.request->row.seq, message.method});
}

void begin_identification(Turn& turn) {
    State& state = turn.state;
    if (!state.request || !state.request->purchase || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    state.away_for.clear();
    turn.portal<identification_begun>(portal::BeginIdentification{state.request->row.id}, Patience::slow);
}

void identify_cards_listed(Turn& turn) {
    State& state = turn.state;
    auto& work = state.work;
    if (!state.request || !state.request->purchase) {
        return;
    }
    const auto role = role_for(state);
    const Match match = find_card_with(work.readers, role, state.request->row.codice_fiscale);
    if (match.reader == nullptr) {
        interrupt(turn, *match.trouble);
        return;
    }
    state.trouble.reset();
    work.card = match.reader->card->id;
    work.step = Step::consent;
    turn.agent<proved>(agent::ProveIdentity{work.card, role, work.nonce, state.request->row.id});
}

void send_otp(Turn& turn) {
    State& state = turn.state;
    if (!state.request || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<otp_sent>(portal::SendOtp{state.request->row.id});
}

void activate(Turn& turn) {
    State& state = turn.state;
    auto& form = state.following;
    form.asked = true;
    const auto code = domain::CodiceFiscale::parse(form.codice_fiscale);
    if (!state.request || state.busy || form.code.empty() || form.otp.empty() || !code) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<step_done>(portal::Activate{turn.context.fresh_id, state.request->row.id,
                                            state.request->row.seq, form.code, code->text(), form.otp},
                           Patience::slow);
}

} // namespace sigillo::app
