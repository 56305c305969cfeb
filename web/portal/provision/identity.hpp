#pragma once

#include "web/portal/config/config.hpp"
#include "web/portal/identity/identity_provider.hpp"

#include <memory>

namespace sigillo::portal {

/// The identity provider that the configuration names; null where it names none. Error:
/// `configuration_invalid`.
domain::Result<std::unique_ptr<IdentityProvider>> open_identity_provider(const Config& config);

} // namespace sigillo::portal
