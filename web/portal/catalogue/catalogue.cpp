#include "web/portal/catalogue/catalogue.hpp"

namespace sigillo::portal {

const OrderInfo* Catalogue::order(const domain::OrderId& id) const {
    for (const auto& order : orders_) {
        if (order.id == id) {
            return &order;
        }
    }
    return nullptr;
}

const domain::ConventionVersion* Catalogue::find(const domain::ConventionCode& code,
                                                 const domain::OrderId& order,
                                                 const domain::Date& day) const {
    return domain::convention_by_code(conventions_, code, order, day);
}

const domain::ConventionVersion* Catalogue::by_hash(const domain::Digest& hash) const {
    return domain::convention_by_hash(conventions_, hash);
}

const domain::ConventionVersion* Catalogue::selling(domain::ProductKind kind, const domain::OrderId& order,
                                                    const domain::Date& day) const {
    const auto found = domain::conventions_for(conventions_, order, day, kind);
    return found.empty() ? nullptr : found.front();
}

std::vector<const domain::ConventionVersion*> Catalogue::listed(const domain::OrderId& order,
                                                                const domain::Date& day) const {
    std::vector<const domain::ConventionVersion*> out;
    for (const auto& version : conventions_) {
        if (version.is_public && domain::applies(version, order, day)) {
            out.push_back(&version);
        }
    }
    return out;
}

} // namespace sigillo::portal
