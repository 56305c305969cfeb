#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/named_enum.hpp"

#include <vector>

namespace sigillo::domain {

/// `system` is the portal itself: its deadlines, the payment provider's call-backs, the issuer.
enum class Role { member, secretary, signatory, administrator, operator_staff, auditor, system };
template <>
struct EnumNames<Role> {
    static constexpr auto table =
        std::to_array<std::pair<Role, std::string_view>>({{Role::member, "member"},
                                                          {Role::secretary, "secretary"},
                                                          {Role::signatory, "signatory"},
                                                          {Role::administrator, "administrator"},
                                                          {Role::operator_staff, "operator"},
                                                          {Role::auditor, "auditor"},
                                                          {Role::system, "system"}});
};

/// `order` is empty for roles that belong to no Order (operator, auditor, system).
struct RoleGrant {
    Role role = Role::member;
    OrderId order;

    bool operator==(const RoleGrant&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("role", self.role);
        f("order", self.order);
    }
};

/// Who does something, with the roles held at that instant.
struct Actor {
    PersonId person;
    CodiceFiscale codice_fiscale;
    std::vector<RoleGrant> roles;

    [[nodiscard]] bool has(Role role) const {
        for (const auto& grant : roles) {
            if (grant.role == role) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool has(Role role, const OrderId& order) const {
        for (const auto& grant : roles) {
            if (grant.role == role && grant.order == order) {
                return true;
            }
        }
        return false;
    }

    bool operator==(const Actor&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("person", self.person);
        f("codice_fiscale", self.codice_fiscale);
        f("roles", self.roles);
    }

    static Actor of_system() {
        Actor actor;
        actor.roles.push_back({Role::system, {}});
        return actor;
    }
};

} // namespace sigillo::domain
