#pragma once

#include "agent/platform/bytes.hpp"
#include "shared/domain/result.hpp"

#include <filesystem>

namespace sigillo::agent {

/// See Platform::write_file and Platform::read_file.
domain::Status write_file_durably(const std::filesystem::path& path, ByteView content);
domain::Result<Bytes> read_whole_file(const std::filesystem::path& path, std::size_t limit);
bool is_writable_by_all(const std::filesystem::path& path);
/// With its parents, for the user alone. Errors: storage_failed.
domain::Status make_private_folder(const std::filesystem::path& path);

} // namespace sigillo::agent
