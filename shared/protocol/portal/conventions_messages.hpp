#pragma once

#include "shared/protocol/fields.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the provider's operators keep: the conventions, and the Orders that have an office here.
namespace sigillo::protocol::portal {

enum class ConventionState { in_force, to_come, ended };

struct ConventionPrice {
    std::string name; ///< of the product, or of a mailbox's plan
    std::int64_t net = 0;
    int vat_percent = 0;
    std::int64_t total = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 256));
        visit("net", self.net, cents());
        visit("vat_percent", self.vat_percent, integer(0, 100));
        visit("total", self.total, cents());
    }
};

/// What a version has other than the one before it.
struct ConventionChange {
    std::string name;                   ///< of the product
    std::optional<std::int64_t> before; ///< net; absent: it was not sold
    std::optional<std::int64_t> after;  ///< net; absent: it is sold no longer

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 256));
        visit("before", self.before, cents());
        visit("after", self.after, cents());
    }
};

/// One dated version for some Orders.
struct ConventionVersionView {
    std::string hash;
    std::string code; ///< empty: members need none
    bool is_public = false;
    std::string name;
    std::vector<std::string> orders;
    std::string from;
    std::optional<std::string> until;
    ConventionState state{};
    std::vector<ConventionPrice> prices;
    std::optional<std::string> follows; ///< first day of the version before it, of the same code and Order
    std::vector<ConventionChange> changes;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("hash", self.hash, text(64, 64));
        visit("code", self.code, text(0, 32));
        visit("is_public", self.is_public, any());
        visit("name", self.name, text(1, 256));
        visit("orders", self.orders, list(1, 500, text(1, 256)));
        visit("from", self.from, date());
        visit("until", self.until, date());
        visit("state", self.state, any());
        visit("prices", self.prices, list(0, 100));
        visit("follows", self.follows, date());
        visit("changes", self.changes, list(0, 200));
    }
};

/// For operators only: codes that are not public stand in it.
struct ListConventions {
    static constexpr std::string_view method = "conventions.list";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}

    struct Reply {
        /// In force first, then to come, then ended; the newest first within each.
        std::vector<ConventionVersionView> versions;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("versions", self.versions, list(0, 500));
        }
    };
};

struct Office {
    std::string order;
    std::string name;
    std::int64_t seq = 0; ///< of its users' stream, for an invitation
    int users = 0;        ///< who work there now
    int members = 0;      ///< in its register
    std::vector<std::string> administrators;
    bool waiting = false; ///< nobody of them has chosen a password yet

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("order", self.order, text(1, 64));
        visit("name", self.name, text(1, 256));
        visit("seq", self.seq, integer(0, max_integer));
        visit("users", self.users, integer(0, 10'000));
        visit("members", self.members, integer(0, 1'000'000));
        visit("administrators", self.administrators, list(0, 500, text(1, 256)));
        visit("waiting", self.waiting, any());
    }
};

/// The Orders of the portal, for operators. An office is opened by `users.invite` with its `order`.
struct ListOffices {
    static constexpr std::string_view method = "offices.list";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}

    struct Reply {
        std::vector<Office> offices; ///< by name

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("offices", self.offices, list(0, 500));
        }
    };
};

} // namespace sigillo::protocol::portal

namespace sigillo::protocol {
template <>
struct EnumNames<portal::ConventionState> {
    static constexpr auto texts = names_up_to<portal::ConventionState::ended>("in_force", "to_come", "ended");
};
} // namespace sigillo::protocol
