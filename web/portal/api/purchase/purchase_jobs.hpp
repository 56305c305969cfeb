#pragma once

#include "web/portal/api/purchase/purchases.hpp"
#include "web/portal/issuer/bureau.hpp"
#include "web/portal/issuer/issuer.hpp"
#include "web/portal/outbox/outbox.hpp"
#include "web/portal/payments/card_page.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace sigillo::portal {

/// What purchases put into the outbox beside notices: kits, refunds, deadlines, certificates' status. On the
/// outbox's thread; `changed` is called after each.
std::vector<std::unique_ptr<JobHandler>> purchase_jobs(const std::shared_ptr<Purchases>& purchases,
                                                       Bureau& bureau, Issuer& issuer,
                                                       PaymentProvider& payments,
                                                       std::function<void()> changed);

} // namespace sigillo::portal
