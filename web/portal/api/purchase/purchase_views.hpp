#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/api/payee.hpp"
#include "web/portal/api/purchase/purchases.hpp"
#include "web/portal/api/views.hpp"

namespace sigillo::portal {

/// What pages show of a purchase. One thread.
class PurchaseViews {
  public:
    PurchaseViews(Purchases& purchases, Views& views, PayeeAccounts accounts)
        : purchases_(purchases), views_(views), accounts_(std::move(accounts)) {}

    /// Error: `not_found`, also where the caller may not see it.
    domain::Result<wire::RequestView> request(const domain::RequestId& id, const Caller& caller);
    /// The stored row, if the caller may see the request.
    domain::Result<RequestRow> visible(const domain::RequestId& id, const Caller& caller) {
        return views_.visible(id, caller);
    }

  private:
    Purchases& purchases_;
    Views& views_;
    PayeeAccounts accounts_;
};

/// The page's steps with their state, dates and who acts.
std::vector<wire::StepView> steps_of(const LoadedPurchase& loaded, const domain::Product& product,
                                     const domain::ConventionVersion& convention, domain::Language language);
/// What was ordered, for people.
std::vector<wire::SummaryLine> summary_of(const domain::purchase::Form& form, const domain::Product& product,
                                          domain::Language language);
std::vector<wire::TimelineEntry> purchase_timeline(const std::vector<domain::purchase::Event>& events);

} // namespace sigillo::portal
