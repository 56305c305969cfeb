#pragma once

#include "web/portal/store/store.hpp"

#include <string>

// Money that moves from account to account, as the provider's operator sees it move and says so.
namespace sigillo::portal {

/// What is to be kept of the request's payment that came in. Errors: `payment_unknown`; those of the store.
domain::Result<PaymentRow> paid_by_hand(Store& store, const std::string& request, const std::string& payment,
                                        domain::Instant now);
/// The same of one that went back. Error as well: `payment_nothing_to_return` for what a payment page took,
/// which goes back by itself.
domain::Result<PaymentRow> refunded_by_hand(Store& store, const std::string& request,
                                            const std::string& payment, domain::Instant now);

} // namespace sigillo::portal
