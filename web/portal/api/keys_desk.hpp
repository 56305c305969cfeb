#pragma once

#include "web/portal/api/issuance.hpp"
#include "web/portal/api/views.hpp"

namespace sigillo::portal {

/// The new keys of a card: their requests in, their certificates out, the proof that they work in.
class KeysDesk {
  public:
    KeysDesk(Renewals& renewals, Views& views, Issuance& issuance, std::string origin)
        : renewals_(renewals), views_(views), issuance_(issuance), origin_(std::move(origin)) {}

    domain::Result<wire::SubmitKeys::Reply> handle(const Caller& caller, const wire::SubmitKeys& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::ConfirmInstalled& message);

  private:
    domain::Result<domain::renewal::StatementFacts> verify_statement(const wire::SubmitKeys& message,
                                                                     const domain::renewal::State& state,
                                                                     const CardRow& card);
    domain::Status verify_receipt(const protocol::Receipt& receipt, const domain::RequestId& request,
                                  const domain::renewal::State& state);

    Renewals& renewals_;
    Views& views_;
    Issuance& issuance_;
    std::string origin_;
};

} // namespace sigillo::portal
