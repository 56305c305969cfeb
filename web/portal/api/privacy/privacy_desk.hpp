#pragma once

#include "shared/domain/erasure.hpp"
#include "web/portal/api/caller.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/outbox/outbox.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

namespace sigillo::portal {

inline constexpr std::string_view job_erase = "privacy.erase";

/// A person's own data (X22): what is held, a copy of it, and its erasure. Everybody deals with their own
/// only.
class PrivacyDesk {
  public:
    PrivacyDesk(Store& store, const Clock& clock, const Catalogue& catalogue)
        : store_(store), clock_(clock), catalogue_(catalogue) {}

    domain::Result<wire::GetPrivacy::Reply> handle(const Caller& caller, const wire::GetPrivacy& message);
    /// Error: `wrong_state` where something stands in the way, which the view names.
    domain::Result<wire::EraseOwnData::Reply> handle(const Caller& caller, const wire::EraseOwnData& message);
    /// As `personal_copy`. Error: `rate_limited` above a few an hour.
    domain::Result<std::string> copy(const Caller& caller);

  private:
    Store& store_;
    const Clock& clock_;
    const Catalogue& catalogue_;
};

/// Erases the rest of a person's data once the law no longer asks to keep it.
std::unique_ptr<JobHandler> make_erasure_job(Store& store);

} // namespace sigillo::portal
