#include "shared/domain/convention.hpp"

#include <algorithm>

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

Status check_product(const Product& product, const std::string& field) {
    if (product.id.empty()) {
        return wrong(field + "/id", "empty");
    }
    if (product.name.it.empty() || product.name.en.empty()) {
        return wrong(field + "/name", "missing in a language");
    }
    if (product.net.value < 0 || product.net.value > 100000000) {
        return wrong(field + "/net_cents", "not from 0 to 100000000");
    }
    if (product.vat.basis_points < 0 || product.vat.basis_points > 10000) {
        return wrong(field + "/vat_basis_points", "not from 0 to 10000");
    }
    if (product.certificate_years < 1 || product.certificate_years > 10) {
        return wrong(field + "/certificate_years", "not from 1 to 10");
    }
    const bool renewal = product.kind == ProductKind::cns_renewal;
    if (renewal != (product.flow == Flow::renewal_on_card)) {
        return wrong(field + "/flow", "does not fit the kind");
    }
    if (renewal && product.delivery != Delivery::nothing) {
        return wrong(field + "/delivery", "a renewal ships nothing");
    }
    return Done{};
}

Status check_terms(const RenewalTerms& terms) {
    const auto in_range = [](int value, int low, int high) { return value >= low && value <= high; };
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

bool overlap(const ConventionVersion& a, const ConventionVersion& b) {
    const bool a_starts_in_time = !b.valid_to || a.valid_from <= *b.valid_to;
    const bool b_starts_in_time = !a.valid_to || b.valid_from <= *a.valid_to;
    return a_starts_in_time && b_starts_in_time;
}

} // namespace

bool applies(const ConventionVersion& version, const OrderId& order, const Date& day) {
    return contains(version.orders, order) && version.valid_from <= day &&
           (!version.valid_to || day <= *version.valid_to);
}

const Product* product_of(const ConventionVersion& version, ProductKind kind) {
    for (const auto& product : version.products) {
        if (product.kind == kind) {
            return &product;
        }
    }
    return nullptr;
}

const Product* product_by_id(const ConventionVersion& version, const ProductId& id) {
    for (const auto& product : version.products) {
        if (product.id == id) {
            return &product;
        }
    }
    return nullptr;
}

std::vector<const ConventionVersion*> conventions_for(const std::vector<ConventionVersion>& all,
                                                      const OrderId& order, const Date& day,
                                                      ProductKind kind) {
    std::vector<const ConventionVersion*> found;
    for (const auto& version : all) {
        if (applies(version, order, day) && product_of(version, kind) != nullptr) {
            found.push_back(&version);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
        return b->valid_from != a->valid_from ? b->valid_from < a->valid_from : a->code < b->code;
    });
    return found;
}

const ConventionVersion* convention_by_code(const std::vector<ConventionVersion>& all,
                                            const ConventionCode& code, const OrderId& order,
                                            const Date& day) {
    for (const auto& version : all) {
        if (version.code == code && applies(version, order, day)) {
            return &version;
        }
    }
    return nullptr;
}

const ConventionVersion* convention_by_hash(const std::vector<ConventionVersion>& all, const Digest& hash) {
    for (const auto& version : all) {
        if (version.hash == hash) {
            return &version;
        }
    }
    return nullptr;
}

Result<Total> price_of(const Product& product) {
    return total_of({{product.net, 1, product.vat}});
}

Status check(const ConventionVersion& version) {
    if (version.code.empty()) {
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
    if (ids.empty() || !all_different(ids)) {
        return wrong("/products", "empty, or an id stands twice");
    }
    if (version.payment_methods.empty() || !all_different(version.payment_methods)) {
        return wrong("/payment_methods", "empty, or one stands twice");
    }
    if (!all_different(version.clauses)) {
        return wrong("/clauses", "one stands twice");
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
    return check_terms(version.renewal);
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
