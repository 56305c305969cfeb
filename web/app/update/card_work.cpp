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

void cards_listed(Turn& turn, domain::Result<agent::ListCards::Reply>&& reply) {
    auto& work = turn.state.work;
    const JobKind* kind = kind_of(turn.edition(), work.job);
    if (kind == nullptr || !waits_for_card(work)) {
        return;
    }
    if (!reply) {
        work.step = Step::looking;
        interrupt(turn, reply.error());
        return;
    }
    work.readers = std::move(reply->readers);
    kind->cards(turn);
}

void list_cards(Turn& turn) {
    turn.agent<cards_listed>(agent::ListCards{}, Patience::quick);
}

void card_signed_in(Turn& turn, domain::Result<agent::SignIn::Reply>&& reply) {
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

} // namespace

void sign_in_cards_listed(Turn& turn) {
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

void look_for_cards(Turn& turn, Job job) {
    auto& work = turn.state.work;
    turn.state.trouble.reset();
    work.job = job;
    work.step = Step::looking;
    work.other_card = false;
    list_cards(turn);
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
    turn.agent<card_signed_in>(agent::SignIn{work.card, message.challenge->nonce});
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
    const JobKind* kind = kind_of(turn.edition(), turn.state.work.job);
    if (kind != nullptr && kind->agent_back != nullptr) {
        kind->agent_back(turn);
    }
}

void retry_sign_in(Turn& turn) {
    turn.state.work = {};
    begin_sign_in(turn);
}

void retry(Turn& turn) {
    turn.state.trouble.reset();
    if (const JobKind* kind = kind_of(turn.edition(), turn.state.work.job)) {
        kind->retry(turn);
    } else {
        load(turn);
    }
}

void agent_notified(Turn& turn, const agent::Notification& what) {
    struct Handler {
        Turn& turn;
        void operator()(const agent::CardsChanged&) const {
            const auto& work = turn.state.work;
            if (work.job != Job::none && waits_for_card(work)) {
                list_cards(turn);
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
