#pragma once

#include "agent/platform/platform.hpp"
#include "shared/domain/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::agent {

/// What `--config FILE` may say; without a file these defaults hold.
struct Config {
    int port = 47474;
    /// Folder of journals and consents; empty: the user's own.
    std::filesystem::path state;
    /// Pages that need no consent of the person.
    std::vector<std::string> origins;
    /// A PKCS#11 module for every card.
    std::optional<std::filesystem::path> module;
    bool pcsc = true;
    /// Program and arguments; empty: sigillo-agent-consent beside the agent.
    std::vector<std::string> consent;
    /// Path, or a name on PATH.
    std::string pinentry = "pinentry";
};

/// Reads the text of a configuration file strictly: no unknown fields, no wrong types. `file` is for the
/// message. Error: configuration_invalid {file, field, reason}.
domain::Result<Config> read_config(std::string_view text, const std::string& file);

/// Reads the file. It names programs that the agent starts: one that every user of this computer may change
/// is refused. Further errors, with {file}: not_found, storage_failed, message_too_large.
domain::Result<Config> load_config(Platform& platform, const std::filesystem::path& file);

} // namespace sigillo::agent
