#pragma once

#include "web/portal/store/store.hpp"

#include <string>

namespace sigillo::portal {

struct CheckpointMailSettings {
    std::string to;     ///< addr-spec of who keeps them
    std::string origin; ///< of the portal
    std::string name;   ///< of the portal
};

/// Puts the newest checkpoint into the outbox as an e-mail, once a day of Rome however often it is called and
/// by however many processes. Each checkpoint names the one before it, so the newest one fixes them all. One
/// goes on a quiet day too: that none came is then a sign. Does nothing before the first checkpoint. Errors:
/// those of the store.
domain::Status mail_checkpoint(Store& store, const CheckpointMailSettings& settings, domain::Instant now);

} // namespace sigillo::portal
