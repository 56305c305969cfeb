#pragma once

#include "shared/domain/renewal/react.hpp"
#include "shared/protocol/fields.hpp"
#include "web/portal/store/rows.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sigillo::portal {

inline constexpr std::string_view job_issue = "issue";
inline constexpr std::string_view job_refund = "refund";
inline constexpr std::string_view job_deadline = "deadline";
inline constexpr std::string_view job_revoke = "revoke";

/// What a reaction puts into the outbox. `seq` is the event's and `number` counts its reactions: both go into
/// the key, so that nothing is added twice.
OutboxItem outbox_item(const domain::renewal::Reaction& reaction, const domain::renewal::State& state,
                       std::int64_t seq, int number, domain::Instant now);

/// The job's payloads: JSON objects of texts, none of them personal.
struct RequestJob {
    std::string request;
    std::string command; ///< deadline: the domain's name of it
    std::string payment; ///< refund
    std::int64_t amount = 0;
    std::string serial;                  ///< status: of the certificate; `command` is what it shall be
    std::optional<std::string> add_on{}; ///< of a mailbox

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, protocol::text(0, 64));
        visit("command", self.command, protocol::text(0, 64));
        visit("payment", self.payment, protocol::text(0, 64));
        visit("amount", self.amount, protocol::cents());
        visit("serial", self.serial, protocol::text(0, 64));
        visit("add_on", self.add_on, protocol::text(0, 64));
    }
};

} // namespace sigillo::portal
