#include "web/portal/api/caller.hpp"

namespace sigillo::portal {

bool Caller::is_staff_of(const domain::OrderId& order) const {
    const domain::Actor who = actor();
    return who.has(domain::Role::secretary, order) || who.has(domain::Role::signatory, order) ||
           who.has(domain::Role::administrator, order);
}

std::optional<domain::OrderId> Caller::staff_order() const {
    for (const auto& grant : account.roles) {
        if (!grant.order.empty() && is_staff_of(grant.order)) {
            return grant.order;
        }
    }
    return std::nullopt;
}

bool Caller::may_see(const RequestRow& row) const {
    const domain::Actor who = actor();
    return row.person == account.person || is_staff_of(row.order) || who.has(domain::Role::operator_staff) ||
           who.has(domain::Role::auditor);
}

} // namespace sigillo::portal
