#include "web/portal/api/mailbox/mailboxes.hpp"

#include "shared/domain/mailbox/react.hpp"
#include "web/portal/api/cycle_events.hpp"
#include "web/portal/api/mailbox/mailbox_reactions.hpp"
#include "web/portal/codec/event_codec.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::mailbox::AddOnStatus;
using domain::mailbox::Event;
using domain::mailbox::Facts;
using domain::mailbox::Stage;
using domain::mailbox::State;
using domain::mailbox::Subject;

namespace {

/// Declared and not come in, or come in and to be given back by hand.
bool is_for_the_operator(const domain::mailbox::AddOn& one) {
    return (one.status == AddOnStatus::placed && !one.money.awaited_by_hand().empty()) ||
           !one.money.owed_by_hand().empty();
}

Lane lane_of(const State& state) {
    switch (state.stage) {
    case Stage::none:
        return Lane::none;
    case Stage::asked:
        return Lane::mailbox_asked;
    case Stage::requested:
        return Lane::mailbox_requested;
    case Stage::active:
        return std::any_of(state.add_ons.begin(), state.add_ons.end(), is_for_the_operator)
                   ? Lane::mailbox_payment
                   : Lane::mailbox_active;
    case Stage::declined:
    case Stage::withdrawn:
        return Lane::ended;
    }
    return Lane::none;
}

/// What ends next by itself.
std::optional<domain::Instant> next_end(const State& state) {
    std::optional<domain::Instant> next;
    for (const auto& one : state.add_ons) {
        const bool placed = one.status == AddOnStatus::placed;
        if (placed || one.status == AddOnStatus::running) {
            const domain::Instant end = placed ? one.pay_by : one.until;
            next = next ? std::min(*next, end) : end;
        }
    }
    return next;
}

domain::Instant stage_since(const std::vector<Event>& events) {
    using namespace domain::mailbox;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        const bool enters =
            std::holds_alternative<Asked>(*event) || std::holds_alternative<Requested>(*event) ||
            std::holds_alternative<Activated>(*event) || std::holds_alternative<Declined>(*event) ||
            std::holds_alternative<Withdrawn>(*event);
        if (enters) {
            return at_of(*event);
        }
    }
    return {};
}

} // namespace

domain::Result<LoadedMailbox> Mailboxes::load(const domain::RequestId& mailbox) {
    const auto stored = store_.read(stream_of(mailbox));
    if (!stored) {
        return stored.error();
    }
    if (stored->empty()) {
        return ErrorId::not_found;
    }
    auto events = decode_mailboxes(*stored, store_.vault());
    if (!events) {
        return events.error();
    }
    LoadedMailbox loaded;
    loaded.state = domain::mailbox::evolve({}, *events);
    loaded.events = std::move(*events);
    return loaded;
}

domain::Result<std::optional<RequestRow>> Mailboxes::newest_of(const domain::PersonId& member) {
    const auto rows = store_.requests_of(member); // the newest first
    if (!rows) {
        return rows.error();
    }
    const auto found = std::find_if(rows->begin(), rows->end(),
                                    [](const RequestRow& row) { return row.kind == RequestKind::mailbox; });
    return found == rows->end() ? std::optional<RequestRow>() : std::optional(*found);
}

domain::Result<Subject> Mailboxes::next_of(const domain::PersonId& member, const domain::OrderId& only) {
    const auto entries = store_.register_rows(member);
    const auto requests = store_.requests_of(member);
    if (!entries || !requests) {
        return entries ? requests.error() : entries.error();
    }
    const domain::Date today = domain::rome_date(clock_.now());
    Subject subject;
    subject.member = member;
    for (const auto& row : *entries) {
        if (!only.empty() && row.entry.order != only) {
            continue;
        }
        const bool offers =
            domain::mailbox_convention(catalogue_.conventions(), row.entry.order, today) != nullptr;
        if (subject.order.empty() || offers) {
            subject.order = row.entry.order;
        }
        if (offers) {
            break;
        }
    }
    if (subject.order.empty()) {
        return Error(ErrorId::register_not_enrolled, {{"order", only.value}});
    }
    const auto before = std::count_if(requests->begin(), requests->end(),
                                      [](const RequestRow& row) { return row.kind == RequestKind::mailbox; });
    const Token token = store_.vault().token("mailbox", member.value + "/" + std::to_string(before));
    subject.request = domain::RequestId("M-" + pki::hex_of(token).substr(0, 20));
    return subject;
}

