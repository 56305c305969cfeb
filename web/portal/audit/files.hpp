#pragma once

#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"

#include <filesystem>

namespace sigillo::portal::audit {

/// Makes the file, durable on return; fine where it has this content already. Never replaces another content:
/// that it is there says that the database is an older copy. Error: `audit_write_failed` (details `reason`,
/// `file`).
domain::Status keep_file(const std::filesystem::path& file, const pki::Bytes& content);

/// Error: `not_found`, `storage_failed`; at most a megabyte.
domain::Result<pki::Bytes> read_file(const std::filesystem::path& file);

} // namespace sigillo::portal::audit
