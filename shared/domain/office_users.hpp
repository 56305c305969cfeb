#pragma once

#include "shared/domain/office_user_event.hpp"
#include "shared/domain/result.hpp"

#include <vector>

namespace sigillo::domain {

/// Somebody who works, or has worked, for an Order on the portal. Who signs is appointed (signatory.hpp).
struct OfficeUser {
    PersonId person;
    bool secretary = false;
    bool administrator = false;
    bool disabled = false;

    [[nodiscard]] bool active_administrator() const { return administrator && !disabled; }
    bool operator==(const OfficeUser&) const = default;
};

struct InviteOfficeUser {
    PersonId person;
    bool secretary = false;
    bool administrator = false;
};

struct ChangeOfficeUser {
    PersonId person;
    bool secretary = false;
    bool administrator = false;
    bool disabled = false;
    bool contact_changed = false;
};

struct OfficeUserFacts {
    Actor actor;
    Instant now;
    OrderId order;
};

/// An Order's administrator invites, and so does the operator as long as the Order has no active
/// administrator: then an administrator. Errors: `not_allowed`; `invalid_argument` (details `field` = roles)
/// where no role is given, or `person` where the person works for the Order already.
Result<OfficeUserEvent> decide(const std::vector<OfficeUser>& users, const InviteOfficeUser& command,
                               const OfficeUserFacts& facts);
/// Errors: `not_allowed`, `not_found`, `invalid_argument` (details `field` = roles); `user_is_oneself` for
/// disabling oneself or giving up the own administration; `user_last_administrator`.
Result<OfficeUserEvent> decide(const std::vector<OfficeUser>& users, const ChangeOfficeUser& command,
                               const OfficeUserFacts& facts);

std::vector<OfficeUser> evolve(std::vector<OfficeUser> users, const OfficeUserEvent& event);

} // namespace sigillo::domain
