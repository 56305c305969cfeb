#include "web/app/model/cards.hpp"
#include "web/app/update/member.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;
using protocol::Json;

namespace {

constexpr std::uint32_t poll_pause = 5000;

void write_certificates(Turn& turn, std::vector<protocol::NewCertificate> certificates);

/// Of the page's own request, not of one that was shown before.
bool is_of_this_page(const Turn& turn, const Json& params) {
    const auto request = params.find("request");
    return request != params.end() && *request == turn.state.route.id;
}

void status_known(Turn& turn, domain::Result<agent::RenewalStatus::Reply>&& reply) {
    auto& work = turn.state.work;
    if (work.job == Job::install && reply) {
        work.phase = reply->phase;
    }
}

void ask_status(Turn& turn) {
    turn.agent<status_known>(agent::RenewalStatus{turn.state.route.id}, Patience::quick);
}

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
        ask_status(turn);
    }
    interrupt(turn, std::move(why));
}

void wait_for_authority(Turn& turn) {
    turn.state.work.step = Step::waiting;
    turn.state.work.progress.reset();
    turn.want(Wait{Timer::poll, poll_pause});
}

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
        ask_status(turn);
    } else if (work.step == Step::waiting && stage == portal::Stage::certified) {
        if (work.card.empty()) {
            look_for_cards(turn, Job::install);
            ask_status(turn);
        } else {
            write_certificates(turn, state.request->new_certificates);
        }
    }
}

void install_seen(Turn& turn, portal::RequestView&& view) {
    request_seen(turn, std::move(view));
    if (turn.state.request && turn.state.request->row.id == turn.state.route.id) {
        enter_install(turn);
    }
}

void confirmed(Turn& turn, portal::RequestView&& view) {
    turn.state.trouble.reset();
    install_seen(turn, std::move(view));
}

void certificates_written(Turn& turn, const Json& params,
                          domain::Result<agent::InstallRenewal::Reply>&& reply) {
    auto& work = turn.state.work;
    if (work.job != Job::install || work.step != Step::writing || !is_of_this_page(turn, params)) {
        return;
    }
    if (!reply) {
        // The certificates are at the portal now: the next try needs them from there.
        load(turn);
        stop(turn, reply.error());
        return;
    }
    work.step = Step::confirming;
    turn.portal<confirmed>(
        portal::ConfirmInstalled{turn.context.fresh_id, turn.state.route.id, std::move(reply->receipts)},
        Patience::slow);
}

void write_certificates(Turn& turn, std::vector<protocol::NewCertificate> certificates) {
    auto& work = turn.state.work;
    work.step = Step::writing;
    work.progress.reset();
    turn.agent<certificates_written>(
        agent::InstallRenewal{work.card, turn.state.route.id, std::move(certificates)});
}

void keys_sent(Turn& turn, portal::SubmitKeys::Reply&& reply) {
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

void keys_made(Turn& turn, const Json& params, domain::Result<agent::StartRenewal::Reply>&& reply) {
    auto& work = turn.state.work;
    if (work.job != Job::install || work.step != Step::consent || !is_of_this_page(turn, params)) {
        return;
    }
    if (!reply) {
        stop(turn, reply.error());
        return;
    }
    work.phase = agent::RenewalPhase::requests_ready;
    work.step = Step::sending;
    turn.portal<keys_sent>(portal::SubmitKeys{turn.context.fresh_id, turn.state.route.id,
                                              std::move(reply->requests), std::move(reply->statement)},
                           Patience::slow);
}

} // namespace

void load_install(Turn& turn) {
    turn.portal<install_seen>(portal::GetRequest{turn.state.route.id});
}

void install_cards_listed(Turn& turn) {
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
        turn.agent<keys_made>(agent::StartRenewal{work.card, view.row.id, user->codice_fiscale, view.roles});
    }
}

void retry_install(Turn& turn) {
    look_for_cards(turn, Job::install);
    ask_status(turn);
}

void agent_back_at_install(Turn& turn) {
    // See whether it is back, where work can go on without the person.
    if (turn.state.work.step == Step::looking) {
        retry_install(turn);
    }
}

void install_refused(Turn& turn, const Error& why) {
    auto& work = turn.state.work;
    if (work.step != Step::sending && work.step != Step::confirming) {
        return;
    }
    // The authority is away: the portal goes on asking it by itself.
    const bool later = why.id == ErrorId::issuer_unavailable;
    work.step = later ? Step::waiting : Step::ready;
    load(turn);
    if (later) {
        turn.want(Wait{Timer::poll, poll_pause});
    }
}

} // namespace sigillo::app
