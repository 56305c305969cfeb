#pragma once

#include "web/portal/api/renewals.hpp"
#include "web/portal/config/config.hpp"
#include "web/portal/door/passwords.hpp"
#include "web/portal/issuer/embedded_issuer.hpp"
#include "web/portal/provision/world.hpp"

#include <filesystem>

namespace sigillo::portal {

EmbeddedIssuerSettings issuer_settings(const Config& config);
/// Makes the data folder, the authority and its first list where there are none.
domain::Status make_authority(const Config& config, domain::Instant now);
/// Makes the installation's key and the checkpoints' key and certificate where there are none.
domain::Status make_portal_keys(const Config& config, EmbeddedIssuer& authority, domain::Instant now);

/// Puts the world into the store. `folder` is what its paths are relative to. Errors:
/// `configuration_invalid` with `field` and `reason`, those of the store.
domain::Status apply_world(const World& world, const std::filesystem::path& folder, Renewals& renewals,
                           const Passwords& passwords);

} // namespace sigillo::portal
