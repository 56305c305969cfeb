#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::agent {

struct CardSettings {
    /// A module that is to be used whatever the card (configuration; SoftHSM in tests). Without a PC/SC
    /// service the readers are then the module's slots.
    std::optional<std::filesystem::path> module;
    /// Whether to watch readers through PC/SC.
    bool use_pcsc = true;
    /// What starts the module's process; the module's path is added. Empty: this program with
    /// `module-host`.
    std::vector<std::string> host_command;
    /// Added to the environment of the module's process ("NAME=value").
    std::vector<std::string> host_environment;
    /// How long the module may take before its process is ended.
    std::chrono::milliseconds call_timeout{20'000};
    /// Key generation takes a card up to a minute.
    std::chrono::milliseconds generate_timeout{180'000};
};

} // namespace sigillo::agent
