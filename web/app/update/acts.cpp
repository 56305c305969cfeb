#include "shared/protocol/jsonrpc.hpp"
#include "web/app/model/cards.hpp"
#include "web/app/update/mailbox.hpp"
#include "web/app/update/office.hpp"

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

void acts_prepared(Turn& turn, portal::PrepareActs::Reply&& reply) {
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

void acts_submitted(Turn& turn, portal::SubmitActs::Reply&& reply) {
    State& state = turn.state;
    if (state.work.job != Job::acts || state.work.step != Step::sending) {
        return;
    }
    for (const auto& result : reply.results) {
        note_outcome(state, result.request, result.failure);
    }
    finish(turn);
}

void acts_signed(Turn& turn, domain::Result<agent::SignActs::Reply>&& reply) {
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
    turn.portal<acts_submitted>(call, Patience::slow);
}

void begin_acts(Turn& turn, std::vector<Chosen> targets) {
    State& state = turn.state;
    if (targets.empty() || state.busy || user_of(state) == nullptr) {
        return;
    }
    state.trouble.reset();
    state.desk.tried.reset();
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
    turn.portal<acts_prepared>(call, Patience::slow, true);
}

/// Of an answer that another list overtook, nothing is shown.
void queue_known(Turn& turn, const protocol::Json& params, portal::Queue::Reply&& reply) {
    auto& queue = turn.state.queue;
    const auto same = [&](std::string_view field, const protocol::Json& value) {
        const auto found = params.find(field);
        return found != params.end() && *found == value;
    };
    if (same("filter", std::string(protocol::text_of(queue.filter))) && same("page", queue.page)) {
        queue.reply = std::move(reply);
    }
}

} // namespace

void update_office(Turn& turn, OfficeMessage&& message) {
    struct Handler {
        Turn& turn;
        State& state;
        void operator()(const Ticked& ticked) const {
            switch (ticked.box) {
            case Box::keep_payment:
                if (state.rejecting) {
                    state.rejecting->keep_payment = ticked.on;
                }
                return;
            case Box::deputy:
                if (state.signatories.appointing) {
                    state.signatories.appointing->deputy = ticked.on;
                }
                return;
            }
        }
        void operator()(const WorkFilterChosen& chosen) const {
            state.work_list.filter = chosen.filter;
            state.queue.page = 0;
            load(turn);
        }
        void operator()(const StepOpened& opened) const { open_step(turn, opened); }
        void operator()(StepFilled& filled) const { fill_step(turn, std::move(filled)); }
        void operator()(StepConfirmed& confirmed) const { confirm_step(turn, std::move(confirmed)); }
        void operator()(const OfficeAsked& asked) const { ask_office(turn, asked.order); }
        void operator()(FileKnown& file) const { register_file_known(turn, std::move(file)); }
        void operator()(RegisterTyped& typed) const { state.albo.search = std::move(typed.text); }
        void operator()(const RegisterPageChosen& chosen) const { choose_register_page(turn, chosen.page); }
        void operator()(const PreviewPartChosen& chosen) const { choose_preview_part(turn, chosen); }
        void operator()(const CancelMissingTicked& ticked) const { state.albo.cancel_missing = ticked.on; }
        void operator()(const UserAsked& asked) const { ask_change_user(turn, asked.codice_fiscale); }
        void operator()(UserTyped& typed) const { type_user(turn, typed.field, std::move(typed.text)); }
        void operator()(const UserTicked& ticked) const { tick_user(turn, ticked.box, ticked.on); }
        void operator()(const InviteAgainAsked& asked) const { invite_again(turn, asked.codice_fiscale); }
        void operator()(const MailboxFilterChosen& chosen) const {
            state.mailbox.filter = chosen.filter;
            search_mailboxes(turn);
        }
        void operator()(const MailboxPageChosen& chosen) const {
            state.mailbox.page = chosen.page;
            load_mailboxes(turn);
        }
        void operator()(const FilterChosen& chosen) const {
            state.queue.filter = chosen.filter;
            state.queue.page = 0;
            load(turn);
        }
        void operator()(const QueuePageChosen& chosen) const {
            state.queue.page = chosen.page;
            load(turn);
        }
        void operator()(const RowToggled& toggled) const { choose_rows(turn, toggled); }
        void operator()(const AllToggled& toggled) const { choose_all(turn, toggled.on); }
        void operator()(const ReasonChosen& chosen) const {
            if (state.rejecting) {
                state.rejecting->reason = chosen.reason;
                state.rejecting->note_missing = false;
            }
        }
        void operator()(const WithdrawSignatoryAsked& asked) const {
            ask_withdraw_signatory(turn, asked.codice_fiscale);
        }
    };
    std::visit(Handler{turn, turn.state}, message);
}

void load_queue(Turn& turn) {
    const auto& queue = turn.state.queue;
    turn.portal<queue_known>(portal::Queue{queue.filter, queue.search, queue.page});
}

void search_queue(Turn& turn) {
    turn.state.queue.page = 0;
    load(turn);
}

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

void acts_cards_listed(Turn& turn) {
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
    turn.agent<acts_signed>(agent::SignActs{work.card, work.acts});
}

void sign_selected(Turn& turn) {
    begin_acts(turn, turn.state.queue.selected);
}

void validate_one(Turn& turn) {
    if (const auto& request = turn.state.request) {
        begin_acts(turn, {{request->row.id, request->row.holder}});
    }
}

void retry_acts(Turn& turn) {
    begin_acts(turn, turn.state.work.targets);
}

void acts_refused(Turn& turn, const Error&) {
    turn.state.work.step = Step::idle;
}

void ask_reject(Turn& turn) {
    turn.state.rejecting = Rejecting{};
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
    state.desk.tried.reset();
    const Rejecting decided = *std::exchange(state.rejecting, std::nullopt);
    state.trouble.reset();
    state.busy = true;
    const bool keep = decided.keep_payment && decided.reason == portal::RejectReason::data_wrong;
    turn.portal<request_replaced>(portal::Reject{
        turn.context.fresh_id, state.request->row.id, state.request->row.seq, decided.reason, decided.note,
        keep ? portal::PaymentUse::keep_for_new_card : portal::PaymentUse::give_back});
}

} // namespace sigillo::app
