#pragma once

#include "agent/pin_window/pin_window.hpp"
#include "agent/platform/platform.hpp"

#include <string>

namespace sigillo::agent {

/// pinentry over the Assuan protocol, by libassuan: a window that grabs the keyboard, from the package that
/// the desktop's own key programs use.
class Pinentry final : public PinWindow {
  public:
    /// `program`: path, or a name to be found on PATH. `platform` must outlive this.
    Pinentry(Platform& platform, std::string program) : platform_(platform), program_(std::move(program)) {}
    domain::Result<SecretString> ask(const PinQuestion& question, const StillWanted& still_wanted) override;

  private:
    Platform& platform_;
    std::string program_;
};

/// Assuan's percent escaping, for a command's argument.
std::string assuan_escaped(std::string_view text);

} // namespace sigillo::agent
