#pragma once

#include "web/portal/api/mailbox/mailboxes.hpp"
#include "web/portal/outbox/outbox.hpp"
#include "web/portal/payments/card_page.hpp"
#include "web/portal/pec/mailbox_provider.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace sigillo::portal {

/// What mailboxes put into the outbox beside notices: opening, sizes, refunds, deadlines. On the outbox's
/// thread; `changed` is called after each.
std::vector<std::unique_ptr<JobHandler>> mailbox_jobs(const std::shared_ptr<Mailboxes>& mailboxes,
                                                      MailboxProvider& provider, PaymentProvider& payments,
                                                      std::function<void()> changed);

} // namespace sigillo::portal
