#include "shared/domain/convention.hpp"

#include <algorithm>
#include <utility>

namespace sigillo::domain {

namespace {

Error wrong(std::string field, std::string reason) {
    return {ErrorId::convention_file_invalid, {{"field", std::move(field)}, {"reason", std::move(reason)}}};
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

template <class T>
bool all_different(const std::vector<T>& all) {
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (std::find(it + 1, all.end(), *it) != all.end()) {
            return false;
        }
    }
    return true;
}

bool is_accent(std::string_view text) {
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
}

bool in_range(std::int64_t value, std::int64_t low, std::int64_t high) {
    return value >= low && value <= high;
}

constexpr std::int64_t highest_price = 100'000'000;

template <class Options>
Status check_prices(const Options& options, const std::string& field) {
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (!in_range(options[i].net.value, 0, highest_price)) {
            return wrong(field + "/" + std::to_string(i) + "/net_cents", "not from 0 to 100000000");
        }
    }
    return Done{};
}

bool delivers(const Product& product, Delivery to) {
    return std::any_of(product.delivery.begin(), product.delivery.end(),
                       [to](const DeliveryOption& option) { return option.to == to; });
}

Status check_renewal_product(const Product& product, const std::string& field) {
    if (product.identified != IdentificationTime::by_the_card || !product.identification.empty()) {
        return wrong(field + "/identified", "a renewal is asked with the card itself");
    }
    if (!product.delivery.empty()) {
        return wrong(field + "/delivery", "a renewal ships nothing");
    }
    if (!product.validation || product.originals || product.activation != Activation::none) {
        return wrong(field + "/flow", "a renewal is validated, and has neither originals nor an activation");
    }
    return Done{};
}

/// The steps of a purchase must make a way that can be gone.
Status check_purchase_product(const Product& product, const std::string& field) {
    if (product.identified == IdentificationTime::by_the_card) {
        return wrong(field + "/identified", "only a renewal is asked with its own card");
    }
    if ((product.identified == IdentificationTime::before_validation) == product.identification.empty()) {
        return wrong(field + "/identification", "methods are for an identification before validation");
    }
    if (product.delivery.empty()) {
        return wrong(field + "/delivery", "empty");
    }
    if (product.identified == IdentificationTime::at_collection &&
        (product.delivery.size() != 1 || !delivers(product, Delivery::to_order))) {
        return wrong(field + "/delivery", "who is identified at collection collects at the Order");
    }
    const bool certified = product.certificates != CertificateSet::none;
    if (certified == (product.identified == IdentificationTime::never)) {
        return wrong(field + "/identified", "certificates need an identified holder, goods none");
    }
    if (certified == (product.activation == Activation::none)) {
        return wrong(field + "/activation", "certificates are activated, goods are not");
    }
    if (product.activation == Activation::at_collection && !delivers(product, Delivery::to_order)) {
        return wrong(field + "/activation", "nothing is collected");
    }
    return Done{};
}

Status check_product(const Product& product, const std::string& field) {
    if (product.id.empty()) {
        return wrong(field + "/id", "empty");
    }
    if (product.name.it.empty() || product.name.en.empty()) {
        return wrong(field + "/name", "missing in a language");
    }
    if (!in_range(product.net.value, 0, highest_price)) {
        return wrong(field + "/net_cents", "not from 0 to 100000000");
    }
    if (!in_range(product.vat.basis_points, 0, 10000)) {
        return wrong(field + "/vat_basis_points", "not from 0 to 10000");
    }
    const bool certified = product.certificates != CertificateSet::none;
    if (certified ? !in_range(product.certificate_years, 1, 10) : product.certificate_years != 0) {
        return wrong(field + "/certificate_years", "not from 1 to 10, or given without certificates");
    }
    if (product.role_certificate && !certified) {
        return wrong(field + "/role_certificate", "there is no certificate");
    }
    const bool renewal = product.kind == ProductKind::cns_renewal;
    if (product.flow != (renewal ? Flow::renewal_on_card : Flow::purchase)) {
        return wrong(field + "/flow", "does not fit the kind");
    }
    if ((product.kind == ProductKind::reader) == certified) {
        return wrong(field + "/certificates", "does not fit the kind");
    }
    if (const Status prices = check_prices(product.identification, field + "/identification"); !prices) {
        return prices;
    }
    if (const Status prices = check_prices(product.delivery, field + "/delivery"); !prices) {
        return prices;
    }
    if (!all_different(product.identification) || !all_different(product.delivery)) {
        return wrong(field + "/delivery", "an option stands twice");
    }
    return renewal ? check_renewal_product(product, field) : check_purchase_product(product, field);
}

Status check_terms(const RenewalTerms& terms) {
    if (terms.clauses.empty() || !all_different(terms.clauses)) {
        return wrong("/renewal/clauses", "empty, or one stands twice");
    }
    if (!in_range(terms.window_months, 1, 24)) {
        return wrong("/renewal/window_months", "not from 1 to 24");
    }
    if (!in_range(terms.install_within_days, 1, 365)) {
        return wrong("/renewal/install_within_days", "not from 1 to 365");
    }
    if (!in_range(terms.remind_order_after_days, 1, 365)) {
        return wrong("/renewal/remind_order_after_days", "not from 1 to 365");
    }
    if (!in_range(terms.remind_order_before_expiry_days, 1, 365)) {
        return wrong("/renewal/remind_order_before_expiry_days", "not from 1 to 365");
    }
    if (!in_range(terms.remind_order_again_after_days, 1, 365)) {
        return wrong("/renewal/remind_order_again_after_days", "not from 1 to 365");
    }
    if (terms.correction != DataCorrection::nobody) {
        return wrong("/renewal/correction", "in a renewal nothing can be changed");
    }
    if (terms.new_card_code.empty()) {
        return wrong("/renewal/new_card_code", "empty");
    }
    return Done{};
}

Status check_terms(const PurchaseTerms& terms) {
    if (terms.clauses.empty() || !all_different(terms.clauses)) {
        return wrong("/purchase/clauses", "empty, or one stands twice");
    }
    for (const auto& [name, list] :
         {std::pair{"titles", &terms.titles}, std::pair{"sections", &terms.sections},
          std::pair{"sectors", &terms.sectors}}) {
        if (!all_different(*list)) {
            return wrong(std::string("/purchase/") + name, "one stands twice");
        }
    }
    for (const auto& [name, days] :
         {std::pair{"pay_within_days", terms.pay_within_days},
          std::pair{"identify_within_days", terms.identify_within_days},
          std::pair{"activate_within_days", terms.activate_within_days},
          std::pair{"remind_order_after_days", terms.remind_order_after_days},
          std::pair{"remind_order_again_after_days", terms.remind_order_again_after_days}}) {
        if (!in_range(days, 1, 365)) {
            return wrong(std::string("/purchase/") + name, "not from 1 to 365");
        }
    }
    int farther = terms.activate_within_days;
    for (const int days : terms.remind_activation_before_days) {
        if (days < 1 || days >= farther) {
            return wrong("/purchase/remind_activation_before_days",
                         "not from 1 to activate_within_days, the farthest first");
        }
        farther = days;
    }
    return Done{};
}

constexpr int largest_mailbox_gb = 10'000;

Status check_plan(const MailboxPlanTerms& plan, const std::string& field) {
    if (!in_range(plan.net.value, 0, highest_price) || !in_range(plan.gb_net.value, 0, highest_price)) {
        return wrong(field + "/net_cents", "not from 0 to 100000000");
    }
    if (!in_range(plan.inbox_gb, 1, plan.inbox_max_gb) ||
        !in_range(plan.inbox_max_gb, 1, largest_mailbox_gb)) {
        return wrong(field + "/inbox_gb", "not from 1 to inbox_max_gb, or that is over 10000");
    }
    if (!in_range(plan.archive_gb, 0, plan.archive_max_gb) ||
        !in_range(plan.archive_max_gb, 0, largest_mailbox_gb)) {
        return wrong(field + "/archive_gb", "not from 0 to archive_max_gb, or that is over 10000");
    }
    return Done{};
}

Status check_terms(const MailboxTerms& terms) {
    if (terms.clauses.empty() || !all_different(terms.clauses)) {
        return wrong("/mailbox/clauses", "empty, or one stands twice");
    }
    if (!in_range(terms.vat.basis_points, 0, 10000)) {
        return wrong("/mailbox/vat_basis_points", "not from 0 to 10000");
    }
    int standard = 0;
    int pro = 0;
    for (std::size_t i = 0; i < terms.plans.size(); ++i) {
        const Status plan = check_plan(terms.plans[i], "/mailbox/plans/" + std::to_string(i));
        if (!plan) {
            return plan;
        }
        ++(terms.plans[i].plan == MailboxPlan::standard ? standard : pro);
    }
    if (standard != 1 || pro > 1) {
        return wrong("/mailbox/plans", "needs the standard plan once, and no plan twice");
    }
    if (!in_range(terms.pay_within_days, 1, 365)) {
        return wrong("/mailbox/pay_within_days", "not from 1 to 365");
    }
    int last = 366;
    for (const int days : terms.remind_before_days) {
        if (!in_range(days, 1, last - 1)) {
            return wrong("/mailbox/remind_before_days", "not from 1 to 365, the farthest first");
        }
        last = days;
    }
    return terms.remind_before_days.empty() ? Status(wrong("/mailbox/remind_before_days", "empty"))
                                            : Status(Done{});
}

/// The two parts of PIN and PUK must never travel together (R48, R49).
Status check_secret_channels(const std::vector<NoticeRule>& notices) {
    std::vector<Channel> first;
    std::vector<Channel> second;
    for (const auto& rule : notices) {
        if (rule.step != NoticeStep::secret_first && rule.step != NoticeStep::secret_second) {
            continue;
        }
        if (rule.recipient != Recipient::member) {
            return wrong("/notices", "PIN and PUK go to the holder alone");
        }
        (rule.step == NoticeStep::secret_first ? first : second).push_back(rule.channel);
    }
    if (first.size() > 1 || second.size() > 1 || first.size() != second.size() ||
        (!first.empty() && first == second)) {
        return wrong("/notices", "the two parts of PIN and PUK need one channel each, and not the same");
    }
    return Done{};
}

/// What is sold has its terms, and only that.
Status check_all_terms(const ConventionVersion& version) {
    const auto sells = [&](Flow flow) {
        return std::any_of(version.products.begin(), version.products.end(),
                           [flow](const Product& product) { return product.flow == flow; });
    };
    if (sells(Flow::renewal_on_card) != version.renewal.has_value()) {
        return wrong("/renewal", "is there exactly where a renewal is sold");
    }
    if (sells(Flow::purchase) != version.purchase.has_value()) {
        return wrong("/purchase", "is there exactly where something is bought");
    }
    if (version.renewal) {
        if (const Status checked = check_terms(*version.renewal); !checked) {
            return checked;
        }
    }
    if (version.purchase) {
        if (const Status checked = check_terms(*version.purchase); !checked) {
            return checked;
        }
    }
    return version.mailbox ? check_terms(*version.mailbox) : Status(Done{});
}

bool overlap(const ConventionVersion& a, const ConventionVersion& b) {
    const bool a_starts_in_time = !b.valid_to || a.valid_from <= *b.valid_to;
    const bool b_starts_in_time = !a.valid_to || b.valid_from <= *a.valid_to;
    return a_starts_in_time && b_starts_in_time;
}

} // namespace

