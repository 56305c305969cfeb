#pragma once

#include "web/portal/api/purchase/purchase_views.hpp"
#include "web/portal/api/request_command.hpp"
#include "web/portal/door/trust_store.hpp"
#include "web/portal/identity/identity_provider.hpp"
#include "web/portal/payments/card_page.hpp"

namespace sigillo::portal {

/// What is done to a purchase after it was placed, by the member, the Order and the provider. One thread.
class PurchaseDesk {
  public:
    /// `identity` may be null: then only an existing card identifies.
    PurchaseDesk(Purchases& purchases, PurchaseViews& views, PaymentProvider& payments,
                 IdentityProvider* identity, const TrustStore& trust, std::string origin)
        : purchases_(purchases), views_(views), payments_(payments), identity_(identity), trust_(trust),
          origin_(std::move(origin)) {}

    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::GetRequest& message);
    domain::Result<wire::BeginPayment::Reply> handle(const Caller& caller, const wire::BeginPayment& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::DeclarePayment& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::Withdraw& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::ChooseIdentification& message);
    domain::Result<wire::BeginIdentification::Reply> handle(const Caller& caller,
                                                            const wire::BeginIdentification& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::ProveIdentity& message);
    domain::Result<wire::SendOtp::Reply> handle(const Caller& caller, const wire::SendOtp& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::Activate& message);

    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::Reject& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::CorrectEnrolment& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::RecordStep& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::RecordPayment& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::HandOver& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::ChangeCertificates& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::ReplaceDocument& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::RecordRefund& message);

    /// The payment provider's report about a purchase's payment; the row is what is to be kept of it.
    domain::Status payment_reported(const PaymentReport& report, PaymentRow row);
    /// An identity provider's call-back. Errors: those of `IdentityProvider::read_callback` and of the
    /// command; one that came before changes nothing.
    domain::Status identity_reported(std::string_view body);

  private:
    /// Error: `not_found`, also where the caller may not see it.
    domain::Result<LoadedPurchase> visible(const Caller& caller, const std::string& request);
    /// A limit on guesses: `rate_limited` once there were too many.
    domain::Status within_limit(const std::string& key);
    template <class Message>
    domain::Result<wire::RequestView> carry_out(const Caller& caller, const Message& message,
                                                domain::purchase::Command command,
                                                PurchaseExecution execution = {}) {
        return command_on_request(purchases_, views_, caller, message, std::move(command),
                                  std::move(execution));
    }

    Purchases& purchases_;
    PurchaseViews& views_;
    PaymentProvider& payments_;
    IdentityProvider* identity_;
    const TrustStore& trust_;
    std::string origin_;
};

/// As the event keeps it: a keyed hash of what the holder types, blanks and case left out.
domain::Digest activation_digest(Vault& vault, const domain::RequestId& request, std::string_view code);

} // namespace sigillo::portal
