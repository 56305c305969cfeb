#include "shared/domain/signatory.hpp"

#include <algorithm>

namespace sigillo::domain {

namespace {

Instant begin_of(const SignatoryTerm& term) {
    return start_of_day_in_rome(term.from);
}

/// The first instant after the term; none where it is open.
std::optional<Instant> end_of(const SignatoryTerm& term) {
    std::optional<Instant> end = term.withdrawn_from;
    if (term.to) {
        const Instant after = start_of_day_in_rome(add_days(*term.to, 1));
        end = end ? std::min(*end, after) : after;
    }
    return end;
}

/// Whether some of the term lies at or after that instant.
bool lasts_beyond(const SignatoryTerm& term, Instant at) {
    const auto end = end_of(term);
    return !end || (at < *end && begin_of(term) < *end);
}

/// From when on acts do not count any more.
Instant effect_of(const std::optional<Date>& last_day, Instant at) {
    return last_day ? start_of_day_in_rome(add_days(*last_day, 1)) : at;
}

bool overlaps(const SignatoryTerm& asked, const SignatoryTerm& term) {
    const auto end = end_of(asked);
    return lasts_beyond(term, begin_of(asked)) && (!end || begin_of(term) < *end);
}

struct Decide {
    const SignatoryState& state;
    const SignatoryFacts& facts;

    Result<std::vector<SignatoryEvent>> operator()(const AppointSignatory& command) const {
        if (command.codice_fiscale.empty()) {
            return Error(ErrorId::invalid_argument, {{"field", "codice_fiscale"}});
        }
        if (!is_valid(command.from)) {
            return Error(ErrorId::invalid_argument, {{"field", "from"}});
        }
        if (command.to &&
            (!is_valid(*command.to) || *command.to < command.from || *command.to < rome_date(facts.now))) {
            return Error(ErrorId::invalid_argument, {{"field", "to"}});
        }
        const SignatoryTerm asked{command.codice_fiscale, command.person_name, command.from, command.to,
                                  command.office,         std::nullopt};
        for (const auto& term : state.terms) {
            if (term.codice_fiscale == command.codice_fiscale && overlaps(asked, term)) {
                return Error(ErrorId::invalid_argument, {{"field", "from"}});
            }
        }
        return std::vector<SignatoryEvent>{SignatoryAppointed{facts.now, facts.actor.person,
                                                              command.codice_fiscale, command.person_name,
                                                              command.from, command.to, command.office}};
    }

    Result<std::vector<SignatoryEvent>> operator()(const WithdrawSignatory& command) const {
        if (command.last_day && (!is_valid(*command.last_day) || *command.last_day < rome_date(facts.now))) {
            return Error(ErrorId::invalid_argument, {{"field", "last_day"}});
        }
        const Instant from = effect_of(command.last_day, facts.now);
        for (const auto& term : state.terms) {
            if (term.codice_fiscale == command.codice_fiscale && lasts_beyond(term, from)) {
                return std::vector<SignatoryEvent>{SignatoryWithdrawn{
                    facts.now, facts.actor.person, command.codice_fiscale, command.last_day}};
            }
        }
        return ErrorId::not_found;
    }
};

struct Evolve {
    SignatoryState& state;

    void operator()(const SignatoryAppointed& event) const {
        state.terms.push_back({event.codice_fiscale, event.person_name, event.from, event.to,
                               event.office.value_or(SignatoryOffice::signatory), std::nullopt});
    }

    void operator()(const SignatoryWithdrawn& event) const {
        const Instant from = effect_of(event.last_day, event.at);
        for (auto& term : state.terms) {
            if (term.codice_fiscale == event.codice_fiscale && lasts_beyond(term, from)) {
                term.withdrawn_from = from;
            }
        }
    }
};

} // namespace

Result<std::vector<SignatoryEvent>> decide(const SignatoryState& state, const SignatoryCommand& command,
                                           const SignatoryFacts& facts) {
    if (!facts.actor.has(Role::administrator, state.order) && !facts.actor.has(Role::system)) {
        return ErrorId::not_allowed;
    }
    return std::visit(Decide{state, facts}, command);
}

SignatoryState evolve(SignatoryState state, const SignatoryEvent& event) {
    std::visit(Evolve{state}, event);
    return state;
}

SignatoryState evolve(SignatoryState state, const std::vector<SignatoryEvent>& events) {
    for (const auto& event : events) {
        state = evolve(std::move(state), event);
    }
    return state;
}

TermStanding standing_of(const SignatoryTerm& term, Instant at) {
    if (!lasts_beyond(term, at)) {
        return TermStanding::ended;
    }
    return at < begin_of(term) ? TermStanding::to_come : TermStanding::in_office;
}

std::optional<Date> last_day_of(const SignatoryTerm& term) {
    const auto end = end_of(term);
    if (!end) {
        return std::nullopt;
    }
    return rome_date(*end - Duration{1});
}

const SignatoryTerm* term_on(const SignatoryState& state, const CodiceFiscale& person, Instant at) {
    for (const auto& term : state.terms) {
        if (term.codice_fiscale == person && standing_of(term, at) == TermStanding::in_office) {
            return &term;
        }
    }
    return nullptr;
}

bool is_signatory(const SignatoryState& state, const CodiceFiscale& person, Instant at) {
    return term_on(state, person, at) != nullptr;
}

} // namespace sigillo::domain
