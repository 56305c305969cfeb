#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/renewals.hpp"

namespace sigillo::portal {

/// Who may sign for the Order, with its history.
class SignatoryDesk {
  public:
    explicit SignatoryDesk(Renewals& renewals) : renewals_(renewals) {}

    domain::Result<wire::SignatoryList> handle(const Caller& caller, const wire::ListSignatories& message);
    domain::Result<wire::SignatoryList> handle(const Caller& caller, const wire::AppointSignatory& message);
    domain::Result<wire::SignatoryList> handle(const Caller& caller, const wire::WithdrawSignatory& message);

    /// Appends what `decide` makes of the command; `expected` is the Order's stream as the client saw it.
    domain::Status execute(const domain::OrderId& order, const domain::Actor& actor,
                           std::optional<std::int64_t> expected, std::optional<CommandKey> key,
                           const domain::SignatoryCommand& command);

  private:
    domain::Result<wire::SignatoryList> list(const domain::OrderId& order);

    Renewals& renewals_;
};

} // namespace sigillo::portal
