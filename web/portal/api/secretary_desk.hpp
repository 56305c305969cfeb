#pragma once

#include "web/portal/api/views.hpp"

namespace sigillo::portal {

/// The Order's queue, and the refusal of a request.
class SecretaryDesk {
  public:
    SecretaryDesk(Renewals& renewals, Views& views) : renewals_(renewals), views_(views) {}

    domain::Result<wire::Queue::Reply> handle(const Caller& caller, const wire::Queue& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::Reject& message);

  private:
    Renewals& renewals_;
    Views& views_;
};

} // namespace sigillo::portal
