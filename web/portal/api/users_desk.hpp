#pragma once

#include "shared/domain/office_users.hpp"
#include "web/portal/api/caller.hpp"
#include "web/portal/api/renewals.hpp"
#include "web/portal/door/password_links.hpp"

namespace sigillo::portal {

/// Who works for an Order: for its administrator, and for the operator as long as it has none.
class UsersDesk {
  public:
    UsersDesk(Renewals& renewals, const PasswordLinks& links) : renewals_(renewals), links_(links) {}

    /// Error: `not_allowed`.
    domain::Result<wire::OfficeUserList> handle(const Caller& caller, const wire::ListUsers& message);
    /// Errors: those of `domain::decide`, `user_contact_taken`, `codice_fiscale_*`, `invalid_argument`
    /// (details `field`), `request_changed_meanwhile`.
    domain::Result<wire::OfficeUserList> handle(const Caller& caller, const wire::InviteUser& message);
    domain::Result<wire::OfficeUserList> handle(const Caller& caller, const wire::ChangeUser& message);
    domain::Result<wire::OfficeUserList> handle(const Caller& caller, const wire::InviteUserAgain& message);

  private:
    struct Office {
        domain::OrderId order;
        std::int64_t seq = 0;
        std::vector<domain::OfficeUser> users;
    };
    domain::Result<Office> office(const domain::OrderId& order);
    domain::Result<wire::OfficeUserList> list(const domain::OrderId& order, const Caller& caller);
    domain::Status store(const Caller& caller, const Office& office, const domain::OfficeUserEvent& event,
                         std::optional<CommandKey> key, std::vector<Write> writes);
    domain::Status invite(const Caller& caller, const domain::OrderId& order,
                          const wire::InviteUser& message);
    domain::Status change(const Caller& caller, const domain::OrderId& order,
                          const wire::ChangeUser& message);
    [[nodiscard]] std::string name_of(const domain::OrderId& order) const;

    Renewals& renewals_;
    const PasswordLinks& links_;
};

} // namespace sigillo::portal
