#include "web/app/model/cards.hpp"
#include "web/app/update/turn.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::uint32_t poll_pause = 5000;

/// After an interruption: with the card still in, the person can go on at once; else it is looked for.
void stop(Turn& turn, Error why) {
    auto& work = turn.state.work;
    const bool away = why.id == ErrorId::card_removed || why.id == ErrorId::card_absent ||
                      why.id == ErrorId::card_no_reader || why.id == ErrorId::agent_connection_lost ||
                      why.id == ErrorId::agent_not_running || why.id == ErrorId::card_changed ||
                      why.id == ErrorId::card_unreadable;
    work.step = away ? Step::looking : Step::ready;
    work.progress.reset();
    // What was done is in the agent's journal.
    if (work.phase == agent::RenewalPhase::none) {
        turn.agent(agent::RenewalStatus{turn.state.route.id});
    }
    interrupt(turn, std::move(why));
}

void wait_for_authority(Turn& turn) {
    turn.state.work.step = Step::waiting;
    turn.state.work.progress.reset();
    turn.want(Wait{Timer::poll, poll_pause});
}

} // namespace

void enter_install(Turn& turn) {
    State& state = turn.state;
    auto& work = state.work;
    const auto stage = state.request->row.stage;
    if (stage == portal::Stage::installed) {
        work.job = Job::install;
        work.step = Step::done;
        return;
    }
    if (stage == portal::Stage::requested && (work.job == Job::none || work.step == Step::looking)) {
        // Nothing to do at the card until the certificates are there.
        work.job = Job::install;
        wait_for_authority(turn);
        return;
    }
    const bool can_go_on = stage == portal::Stage::validated || stage == portal::Stage::certified;
    if (!can_go_on) {
        return;
    }
    if (work.job == Job::none) {
        look_for_cards(turn, Job::install);
        turn.agent(agent::RenewalStatus{state.route.id});
    } else if (work.step == Step::waiting && stage == portal::Stage::certified) {
        if (work.card.empty()) {
            look_for_cards(turn, Job::install);
            turn.agent(agent::RenewalStatus{state.route.id});
        } else {
            write_certificates(turn, state.request->new_certificates);
        }
    }
}

void status_known(Turn& turn, domain::Result<agent::RenewalStatus::Reply> reply) {
    auto& work = turn.state.work;
    if (work.job == Job::install && reply) {
        work.phase = reply->phase;
    }
}

void install_cards(Turn& turn) {
    State& state = turn.state;
    auto& work = state.work;
    const auto* user = user_of(state);
    if (!state.request || user == nullptr) {
        return;
    }
    const auto& view = *state.request;
    const Match match =
        find_member_card(work.readers, user->codice_fiscale, view.card_serial, view.certificates);
    work.other_card = match.other_card;
    work.card.clear();
    work.step = Step::looking;
    if (match.reader == nullptr) {
        state.trouble = match.trouble;
        return;
    }
    if (auto why = why_not_renewable(*match.reader->card, view.new_card_code)) {
        state.trouble = std::move(why);
        return;
    }
    // What was said of the card's absence is over; what it said itself (a wrong PIN) stays until the next
    // try.
    if (state.trouble &&
        (state.trouble->id == ErrorId::card_removed || state.trouble->id == ErrorId::card_absent ||
         state.trouble->id == ErrorId::card_no_reader || state.trouble->id == ErrorId::card_of_someone_else ||
         state.trouble->id == ErrorId::card_unreadable || state.trouble->id == ErrorId::card_read_only ||
         state.trouble->id == ErrorId::card_obsolete || state.trouble->id == ErrorId::card_module_missing)) {
        state.trouble.reset();
    }
    work.card = match.reader->card->id;
    work.step = Step::ready;
}

void begin_install(Turn& turn) {
    State& state = turn.state;
    auto& work = state.work;
    const auto* user = user_of(state);
    if (work.job != Job::install || work.step != Step::ready || !state.request || user == nullptr) {
        return;
    }
    state.trouble.reset();
    const auto& view = *state.request;
    if (view.row.stage == portal::Stage::certified) {
        write_certificates(turn, view.new_certificates);
    } else if (view.row.stage == portal::Stage::requested) {
        wait_for_authority(turn);
    } else {
        work.step = Step::consent;
        work.progress.reset();
        turn.agent(agent::StartRenewal{work.card, view.row.id, user->codice_fiscale, view.roles});
    }
}

void keys_made(Turn& turn, const agent::StartRenewal& call,
               domain::Result<agent::StartRenewal::Reply> reply) {
    auto& work = turn.state.work;
    if (work.job != Job::install || work.step != Step::consent || call.request != turn.state.route.id) {
        return;
    }
    if (!reply) {
        stop(turn, reply.error());
        return;
    }
    work.phase = agent::RenewalPhase::requests_ready;
    work.step = Step::sending;
    turn.portal(portal::SubmitKeys{turn.context.fresh_id, call.request, std::move(reply->requests),
                                   std::move(reply->statement)});
}

void keys_sent(Turn& turn, const portal::SubmitKeys::Reply& reply) {
    auto& work = turn.state.work;
    if (work.job != Job::install || work.step != Step::sending) {
        return;
    }
    if (reply.state == portal::IssuanceState::waiting) {
        wait_for_authority(turn);
    } else {
        write_certificates(turn, reply.certificates);
    }
}

void write_certificates(Turn& turn, std::vector<protocol::NewCertificate> certificates) {
    auto& work = turn.state.work;
    work.step = Step::writing;
    work.progress.reset();
    turn.agent(agent::InstallRenewal{work.card, turn.state.route.id, std::move(certificates)});
}

void certificates_written(Turn& turn, const agent::InstallRenewal& call,
                          domain::Result<agent::InstallRenewal::Reply> reply) {
    auto& work = turn.state.work;
    if (work.job != Job::install || work.step != Step::writing || call.request != turn.state.route.id) {
        return;
    }
    if (!reply) {
        // The certificates are at the portal now: the next try needs them from there.
        load(turn);
        stop(turn, reply.error());
        return;
    }
    work.step = Step::confirming;
    turn.portal(portal::ConfirmInstalled{turn.context.fresh_id, call.request, std::move(reply->receipts)});
}

void confirmed(Turn& turn, portal::RequestView view) {
    turn.state.trouble.reset();
    request_seen(turn, std::move(view));
}

} // namespace sigillo::app
