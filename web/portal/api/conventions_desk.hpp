#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

namespace sigillo::portal {

/// What the provider's operators see of conventions and Orders. Error of both: `not_allowed` for everybody
/// else, since codes that are not public stand in it (R54).
class ConventionsDesk {
  public:
    ConventionsDesk(Store& store, const Clock& clock, const Catalogue& catalogue)
        : store_(store), clock_(clock), catalogue_(catalogue) {}

    domain::Result<wire::ListConventions::Reply> handle(const Caller& caller,
                                                        const wire::ListConventions& message) const;
    domain::Result<wire::ListOffices::Reply> handle(const Caller& caller, const wire::ListOffices& message);

  private:
    [[nodiscard]] wire::ConventionVersionView view(const domain::ConventionVersion& version,
                                                   domain::Language language,
                                                   const domain::Date& today) const;
    /// The version of the same code and an Order in common that was in force just before it; null: none.
    [[nodiscard]] const domain::ConventionVersion* before(const domain::ConventionVersion& version) const;

    Store& store_;
    const Clock& clock_;
    const Catalogue& catalogue_;
};

} // namespace sigillo::portal
