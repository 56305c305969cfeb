#pragma once

#include "shared/domain/purchase/facts.hpp"
#include "shared/domain/purchase/form.hpp"
#include "shared/protocol/portal/purchase_messages.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/store/rows.hpp"

#include <vector>

namespace sigillo::portal {

namespace wire = protocol::portal;

/// What the wizard's pages are made of.
struct WizardContent {
    const DraftRow& draft;
    const domain::ConventionVersion& convention;
    const OrderInfo& order;
    const domain::purchase::Facts& facts;
    domain::Language language = domain::Language::it;
};

/// The whole wizard as pages show it: fields with what stands in them and what is wrong, options, sentences,
/// prices. What differs between conventions comes out of their data.
wire::Draft wizard(const WizardContent& content);

/// What a fresh form has already: what the account knows of the person, and what there is no choice about.
domain::purchase::Form fresh_form(const Account& account);
/// Chooses for the member where the product leaves no choice (R10), and takes back what it does not offer.
void settle_choices(domain::purchase::Form& form, const domain::ConventionVersion& convention);

/// The price's lines, for people.
std::vector<wire::PriceLine> price_lines(const domain::purchase::Price& price,
                                         const domain::ConventionVersion& convention,
                                         domain::Language language);
/// The statements of a page.
std::vector<wire::StatementView> statements_at(const domain::ConventionVersion& convention,
                                               domain::StatementPlace place, domain::Language language);
/// The fields of one page with their labels and options, as the form has them.
std::vector<wire::DraftField> page_fields(const WizardContent& content, domain::purchase::Page page);

} // namespace sigillo::portal
