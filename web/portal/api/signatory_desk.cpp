#include "web/portal/api/signatory_desk.hpp"

#include "web/portal/api/command_key.hpp"
#include "web/portal/codec/event_codec.hpp"

#include <algorithm>
#include <map>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error wrong(std::string field) {
    return Error(ErrorId::invalid_argument, {{"field", std::move(field)}});
}

wire::TermState state_of(domain::TermStanding standing) {
    switch (standing) {
    case domain::TermStanding::to_come:
        return wire::TermState::to_come;
    case domain::TermStanding::in_office:
        return wire::TermState::in_office;
    case domain::TermStanding::ended:
        return wire::TermState::ended;
    }
    return wire::TermState::ended;
}

domain::CodiceFiscale person_of(const domain::SignatoryEvent& event) {
    return std::visit([](const auto& e) { return e.codice_fiscale; }, event);
}

} // namespace

domain::Result<wire::SignatoryList> SignatoryDesk::list(const domain::OrderId& order) {
    const auto stored = renewals_.store().read(stream_of(order));
    if (!stored) {
        return stored.error();
    }
    const auto events = decode_signatories(*stored, renewals_.store().vault());
    if (!events) {
        return events.error();
    }
    wire::SignatoryList list;
    list.seq = static_cast<std::int64_t>(events->size());
    const auto state = domain::evolve(domain::SignatoryState{order, {}}, *events);
    std::vector<std::string> appointed_by;
    for (const auto& event : *events) {
        if (const auto* appointed = std::get_if<domain::SignatoryAppointed>(&event)) {
            const auto account = renewals_.store().account(appointed->by);
            appointed_by.push_back(account ? account->given_name + " " + account->surname : std::string());
        }
    }
    for (std::size_t i = state.terms.size(); i-- > 0;) {
        const auto& term = state.terms[i];
        wire::Signatory line;
        line.codice_fiscale = term.codice_fiscale.text();
        line.name = term.person_name;
        line.from = domain::to_text(term.from);
        if (const auto last = domain::last_day_of(term); last) {
            line.until = domain::to_text(*last);
        }
        line.state = state_of(domain::standing_of(term, renewals_.now()));
        line.deputy = term.office == domain::SignatoryOffice::deputy;
        line.appointed_by = appointed_by[i];
        list.signatories.push_back(std::move(line));
    }
    return list;
}

domain::Status SignatoryDesk::execute(const domain::OrderId& order, const domain::Actor& actor,
                                      std::optional<std::int64_t> expected, std::optional<CommandKey> key,
                                      const domain::SignatoryCommand& command) {
    Store& store = renewals_.store();
    if (key) {
        const auto before = store.reply_of(*key);
        if (!before) {
            return before.error();
        }
        if (*before) {
            return domain::Done{};
        }
    }
    const StreamId stream = stream_of(order);
    const auto stored = store.read(stream);
    if (!stored) {
        return stored.error();
    }
    const auto seq = static_cast<std::int64_t>(stored->size());
    if (expected && *expected != seq) {
        return Error(ErrorId::request_changed_meanwhile, {{"seq", std::to_string(seq)}});
    }
    const auto state = renewals_.signatories(order);
    if (!state) {
        return state.error();
    }
    const auto events = domain::decide(*state, command, {actor, renewals_.now()});
    if (!events) {
        return events.error();
    }
    Transaction transaction;
    transaction.command = std::move(key);
    StreamAppend append{stream, seq, {}};
    for (const auto& event : *events) {
        const auto person = store.person_of(person_of(event));
        if (!person) {
            return person.error();
        }
        const auto at = seq + static_cast<std::int64_t>(append.events.size()) + 1;
        auto encoded = encode(event, *person, stream, at,
                              actor.person.empty() ? "system" : actor.person.value, store.vault());
        if (!encoded) {
            return encoded.error();
        }
        append.events.push_back(std::move(*encoded));
    }
    transaction.streams.push_back(std::move(append));
    const auto appended = store.append(transaction);
    if (!appended) {
        return appended.error();
    }
    return domain::Done{};
}

domain::Result<wire::SignatoryList> SignatoryDesk::handle(const Caller& caller,
                                                          const wire::ListSignatories&) {
    const auto order = caller.staff_order();
    if (!order) {
        return ErrorId::not_allowed;
    }
    return list(*order);
}

domain::Result<wire::SignatoryList> SignatoryDesk::handle(const Caller& caller,
                                                          const wire::AppointSignatory& message) {
    const auto order = caller.staff_order();
    if (!order) {
        return ErrorId::not_allowed;
    }
    domain::AppointSignatory command;
    auto person = domain::CodiceFiscale::parse(message.codice_fiscale);
    if (!person) {
        return person.error();
    }
    command.codice_fiscale = std::move(*person);
    command.person_name = message.name;
    command.office = message.deputy ? domain::SignatoryOffice::deputy : domain::SignatoryOffice::signatory;
    const auto from = domain::parse_date(message.from);
    if (!from) {
        return wrong("from");
    }
    command.from = *from;
    if (message.until) {
        const auto until = domain::parse_date(*message.until);
        if (!until) {
            return wrong("until");
        }
        command.to = *until;
    }
    if (const auto done =
            execute(*order, caller.actor(), message.seq, key_of(caller, message, renewals_.now()), command);
        !done) {
        return done.error();
    }
    return list(*order);
}

domain::Result<wire::SignatoryList> SignatoryDesk::handle(const Caller& caller,
                                                          const wire::WithdrawSignatory& message) {
    const auto order = caller.staff_order();
    if (!order) {
        return ErrorId::not_allowed;
    }
    auto person = domain::CodiceFiscale::parse(message.codice_fiscale);
    if (!person) {
        return person.error();
    }
    domain::WithdrawSignatory command{std::move(*person), std::nullopt};
    if (message.until) {
        const auto until = domain::parse_date(*message.until);
        if (!until) {
            return wrong("until");
        }
        command.last_day = *until;
    }
    if (const auto done =
            execute(*order, caller.actor(), message.seq, key_of(caller, message, renewals_.now()), command);
        !done) {
        return done.error();
    }
    return list(*order);
}

} // namespace sigillo::portal
