#pragma once

#include "shared/domain/purchase/react.hpp"
#include "web/portal/store/rows.hpp"

#include <optional>
#include <string_view>

namespace sigillo::portal {

inline constexpr std::string_view job_purchase_issue = "purchase.issue";
inline constexpr std::string_view job_purchase_refund = "purchase.refund";
inline constexpr std::string_view job_purchase_deadline = "purchase.deadline";
inline constexpr std::string_view job_purchase_status = "purchase.status";

/// What a reaction puts into the outbox; nothing for `UseCredit`, which is of the transaction itself. `seq`
/// is the event's and `number` counts its reactions: both go into the key, so that nothing is added twice.
std::optional<OutboxItem> purchase_item(const domain::purchase::Reaction& reaction,
                                        const domain::purchase::State& state, std::int64_t seq, int number,
                                        domain::Instant now);

} // namespace sigillo::portal
