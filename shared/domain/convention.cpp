#include "shared/domain/convention.hpp"

#include <algorithm>

namespace sigillo::domain {

namespace {

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

} // namespace

bool applies(const ConventionVersion& version, const OrderId& order, const Date& day) {
    return contains(version.orders, order) && version.valid_from <= day &&
           (!version.valid_to || day <= *version.valid_to);
}

const SupportContact& support_of(const ConventionVersion& version, Flow flow) {
    const bool own = flow == Flow::purchase && version.purchase && version.purchase->support;
    return own ? *version.purchase->support : version.support;
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
        if (!code.empty() && version.code == code && applies(version, order, day)) {
            return &version;
        }
    }
    return nullptr;
}

const ConventionVersion* mailbox_convention(const std::vector<ConventionVersion>& all, const OrderId& order,
                                            const Date& day) {
    for (const auto& version : all) {
        if (version.mailbox && applies(version, order, day)) {
            return &version;
        }
    }
    return nullptr;
}

const MailboxPlanTerms* plan_terms(const MailboxTerms& terms, MailboxPlan plan) {
    for (const auto& candidate : terms.plans) {
        if (candidate.plan == plan) {
            return &candidate;
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

} // namespace sigillo::domain
