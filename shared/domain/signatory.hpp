#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sigillo::domain {

// The Order's own history of who may sign for it (X19): a stream of its own, apart from every request.

struct AppointSignatory {
    static constexpr std::string_view name = "signatory.appoint";
    CodiceFiscale codice_fiscale;
    std::string person_name;
    Date from;
    std::optional<Date> to; ///< the last day, included

    bool operator==(const AppointSignatory&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("codice_fiscale", self.codice_fiscale);
        f("person_name", self.person_name);
        f("from", self.from);
        f("to", self.to);
    }
};

/// Takes effect at once and never backwards: what was signed before stays valid.
struct WithdrawSignatory {
    static constexpr std::string_view name = "signatory.withdraw";
    CodiceFiscale codice_fiscale;

    bool operator==(const WithdrawSignatory&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("codice_fiscale", self.codice_fiscale);
    }
};

using SignatoryCommand = std::variant<AppointSignatory, WithdrawSignatory>;

struct SignatoryAppointed {
    static constexpr std::string_view name = "signatory.appointed";
    Instant at;
    PersonId by;
    CodiceFiscale codice_fiscale;
    std::string person_name;
    Date from;
    std::optional<Date> to;

    bool operator==(const SignatoryAppointed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("codice_fiscale", self.codice_fiscale);
        f("person_name", self.person_name);
        f("from", self.from);
        f("to", self.to);
    }
};

struct SignatoryWithdrawn {
    static constexpr std::string_view name = "signatory.withdrawn";
    Instant at;
    PersonId by;
    CodiceFiscale codice_fiscale;

    bool operator==(const SignatoryWithdrawn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("codice_fiscale", self.codice_fiscale);
    }
};

using SignatoryEvent = std::variant<SignatoryAppointed, SignatoryWithdrawn>;

struct SignatoryTerm {
    CodiceFiscale codice_fiscale;
    std::string person_name;
    Date from;
    std::optional<Date> to;
    std::optional<Instant> withdrawn_at;

    bool operator==(const SignatoryTerm&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("codice_fiscale", self.codice_fiscale);
        f("person_name", self.person_name);
        f("from", self.from);
        f("to", self.to);
        f("withdrawn_at", self.withdrawn_at);
    }
};

struct SignatoryState {
    OrderId order;
    std::vector<SignatoryTerm> terms;

    bool operator==(const SignatoryState&) const = default;
};

struct SignatoryFacts {
    Actor actor;
    Instant now;
};

/// Appointing and withdrawing is for the Order's administrator (and the system, which sets an Order up).
/// Errors: `not_allowed`; `invalid_argument` (details `field`) for a term that ends before it starts, lies
/// wholly in the past or overlaps another of that person; `not_found` for withdrawing who is no signatory now
/// or later.
Result<std::vector<SignatoryEvent>> decide(const SignatoryState& state, const SignatoryCommand& command,
                                           const SignatoryFacts& facts);
SignatoryState evolve(SignatoryState state, const SignatoryEvent& event);

/// Whether the person could sign for the Order at that instant (days are Rome's).
bool is_signatory(const SignatoryState& state, const CodiceFiscale& person, Instant at);

} // namespace sigillo::domain
