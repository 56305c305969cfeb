#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/named_enum.hpp"

#include <string>

namespace sigillo::domain {

enum class EnrolmentStatus { enrolled, suspended, cancelled };
template <>
struct EnumNames<EnrolmentStatus> {
    static constexpr auto table = std::to_array<std::pair<EnrolmentStatus, std::string_view>>(
        {{EnrolmentStatus::enrolled, "enrolled"},
         {EnrolmentStatus::suspended, "suspended"},
         {EnrolmentStatus::cancelled, "cancelled"}});
};

/// A member as an Order's register (the Albo) has them on a day.
struct RegisterEntry {
    OrderId order;
    CodiceFiscale codice_fiscale;
    std::string given_name;
    std::string surname;
    std::string title;
    std::string section; ///< "A" or "B"
    std::string sector;
    std::string number;
    Date registered_on;
    std::string email;
    std::string mobile;
    EnrolmentStatus status = EnrolmentStatus::enrolled;
    Date dues_paid_up_to;     ///< the last day covered; not given: never paid
    std::int64_t version = 0; ///< of the register's import

    bool operator==(const RegisterEntry&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("order", self.order);
        f("codice_fiscale", self.codice_fiscale);
        f("given_name", self.given_name);
        f("surname", self.surname);
        f("title", self.title);
        f("section", self.section);
        f("sector", self.sector);
        f("number", self.number);
        f("registered_on", self.registered_on);
        f("email", self.email);
        f("mobile", self.mobile);
        f("status", self.status);
        f("dues_paid_up_to", self.dues_paid_up_to);
        f("version", self.version);
    }
};

/// Up to date with the dues as of the day (R51).
bool dues_paid(const RegisterEntry& entry, const Date& day);

/// `register_not_enrolled` or `register_dues_unpaid` (details: `order`), else done.
Status may_hold_card(const RegisterEntry& entry, const Date& day);

} // namespace sigillo::domain
