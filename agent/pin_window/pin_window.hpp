#pragma once

#include "agent/consent/consent.hpp"
#include "agent/platform/secret_string.hpp"

#include <optional>
#include <string>

namespace sigillo::agent {

struct PinQuestion {
    Language language = Language::it;
    /// Who asks and for what, composed by the agent.
    std::string description;
    /// Which PIN of which card.
    std::string prompt;
    /// Why it is asked again: the last one was wrong. Empty the first time.
    std::string error;
};

/// Asks a PIN in the agent's own window. It goes from there to the card's module and nowhere else.
class PinWindow {
  public:
    virtual ~PinWindow() = default;
    /// 5 to 8 digits (X14). The window closes once the PIN is no longer wanted. Errors: card_pin_cancelled,
    /// card_pin_window_failed {reason}, consent_declined where it was no longer wanted.
    virtual domain::Result<SecretString> ask(const PinQuestion& question,
                                             const StillWanted& still_wanted) = 0;
};

} // namespace sigillo::agent
