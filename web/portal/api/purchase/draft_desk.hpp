#pragma once

#include "web/portal/api/purchase/purchase_views.hpp"
#include "web/portal/api/purchase/wizard.hpp"
#include "web/portal/places/places.hpp"

namespace sigillo::portal {

/// A member fills in an order and places it. One thread.
class DraftDesk {
  public:
    DraftDesk(Purchases& purchases, PurchaseViews& views, const Places& places)
        : purchases_(purchases), views_(views), places_(places) {}

    /// Error: `convention_unknown`, for a code that nobody has as for one of another day.
    domain::Result<wire::FindConvention::Reply> handle(const Caller& caller,
                                                       const wire::FindConvention& message);
    domain::Result<wire::Draft> handle(const Caller& caller, const wire::OpenDraft& message);
    domain::Result<wire::Draft> handle(const Caller& caller, const wire::SaveDraft& message);
    domain::Result<wire::Draft> handle(const Caller& caller, const wire::UploadPhoto& message);
    domain::Result<wire::DiscardDraft::Reply> handle(const Caller& caller, const wire::DiscardDraft& message);
    domain::Result<wire::RequestView> handle(const Caller& caller, const wire::PlaceDraft& message);
    /// The member's drafts, for the overview.
    domain::Result<std::vector<wire::DraftRow>> drafts(const Caller& caller);
    /// What may be bought without a code, by whoever is in a register.
    domain::Result<std::vector<wire::ConventionRow>> conventions(const Caller& caller);

  private:
    /// Error: `not_found`, also for somebody else's.
    domain::Result<DraftRow> own(const Caller& caller, const std::string& draft);
    domain::Result<wire::Draft> show(const Caller& caller, const DraftRow& row);
    /// Writes the row as the next of its draft, and what belongs to it.
    domain::Result<wire::Draft> keep(const Caller& caller, DraftRow row, std::vector<Write> writes);

    Purchases& purchases_;
    PurchaseViews& views_;
    const Places& places_;
};

/// What makes a JPEG a photograph for a card (X4): nothing where it fits, else `field_invalid` with `reason`.
domain::Status check_photo(pki::ByteView jpeg);

} // namespace sigillo::portal
