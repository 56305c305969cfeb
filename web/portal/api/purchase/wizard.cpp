#include "web/portal/api/purchase/wizard.hpp"

#include "shared/domain/purchase/decide.hpp"
#include "shared/domain/purchase/form.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/wire_values.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::purchase::Form;
using domain::purchase::Page;

namespace {

/// Of articles 1341 and 1342 of the civil code: approved by itself.
constexpr std::string_view onerous_clause = "specific_approval";

domain::StatementPlace place_of(Page page) {
    switch (page) {
    case Page::product:
        return domain::StatementPlace::offer;
    case Page::holder:
    case Page::document:
    case Page::photo:
        return domain::StatementPlace::holder;
    case Page::enrolment:
        return domain::StatementPlace::register_data;
    case Page::identification:
        return domain::StatementPlace::identification;
    case Page::shipping:
        return domain::StatementPlace::delivery;
    case Page::billing:
    case Page::payment:
        return domain::StatementPlace::payment;
    }
    return domain::StatementPlace::offer;
}

/// A place's statements stand once, on its first page.
bool states(Page page) {
    return page != Page::document && page != Page::photo && page != Page::billing;
}

std::vector<Page> pages_of_draft(const WizardContent& content) {
    const auto* product = domain::product_by_id(content.convention, content.draft.form.product);
    return product != nullptr ? domain::purchase::pages_of(*product) : std::vector<Page>{Page::product};
}

/// Until it is placed there is no state: what would be refused whatever the form says.
std::optional<protocol::Failure> refusal_of(const WizardContent& content) {
    const auto allowed =
        domain::purchase::precondition({}, domain::purchase::CommandKind::place, content.facts);
    return allowed ? std::nullopt : std::optional(protocol::to_failure(allowed.error()));
}

} // namespace

std::vector<wire::StatementView> statements_at(const domain::ConventionVersion& convention,
                                               domain::StatementPlace place, domain::Language language) {
    std::vector<wire::StatementView> out;
    for (const auto& statement : convention.statements) {
        if (statement.place == place) {
            out.push_back({statement.text.in(language), statement.link});
        }
    }
    return out;
}

std::vector<wire::PriceLine> price_lines(const domain::purchase::Price& price,
                                         const domain::ConventionVersion& convention,
                                         domain::Language language) {
    using domain::purchase::LineKind;
    std::vector<wire::PriceLine> lines;
    for (const auto& line : price.lines) {
        wire::PriceLine shown;
        switch (line.kind) {
        case LineKind::product: {
            const auto* product = domain::product_by_id(convention, domain::ProductId(line.name));
            shown.product = product != nullptr ? product->name.in(language) : line.name;
            break;
        }
        case LineKind::identification:
            shown.product = texts::text(language, "domain.price_line.identification") + ": " +
                            texts::text(language, "domain.identification_method." + line.name);
            break;
        case LineKind::delivery:
            shown.product = texts::text(language, "domain.price_line.delivery") + ": " +
                            texts::text(language, "domain.delivery." + line.name);
            break;
        }
        shown.net = line.net.value;
        shown.vat = line.vat.value;
        shown.vat_percent = line.vat_rate.basis_points / 100;
        lines.push_back(std::move(shown));
    }
    return lines;
}

Form fresh_form(const Account& account) {
    Form form;
    form.holder.given_name = account.given_name;
    form.holder.surname = account.surname;
    form.holder.codice_fiscale = account.codice_fiscale.text();
    form.holder.email = account.email;
    form.holder.mobile = account.mobile;
    form.holder.residence.country = "IT";
    form.billing.address.country = "IT";
    form.shipping.address.country = "IT";
    return form;
}

void settle_choices(Form& form, const domain::ConventionVersion& convention) {
    const auto* product = domain::product_by_id(convention, form.product);
    if (product == nullptr || product->flow != domain::Flow::purchase) {
        form.product = {};
        form.identification.reset();
        form.shipping.to = domain::Delivery::nothing;
        return;
    }
    const auto& ways = product->delivery;
    const bool offered =
        std::any_of(ways.begin(), ways.end(), [&](const auto& way) { return way.to == form.shipping.to; });
    if (ways.size() == 1) {
        form.shipping.to = ways.front().to;
    } else if (!offered) {
        form.shipping.to = domain::Delivery::nothing;
    }
    const auto& methods = product->identification;
    if (form.identification && std::none_of(methods.begin(), methods.end(), [&](const auto& method) {
            return method.method == *form.identification;
        })) {
        form.identification.reset();
    }
}

wire::Draft wizard(const WizardContent& content) {
    const auto& convention = content.convention;
    const Form& form = content.draft.form;
    const auto& facts = content.facts;
    wire::Draft draft;
    draft.id = content.draft.id;
    draft.seq = content.draft.seq;
    draft.convention = convention.code.value;
    draft.convention_name = convention.title.in(content.language);
    draft.convention_version = convention.hash.value;
    draft.order = content.order.id.value;
    draft.order_name = content.order.name.in(content.language);
    const auto problems =
        domain::purchase::problems(form, convention,
                                   {domain::rome_date(facts.now), facts.register_entry, facts.birth_place,
                                    facts.email_of_another, facts.mobile_of_another});
    const auto differences = facts.register_entry ? domain::purchase::differences(*facts.register_entry, form)
                                                  : std::vector<domain::FieldDifference>();
    for (const Page page : pages_of_draft(content)) {
        wire::DraftPage shown;
        const std::string name(domain::text_of(page));
        shown.page = name;
        shown.title = texts::text(content.language, "domain.purchase_page." + name);
        if (texts::has_text("wizard.lead." + name)) {
            shown.lead = texts::text(content.language, "wizard.lead." + name);
        }
        if (states(page)) {
            shown.statements = statements_at(convention, place_of(page), content.language);
        }
        shown.fields = page_fields(content, page);
        shown.complete = true;
        for (const auto& problem : problems) {
            if (problem.page != page) {
                continue;
            }
            shown.complete = false;
            for (auto& field : shown.fields) {
                if (field.name == problem.field && !field.problem) {
                    field.problem = protocol::to_failure(problem.error);
                }
            }
        }
        for (const auto& line : differences) {
            const std::string path = (page == Page::enrolment ? "enrolment." : "holder.") + line.field;
            for (auto& field : shown.fields) {
                if (line.differs && field.name == path && !field.value.empty() && line.field != "email") {
                    field.register_value = line.register_value;
                }
            }
        }
        draft.pages.push_back(std::move(shown));
    }
    if (const auto price = domain::purchase::price_of(convention, form); price) {
        draft.price = price_lines(*price, convention, content.language);
        draft.net = price->total.net.value;
        draft.vat = price->total.vat.value;
        draft.total = price->total.gross.value;
    }
    for (const auto& clause : convention.purchase->clauses) {
        draft.clauses.push_back(
            {clause, texts::text(content.language, "domain.clause." + clause), clause == onerous_clause});
    }
    if (facts.credit) {
        draft.credit = facts.credit->payment.amount.value;
    }
    draft.refusal = refusal_of(content);
    draft.support = support_of(domain::support_of(convention, domain::Flow::purchase), content.language);
    return draft;
}

} // namespace sigillo::portal
