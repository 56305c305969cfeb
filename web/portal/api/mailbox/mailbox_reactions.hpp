#pragma once

#include "shared/domain/mailbox/react.hpp"
#include "web/portal/store/rows.hpp"

#include <string_view>

namespace sigillo::portal {

inline constexpr std::string_view job_mailbox_open = "mailbox.open";
inline constexpr std::string_view job_mailbox_space = "mailbox.space";
inline constexpr std::string_view job_mailbox_refund = "mailbox.refund";
inline constexpr std::string_view job_mailbox_deadline = "mailbox.deadline";

/// What a reaction puts into the outbox. `seq` is the event's and `number` counts its reactions: both go into
/// the key, so that nothing is added twice.
OutboxItem mailbox_item(const domain::mailbox::Reaction& reaction, const domain::mailbox::State& state,
                        std::int64_t seq, int number, domain::Instant now);

} // namespace sigillo::portal
