#pragma once

#include "web/portal/api/issuance.hpp"
#include "web/portal/api/renewals.hpp"
#include "web/portal/outbox/outbox.hpp"
#include "web/portal/payments/card_page.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace sigillo::portal {

/// The outbox's work on requests: issuance, refunds, deadlines, revocations. `renewals` is the worker's own,
/// on its store; `issuer` and `payments` outlive the handlers. `changed` is called after each work done.
std::vector<std::unique_ptr<JobHandler>> request_jobs(std::shared_ptr<Renewals> renewals, Issuer& issuer,
                                                      PaymentProvider& payments,
                                                      std::function<void()> changed);

} // namespace sigillo::portal