Status check(const ConventionVersion& version) {
    // Without a code nothing can be entered, so nothing is sold and nothing listed.
    if (version.code.empty() && (!version.products.empty() || !version.mailbox || version.is_public)) {
        return wrong("/code", "empty");
    }
    if (version.orders.empty() || !all_different(version.orders)) {
        return wrong("/orders", "empty, or one stands twice");
    }
    if (!is_valid(version.valid_from)) {
        return wrong("/valid_from", "no such day");
    }
    if (version.valid_to && (!is_valid(*version.valid_to) || *version.valid_to < version.valid_from)) {
        return wrong("/valid_to", "no such day, or before valid_from");
    }
    std::vector<ProductId> ids;
    for (std::size_t i = 0; i < version.products.size(); ++i) {
        const Status product = check_product(version.products[i], "/products/" + std::to_string(i));
        if (!product) {
            return product;
        }
        ids.push_back(version.products[i].id);
    }
    if ((ids.empty() && !version.mailbox) || !all_different(ids)) {
        return wrong("/products", "empty, or an id stands twice");
    }
    if (version.payment_methods.empty() || !all_different(version.payment_methods)) {
        return wrong("/payment_methods", "empty, or one stands twice");
    }
    for (std::size_t i = 0; i < version.notices.size(); ++i) {
        if (version.notices[i].text_key.empty()) {
            return wrong("/notices/" + std::to_string(i) + "/text_key", "empty");
        }
    }
    if (!all_different(version.notices)) {
        return wrong("/notices", "one stands twice");
    }
    if (!is_accent(version.appearance.accent)) {
        return wrong("/appearance/accent", "not of the form #rrggbb in small letters");
    }
    if (const Status secrets = check_secret_channels(version.notices); !secrets) {
        return secrets;
    }
    return check_all_terms(version);
}

Status check_together(const std::vector<ConventionVersion>& all) {
    for (auto a = all.begin(); a != all.end(); ++a) {
        for (auto b = a + 1; b != all.end(); ++b) {
            if (a->code != b->code || !overlap(*a, *b)) {
                continue;
            }
            for (const auto& order : a->orders) {
                if (contains(b->orders, order)) {
                    return wrong("/valid_from",
                                 a->code.value + " is in force twice for " + order.value + " on a day");
                }
            }
        }
    }
    return Done{};
}

} // namespace sigillo::domain
