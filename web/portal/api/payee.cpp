#include "web/portal/api/payee.hpp"

#include "shared/texts/texts.hpp"

#include <algorithm>

namespace sigillo::portal {

std::vector<wire::SummaryLine> payment_details(const PayeeAccounts& accounts,
                                               const std::vector<domain::PaymentMethod>& methods,
                                               domain::Cents sum, std::string_view reason,
                                               domain::Language language) {
    std::vector<wire::SummaryLine> lines;
    const auto add = [&](const char* key, std::string value) {
        if (!value.empty()) {
            lines.push_back(
                {"payment", texts::text(language, std::string("wizard.payment.") + key), std::move(value)});
        }
    };
    const auto takes = [&](domain::PaymentMethod method) {
        return std::find(methods.begin(), methods.end(), method) != methods.end();
    };
    add("payee", accounts.payee);
    if (takes(domain::PaymentMethod::bank_transfer)) {
        add("iban", accounts.iban);
    }
    if (takes(domain::PaymentMethod::postal_slip)) {
        add("account", accounts.postal_account);
    }
    add("amount", texts::text(language, "wizard.payment.sum", {{"sum", std::to_string(sum.value)}}));
    add("reason", std::string(reason));
    return lines;
}

} // namespace sigillo::portal
