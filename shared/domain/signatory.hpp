#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/named_enum.hpp"
#include "shared/domain/result.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sigillo::domain {

// The Order's own history of who may sign for it (X19): a stream of its own, apart from every request.

/// A deputy signs in another's place, with the same effect.
enum class SignatoryOffice { signatory, deputy };
template <>
struct EnumNames<SignatoryOffice> {
    static constexpr auto table = std::to_array<std::pair<SignatoryOffice, std::string_view>>(
        {{SignatoryOffice::signatory, "signatory"}, {SignatoryOffice::deputy, "deputy"}});
};

struct AppointSignatory {
    static constexpr std::string_view name = "signatory.appoint";
    CodiceFiscale codice_fiscale;
    std::string person_name;
    Date from;
    std::optional<Date> to; ///< the last day, included
    SignatoryOffice office = SignatoryOffice::signatory;

    bool operator==(const AppointSignatory&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("codice_fiscale", self.codice_fiscale);
        f("person_name", self.person_name);
        f("from", self.from);
        f("to", self.to);
        f("office", self.office);
    }
};

/// Ends every term of the person: at once, or after a last day that is today or later. Never backwards: what
/// was signed before stays valid.
struct WithdrawSignatory {
    static constexpr std::string_view name = "signatory.withdraw";
    CodiceFiscale codice_fiscale;
    std::optional<Date> last_day;

    bool operator==(const WithdrawSignatory&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("codice_fiscale", self.codice_fiscale);
        f("last_day", self.last_day);
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
    std::optional<SignatoryOffice> office; ///< absent: from before deputies were told apart, a signatory

    bool operator==(const SignatoryAppointed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("codice_fiscale", self.codice_fiscale);
        f("person_name", self.person_name);
        f("from", self.from);
        f("to", self.to);
        f("office", self.office);
    }
};

struct SignatoryWithdrawn {
    static constexpr std::string_view name = "signatory.withdrawn";
    Instant at;
    PersonId by;
    CodiceFiscale codice_fiscale;
    std::optional<Date> last_day; ///< absent: at once

    bool operator==(const SignatoryWithdrawn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("codice_fiscale", self.codice_fiscale);
        f("last_day", self.last_day);
    }
};

using SignatoryEvent = std::variant<SignatoryAppointed, SignatoryWithdrawn>;

struct SignatoryTerm {
    CodiceFiscale codice_fiscale;
    std::string person_name;
    Date from;
    std::optional<Date> to;
    SignatoryOffice office = SignatoryOffice::signatory;
    std::optional<Instant> withdrawn_from; ///< acts from this instant on do not count

    bool operator==(const SignatoryTerm&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("codice_fiscale", self.codice_fiscale);
        f("person_name", self.person_name);
        f("from", self.from);
        f("to", self.to);
        f("office", self.office);
        f("withdrawn_from", self.withdrawn_from);
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
/// wholly in the past or overlaps another of that person, and for a withdrawal on a day gone by; `not_found`
/// for withdrawing who is no signatory after that day.
Result<std::vector<SignatoryEvent>> decide(const SignatoryState& state, const SignatoryCommand& command,
                                           const SignatoryFacts& facts);
SignatoryState evolve(SignatoryState state, const SignatoryEvent& event);
SignatoryState evolve(SignatoryState state, const std::vector<SignatoryEvent>& events);

enum class TermStanding { to_come, in_office, ended };
TermStanding standing_of(const SignatoryTerm& term, Instant at);
/// The last day on which an act could count; before `from` for a term that was withdrawn before it began.
/// None: open.
std::optional<Date> last_day_of(const SignatoryTerm& term);

/// The term, as signatory or deputy, under which the person could sign for the Order at that instant (days
/// are Rome's); null where there is none.
const SignatoryTerm* term_on(const SignatoryState& state, const CodiceFiscale& person, Instant at);
bool is_signatory(const SignatoryState& state, const CodiceFiscale& person, Instant at);

} // namespace sigillo::domain
