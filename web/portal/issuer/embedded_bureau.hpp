#pragma once

#include "web/portal/issuer/bureau.hpp"
#include "web/portal/issuer/embedded_issuer.hpp"

#include <filesystem>
#include <memory>

namespace sigillo::portal {

struct EmbeddedBureauSettings {
    std::filesystem::path kits; ///< folder, made where there is none, of mode 0700
};

/// The bureau of demo and tests: its certificates come from the embedded authority, its cards are folders
/// that the demo's card drawer makes virtual cards of, the keys of remote signatures are files (README.md).
/// The issuer must outlive it. Error: `configuration_invalid`.
domain::Result<std::unique_ptr<Bureau>> make_embedded_bureau(EmbeddedBureauSettings settings,
                                                             EmbeddedIssuer& issuer);

} // namespace sigillo::portal
