#pragma once

#include "web/portal/api/views.hpp"
#include "web/portal/payments/card_page.hpp"

#include <functional>

namespace sigillo::portal {

/// What a member does with a request.
class MemberDesk {
  public:
    /// What a report about a payment is handed on to where no renewal was paid, with the row to keep of it.
    using OtherPaid = std::function<domain::Status(RequestKind, const PaymentReport&, PaymentRow)>;

    MemberDesk(Renewals& renewals, Views& views, PaymentProvider& payments, OtherPaid other_paid,
               std::string origin)
        : renewals_(renewals), views_(views), payments_(payments), other_paid_(std::move(other_paid)),
          origin_(std::move(origin)) {}

    domain::Result<wire::Overview::Reply> handle(const Caller& caller, const wire::Overview& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::PlaceRenewal& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::GetRequest& message);
    domain::Result<wire::BeginPayment::Reply> handle(const Caller& caller, const wire::BeginPayment& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::Withdraw& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::ReturnCredit& message);

    /// The provider's call-back. Known ones change nothing. Errors: those of
    /// `PaymentProvider::read_callback`, `payment_unknown`, those of the store.
    domain::Status payment_reported(std::string_view body, std::string_view signature);

  private:
    Renewals& renewals_;
    Views& views_;
    PaymentProvider& payments_;
    OtherPaid other_paid_;
    std::string origin_;
};

} // namespace sigillo::portal
