#pragma once

#include "web/portal/api/views.hpp"

namespace sigillo::portal {

/// What the provider's operator works through (X21).
class ProviderDesk {
  public:
    ProviderDesk(Renewals& renewals, Views& views) : renewals_(renewals), views_(views) {}

    /// Error: `not_allowed` for anybody but an operator.
    domain::Result<wire::ListWork::Reply> handle(const Caller& caller, const wire::ListWork& message);

  private:
    [[nodiscard]] wire::WorkRow row(const RequestRow& row, domain::Language language) const;

    Renewals& renewals_;
    Views& views_;
};

} // namespace sigillo::portal
