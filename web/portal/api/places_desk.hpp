#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/places/places.hpp"
#include "web/portal/store/clock.hpp"

namespace sigillo::portal {

/// Places of birth, for everybody who is signed in.
class PlacesDesk {
  public:
    PlacesDesk(const Places& places, const Clock& clock) : places_(places), clock_(clock) {}

    /// Error: `invalid_argument` (details `field`) for a day that does not exist.
    domain::Result<wire::FindPlaces::Reply> handle(const wire::FindPlaces& message) const;

  private:
    const Places& places_;
    const Clock& clock_;
};

} // namespace sigillo::portal