domain::Result<Facts> Mailboxes::facts(const State& state, const Subject& subject,
                                       const domain::Actor& actor) {
    Facts facts;
    facts.actor = actor;
    facts.now = clock_.now();
    facts.subject = state.stage == Stage::none ? subject : state.subject;
    const auto* convention = domain::mailbox_convention(catalogue_.conventions(), facts.subject.order,
                                                        domain::rome_date(facts.now));
    if (convention != nullptr) {
        facts.convention = *convention;
    }
    const auto entry = store_.register_row(facts.subject.order, facts.subject.member);
    if (entry) {
        facts.register_entry = entry->entry;
    } else if (entry.error().id != ErrorId::not_found) {
        return entry.error();
    }
    const auto newest = newest_of(facts.subject.member);
    if (!newest) {
        return newest.error();
    }
    facts.has_another = *newest && (*newest)->lane != Lane::ended && (*newest)->id != facts.subject.request;
    return facts;
}

RequestRow Mailboxes::row_of(const LoadedMailbox& loaded, const Facts& facts) {
    const State& state = loaded.state;
    RequestRow row;
    row.id = state.subject.request;
    row.kind = RequestKind::mailbox;
    row.seq = state.sequence;
    row.stage = domain::text_of(state.stage);
    row.lane = lane_of(state);
    row.person = state.subject.member;
    row.order = state.subject.order;
    row.since = stage_since(loaded.events);
    row.deadline = next_end(state);
    const auto& holder = state.form.holder;
    row.holder = holder.given_name + " " + holder.surname;
    if (const auto code = domain::CodiceFiscale::parse(holder.codice_fiscale); code) {
        row.codice_fiscale = *code;
    }
    row.card_number = "mailbox/" + row.id.value;
    if (facts.register_entry) {
        const auto& entry = *facts.register_entry;
        row.registration =
            (entry.section.empty() ? std::string() : "Sezione " + entry.section + " ") + "n. " + entry.number;
        row.register_number = entry.number;
    }
    return row;
}

struct Mailboxes::Cycle {
    Mailboxes& mailboxes;

    static bool begins(const MailboxExecution& execution) { return execution.subject.has_value(); }

    domain::Result<Facts> facts(const LoadedMailbox& loaded, const MailboxExecution& execution) const {
        return mailboxes.facts(loaded.state, execution.subject.value_or(Subject{}), execution.actor);
    }

    static domain::Status take(Transaction& transaction, const domain::mailbox::Reaction& reaction,
                               const State& state, int number, const Facts& facts) {
        transaction.writes.emplace_back(
            PutOutboxItem{mailbox_item(reaction, state, state.sequence, number, facts.now)});
        return domain::Done{};
    }

    static domain::Status finish(Transaction& transaction, const LoadedMailbox& loaded, const Facts& facts,
                                 bool) {
        transaction.writes.emplace_back(PutRequest{row_of(loaded, facts)});
        return domain::Done{};
    }

    static Error refused(const Error& error, bool) { return error; }
};

domain::Result<Executed> Mailboxes::execute(MailboxExecution execution) {
    return execute_on(Cycle{*this}, *this, std::move(execution));
}

domain::Result<Executed> Mailboxes::execute_as_system(MailboxExecution execution) {
    return execute_again(*this, std::move(execution));
}

} // namespace sigillo::portal
