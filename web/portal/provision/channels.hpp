#pragma once

#include "web/portal/config/config.hpp"
#include "web/portal/notices/mailer.hpp"

#include <memory>

namespace sigillo::portal {

/// By which notices leave; what the configuration does not name is null.
struct Channels {
    std::unique_ptr<Mailer> mail;
    std::unique_ptr<Mailer> pec; ///< the PEC provider's
    std::unique_ptr<SmsGateway> sms;
};

/// Error: `configuration_invalid`.
domain::Result<Channels> open_channels(const Config& config);

} // namespace sigillo::portal
