#include "shared/protocol/jsonrpc.hpp"
#include "web/app/model/cards.hpp"
#include "web/app/update/turn.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::uint32_t agent_pause = 2000;

/// Nothing runs that a new list of cards would disturb.
bool waits_for_card(const Work& work) {
    return work.step == Step::looking || work.step == Step::choosing || work.step == Step::ready;
}

void sign_in_card_listed(Turn& turn) {
    auto& work = turn.state.work;
    const auto cards = sign_in_cards(work.readers);
    if (cards.empty()) {
        bool some = false;
        for (const auto& reader : work.readers) {
            some = some || reader.card.has_value();
        }
        interrupt(turn, some ? Error(ErrorId::card_certificate_missing) : why_no_card(work.readers));
        return;
    }
    turn.state.trouble.reset();
    if (cards.size() > 1) {
        const bool still_in = reader_of(work.readers, work.card) != nullptr;
        work.card = still_in ? work.card : cards.front()->card->id;
        work.step = Step::choosing;
        return;
    }
    // A person who pulls one card of two out has not asked to sign in with the other.
    if (work.step == Step::choosing) {
        work.card = cards.front()->card->id;
        return;
    }
    work.card = cards.front()->card->id;
    work.step = Step::preparing;
    turn.want(FetchChallenge{});
}

void check_card_listed(Turn& turn) {
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

} // namespace

void look_for_cards(Turn& turn, Job job) {
    auto& work = turn.state.work;
    turn.state.trouble.reset();
    work.job = job;
    work.step = Step::looking;
    work.other_card = false;
    turn.agent(agent::ListCards{});
}

void begin_sign_in(Turn& turn) {
    auto& work = turn.state.work;
    turn.state.sign_in.signed_out = false;
    if (work.job == Job::sign_in && work.step == Step::choosing) {
        turn.state.trouble.reset();
        work.step = Step::preparing;
        turn.want(FetchChallenge{});
        return;
    }
    look_for_cards(turn, Job::sign_in);
}

void begin_check(Turn& turn) {
    look_for_cards(turn, Job::check);
}

void cards_listed(Turn& turn, domain::Result<agent::ListCards::Reply> reply) {
    auto& work = turn.state.work;
    if (work.job == Job::none || !waits_for_card(work)) {
        return;
    }
    if (!reply) {
        work.step = Step::looking;
        interrupt(turn, reply.error());
        return;
    }
    work.readers = std::move(reply->readers);
    switch (work.job) {
    case Job::none:
        return;
    case Job::sign_in:
        sign_in_card_listed(turn);
        return;
    case Job::check:
        check_card_listed(turn);
        return;
    case Job::install:
        install_cards(turn);
        return;
    case Job::acts:
        acts_cards(turn);
        return;
    }
}

void challenge_known(Turn& turn, ChallengeKnown message) {
    auto& work = turn.state.work;
    if (work.job != Job::sign_in || work.step != Step::preparing) {
        return;
    }
    if (!message.challenge) {
        work.step = Step::looking;
        turn.fail(message.challenge.error());
        return;
    }
    work.step = Step::consent;
    turn.agent(agent::SignIn{work.card, message.challenge->nonce});
}

void card_signed_in(Turn& turn, domain::Result<agent::SignIn::Reply> reply) {
    auto& work = turn.state.work;
    if (work.job != Job::sign_in || work.step != Step::consent) {
        return;
    }
    if (!reply) {
        work.step = Step::idle;
        interrupt(turn, reply.error());
        return;
    }
    work.step = Step::sending;
    turn.want(PostCard{std::move(reply->p7m)});
}

void interrupt(Turn& turn, Error why) {
    if (why.id == ErrorId::agent_not_running) {
        turn.want(AskPermission{});
    } else if (why.id == ErrorId::agent_connection_lost) {
        turn.want(Wait{Timer::agent, agent_pause});
    }
    turn.fail(std::move(why));
}

void permission_known(Turn& turn, Permission permission) {
    auto& trouble = turn.state.trouble;
    if (permission == Permission::denied && trouble && trouble->id == ErrorId::agent_not_running) {
        trouble = Error(ErrorId::agent_permission_refused);
    }
}

void agent_timer(Turn& turn) {
    // The agent went away: see whether it is back, where work can go on without the person.
    const auto& work = turn.state.work;
    if (work.job == Job::install && work.step == Step::looking) {
        look_for_cards(turn, Job::install);
        turn.agent(agent::RenewalStatus{turn.state.route.id});
    }
}

void retry(Turn& turn) {
    State& state = turn.state;
    state.trouble.reset();
    switch (state.work.job) {
    case Job::none:
        load(turn);
        return;
    case Job::sign_in:
        state.work = {};
        begin_sign_in(turn);
        return;
    case Job::check:
        begin_check(turn);
        return;
    case Job::install:
        look_for_cards(turn, Job::install);
        turn.agent(agent::RenewalStatus{state.route.id});
        return;
    case Job::acts:
        begin_acts(turn, state.work.targets);
        return;
    }
}

void agent_notified(Turn& turn, const agent::Notification& what) {
    struct Handler {
        Turn& turn;
        void operator()(const agent::CardsChanged&) const {
            const auto& work = turn.state.work;
            if (work.job != Job::none && waits_for_card(work)) {
                turn.agent(agent::ListCards{});
            }
        }
        void operator()(const agent::SigningProgress& progress) const {
            auto& work = turn.state.work;
            if (work.job == Job::acts) {
                work.signed_acts = progress.done;
            }
        }
        void operator()(const agent::RenewalProgress& progress) const {
            auto& work = turn.state.work;
            if (work.job == Job::install && progress.request == turn.state.route.id) {
                work.progress = progress;
            }
        }
    };
    std::visit(Handler{turn}, what);
}

} // namespace sigillo::app
