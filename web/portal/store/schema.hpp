#pragma once

#include "web/portal/store/sqlite.hpp"

namespace sigillo::portal {

/// Brings the database to the schema of this program, step by step from whichever it has (user_version).
/// `configuration_invalid` for a newer one.
domain::Status migrate(sqlite::Database& database);

} // namespace sigillo::portal
