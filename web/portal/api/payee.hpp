#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/money.hpp"
#include "web/portal/api/caller.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sigillo::portal {

/// Where money goes that is not paid on a payment page; what is empty is not shown.
struct PayeeAccounts {
    std::string payee;
    std::string iban;
    std::string postal_account;
};

/// What the payer needs for a payment that no page takes: payee, the account of each of those methods, sum
/// and the reason that finds the request again (R20).
std::vector<wire::SummaryLine> payment_details(const PayeeAccounts& accounts,
                                               const std::vector<domain::PaymentMethod>& methods,
                                               domain::Cents sum, std::string_view reason,
                                               domain::Language language);

} // namespace sigillo::portal
