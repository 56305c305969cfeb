#pragma once

#include "shared/pki/signer.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/config/config.hpp"
#include "web/portal/store/store.hpp"

#include <memory>
#include <string>

namespace sigillo::portal {

/// Serves until SIGINT or SIGTERM. The exit status.
int run_service(const std::string& config);

// What the commands share with it.
domain::Result<std::unique_ptr<Store>> open_store(const Config& config);
/// Error: `convention_file_invalid` with file, field and reason; every problem is printed.
domain::Result<std::shared_ptr<const Catalogue>> load_catalogue(const Config& config);
domain::Result<std::unique_ptr<pki::Signer>> checkpoint_signer(const Config& config);
/// For operators: the id and its details. No personal data, no secrets.
std::string describe(const domain::Error& error);

} // namespace sigillo::portal
