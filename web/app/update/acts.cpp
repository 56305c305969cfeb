#include "shared/protocol/jsonrpc.hpp"
#include "web/app/model/cards.hpp"
#include "web/app/update/turn.hpp"

#include <algorithm>

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t most_acts = 200; // of one consent

void add(std::vector<Chosen>& selected, const portal::RequestRow& row) {
    Chosen chosen{row.id, row.holder};
    const bool there = std::find(selected.begin(), selected.end(), chosen) != selected.end();
    if (!there && row.may_validate && selected.size() < most_acts) {
        selected.push_back(std::move(chosen));
    }
}

void remove(std::vector<Chosen>& selected, std::string_view request) {
    selected.erase(std::remove_if(selected.begin(), selected.end(),
                                  [&](const Chosen& one) { return one.request == request; }),
                   selected.end());
}

void note_outcome(State& state, const std::string& request, const std::optional<protocol::Failure>& failure) {
    SignOutcome outcome{{request, {}}, std::nullopt};
    for (const auto& target : state.work.targets) {
        if (target.request == request) {
            outcome.of = target;
        }
    }
    if (failure) {
        outcome.failure = protocol::to_error(*failure);
    } else {
        remove(state.queue.selected, request);
    }
    state.queue.outcomes.push_back(std::move(outcome));
}

void finish(Turn& turn) {
    turn.state.work.step = Step::done;
    turn.state.work.acts.clear();
    turn.state.busy = false;
    load(turn);
}

} // namespace

void choose_rows(Turn& turn, const RowToggled& toggled) {
    auto& queue = turn.state.queue;
    if (!queue.reply || toggled.row >= queue.reply->rows.size()) {
        return;
    }
    const auto& row = queue.reply->rows[toggled.row];
    const std::size_t before = queue.selected.size();
    remove(queue.selected, row.id);
    if (queue.selected.size() == before) {
        add(queue.selected, row);
    }
}

void choose_all(Turn& turn, bool on) {
    auto& queue = turn.state.queue;
    if (!queue.reply) {
        return;
    }
    for (const auto& row : queue.reply->rows) {
        if (on) {
            add(queue.selected, row);
        } else {
            remove(queue.selected, row.id);
        }
    }
}

void begin_acts(Turn& turn, std::vector<Chosen> targets) {
    State& state = turn.state;
    if (targets.empty() || state.busy || user_of(state) == nullptr) {
        return;
    }
    state.trouble.reset();
    state.queue.outcomes.clear();
    state.busy = true;
    state.work = {};
    state.work.job = Job::acts;
    state.work.step = Step::preparing;
    portal::PrepareActs call;
    for (const auto& target : targets) {
        call.requests.push_back(target.request);
    }
    state.work.targets = std::move(targets);
    turn.portal(std::move(call));
}

void acts_prepared(Turn& turn, portal::PrepareActs::Reply reply) {
    State& state = turn.state;
    auto& work = state.work;
    if (work.job != Job::acts || work.step != Step::preparing) {
        return;
    }
    for (auto& act : reply.acts) {
        if (act.content) {
            work.acts.push_back({act.request, std::move(*act.content)});
        } else {
            note_outcome(state, act.request,
                         act.failure ? act.failure : protocol::to_failure(ErrorId::internal));
        }
    }
    if (work.acts.empty()) {
        finish(turn);
        return;
    }
    look_for_cards(turn, Job::acts);
}

void acts_cards(Turn& turn) {
    State& state = turn.state;
    auto& work = state.work;
    const Match match = find_signature_card(work.readers, user_of(state)->codice_fiscale);
    if (match.reader == nullptr) {
        interrupt(turn, *match.trouble);
        return;
    }
    state.trouble.reset();
    state.busy = true;
    work.card = match.reader->card->id;
    work.step = Step::consent;
    work.signed_acts = 0;
    turn.agent(agent::SignActs{work.card, work.acts});
}

void acts_signed(Turn& turn, domain::Result<agent::SignActs::Reply> reply) {
    State& state = turn.state;
    auto& work = state.work;
    if (work.job != Job::acts || work.step != Step::consent) {
        return;
    }
    if (!reply) {
        work.step = Step::idle;
        interrupt(turn, reply.error());
        return;
    }
    portal::SubmitActs call;
    call.command = turn.context.fresh_id;
    for (auto& act : reply->acts) {
        if (act.p7m) {
            call.acts.push_back({act.request, std::move(*act.p7m)});
        } else {
            note_outcome(state, act.request,
                         act.failure ? act.failure : protocol::to_failure(ErrorId::internal));
        }
    }
    if (call.acts.empty()) {
        finish(turn);
        return;
    }
    work.step = Step::sending;
    turn.portal(std::move(call));
}

void acts_submitted(Turn& turn, portal::SubmitActs::Reply reply) {
    State& state = turn.state;
    if (state.work.job != Job::acts || state.work.step != Step::sending) {
        return;
    }
    for (const auto& result : reply.results) {
        note_outcome(state, result.request, result.failure);
    }
    finish(turn);
}

} // namespace sigillo::app
