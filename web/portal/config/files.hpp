#pragma once

#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace sigillo::portal {

/// The whole file. Error: `configuration_invalid` with `file` and `reason`.
domain::Result<std::string> read_file(const std::filesystem::path& file);
/// A secret on one line, without the line's end. Error: as `read_file`, also where others may read the file.
domain::Result<std::string> read_secret(const std::filesystem::path& file);
/// Replaces the file as a whole, durably: readers see the old or the new. `mode` as for chmod.
/// Errors: `storage_full`, `storage_failed` with `file`.
domain::Status write_file(const std::filesystem::path& file, std::string_view content, int mode);

/// How far ahead a demo's file puts the portal's clock: whole seconds in decimal digits and no more. Nothing
/// where there is no such file or it says anything else: it may be read while it is written.
domain::Duration clock_ahead(const std::filesystem::path& file);

} // namespace sigillo::portal
