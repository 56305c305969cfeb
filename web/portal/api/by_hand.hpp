#pragma once

#include "shared/domain/payment.hpp"
#include "web/portal/store/store.hpp"

#include <string>

// Money that moves from account to account, as the provider's operator sees it move and says so.
namespace sigillo::portal {

/// "Bonifico bancario, CRO 12345678901": how the operator finds a payment on the account's statement. Each
/// attempt has its own reference.
std::string payment_label(Store& store, const domain::PaymentAttempt& attempt, domain::Language language);

/// What is to be kept of the request's payment that came in. Errors: `payment_unknown`; those of the store.
domain::Result<PaymentRow> paid_by_hand(Store& store, const std::string& request, const std::string& payment,
                                        domain::Instant now);
/// The same of one that went back. Error as well: `payment_nothing_to_return` for what a payment page took,
/// which goes back by itself.
domain::Result<PaymentRow> refunded_by_hand(Store& store, const std::string& request,
                                            const std::string& payment, domain::Instant now);

} // namespace sigillo::portal
