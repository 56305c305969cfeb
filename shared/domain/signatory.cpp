#include "shared/domain/signatory.hpp"

namespace sigillo::domain {

namespace {

/// Whether some day lies in both terms; the end may be open.
bool days_overlap(const Date& from, const std::optional<Date>& to, const SignatoryTerm& term) {
    const bool starts_in_time = !term.to || from <= *term.to;
    const bool lasts_long_enough = !to || term.from <= *to;
    return starts_in_time && lasts_long_enough;
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
        for (const auto& term : state.terms) {
            if (term.codice_fiscale == command.codice_fiscale && !term.withdrawn_at &&
                days_overlap(command.from, command.to, term)) {
                return Error(ErrorId::invalid_argument, {{"field", "from"}});
            }
        }
        return std::vector<SignatoryEvent>{SignatoryAppointed{facts.now, facts.actor.person,
                                                              command.codice_fiscale, command.person_name,
                                                              command.from, command.to}};
    }

    Result<std::vector<SignatoryEvent>> operator()(const WithdrawSignatory& command) const {
        const Date today = rome_date(facts.now);
        for (const auto& term : state.terms) {
            if (term.codice_fiscale == command.codice_fiscale && !term.withdrawn_at &&
                (!term.to || today <= *term.to)) {
                return std::vector<SignatoryEvent>{
                    SignatoryWithdrawn{facts.now, facts.actor.person, command.codice_fiscale}};
            }
        }
        return ErrorId::not_found;
    }
};

struct Evolve {
    SignatoryState& state;

    void operator()(const SignatoryAppointed& event) const {
        state.terms.push_back({event.codice_fiscale, event.person_name, event.from, event.to, std::nullopt});
    }

    void operator()(const SignatoryWithdrawn& event) const {
        const Date day = rome_date(event.at);
        for (auto& term : state.terms) {
            if (term.codice_fiscale == event.codice_fiscale && !term.withdrawn_at &&
                (!term.to || day <= *term.to)) {
                term.withdrawn_at = event.at;
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

bool is_signatory(const SignatoryState& state, const CodiceFiscale& person, Instant at) {
    const Date day = rome_date(at);
    for (const auto& term : state.terms) {
        if (term.codice_fiscale == person && term.from <= day && (!term.to || day <= *term.to) &&
            (!term.withdrawn_at || at < *term.withdrawn_at)) {
            return true;
        }
    }
    return false;
}

} // namespace sigillo::domain
