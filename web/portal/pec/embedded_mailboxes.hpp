#pragma once

#include "web/portal/pec/mailbox_provider.hpp"

#include <filesystem>
#include <memory>

namespace sigillo::portal {

/// The provider of demo and tests: a folder of files (README.md), made where there is none, of mode 0700.
/// Error: `configuration_invalid`.
domain::Result<std::unique_ptr<MailboxProvider>> make_embedded_mailboxes(std::filesystem::path folder);

} // namespace sigillo::portal
