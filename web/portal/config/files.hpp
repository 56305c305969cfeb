#pragma once

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

} // namespace sigillo::portal
