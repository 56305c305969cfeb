#pragma once

#include "shared/protocol/fields.hpp"
#include "shared/protocol/portal/command_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A person's own data: what is held, and its erasure. The copy of all of it is `GET /api/me/data.json`.
namespace sigillo::protocol::portal {

/// Why an erasure cannot be asked for now.
enum class ErasureObstacle { office_role, open_request };

/// What the portal holds about the person who asks, and what an erasure would do to it.
struct GetPrivacy {
    static constexpr std::string_view method = "privacy.view";

    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}

    struct Reply {
        int cards = 0;
        int requests = 0;
        int drafts = 0;
        int payments = 0;
        std::vector<std::string> registers;        ///< the Orders in whose register the person is enrolled
        std::optional<std::string> receipts_until; ///< last day that the law asks to keep them
        std::optional<std::string> certificates_until;
        std::optional<ErasureObstacle> obstacle;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("cards", self.cards, integer(0, 10'000));
            visit("requests", self.requests, integer(0, 10'000));
            visit("drafts", self.drafts, integer(0, 10'000));
            visit("payments", self.payments, integer(0, 10'000));
            visit("registers", self.registers, list(0, 100, text(1, 256)));
            visit("receipts_until", self.receipts_until, date());
            visit("certificates_until", self.certificates_until, date());
            visit("obstacle", self.obstacle, any());
        }
    };
};

/// Closes the account and erases all that no law keeps; the rest goes on the day after the last one kept.
/// Ends all sessions.
struct EraseOwnData {
    static constexpr std::string_view method = "privacy.erase";
    std::string command;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
    }

    struct Reply {
        bool complete = false;                 ///< nothing is left
        std::optional<std::string> kept_until; ///< the last day, where it is known

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("complete", self.complete, any());
            visit("kept_until", self.kept_until, date());
        }
    };
};

} // namespace sigillo::protocol::portal

namespace sigillo::protocol {
template <>
struct EnumNames<portal::ErasureObstacle> {
    static constexpr auto texts =
        names_up_to<portal::ErasureObstacle::open_request>("office_role", "open_request");
};
} // namespace sigillo::protocol
