#pragma once

#include "web/portal/api/purchase/purchases.hpp"
#include "web/portal/api/views.hpp"

namespace sigillo::portal {

/// The Order's queue, and the refusal of a request.
class SecretaryDesk {
  public:
    SecretaryDesk(Renewals& renewals, Purchases& purchases, Views& views)
        : renewals_(renewals), purchases_(purchases), views_(views) {}

    domain::Result<wire::Queue::Reply> handle(const Caller& caller, const wire::Queue& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::Reject& message);

  private:
    /// Whether the caller could sign an act for it now.
    bool may_validate(const RequestRow& row, const Caller& caller);

    Renewals& renewals_;
    Purchases& purchases_;
    Views& views_;
};

} // namespace sigillo::portal
