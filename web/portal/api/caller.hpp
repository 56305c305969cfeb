#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/language.hpp"
#include "shared/protocol/portal_messages.hpp"
#include "web/portal/store/rows.hpp"

#include <optional>

namespace sigillo::portal {

namespace wire = protocol::portal;

/// Who asks, with the roles of this moment, and in which language texts go back.
struct Caller {
    Account account;
    domain::Language language = domain::Language::it;

    [[nodiscard]] domain::Actor actor() const {
        return {account.person, account.codice_fiscale, account.roles};
    }
    /// Secretary, signatory or administrator of the Order.
    [[nodiscard]] bool is_staff_of(const domain::OrderId& order) const;
    /// The Order that the caller works for, if any.
    [[nodiscard]] std::optional<domain::OrderId> staff_order() const;
    /// Whether the caller may see the request at all.
    [[nodiscard]] bool may_see(const RequestRow& row) const;
};

} // namespace sigillo::portal
