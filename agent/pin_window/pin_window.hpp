#pragma once

#include "agent/consent/consent.hpp"
#include "agent/platform/secret_string.hpp"

#include <optional>
#include <string>

namespace sigillo::agent {

/// What may be typed: a PIN of 5 to 8 digits, a PUK of 8 (X14).
enum class PinForm { pin, puk };

struct PinQuestion {
    Language language = Language::it;
    /// Who asks and for what, composed by the agent.
    std::string description;
    /// Which PIN of which card.
    std::string prompt;
    /// Why it is asked again: the last one was wrong. Empty the first time.
    std::string error;
    PinForm form = PinForm::pin;
};

/// Asks a PIN or a PUK in the agent's own window. It goes from there to the card's module and nowhere else.
class PinWindow {
  public:
    virtual ~PinWindow() = default;
    /// Of the question's form. The window closes once it is no longer wanted. Errors: card_pin_cancelled,
    /// card_pin_window_failed {reason}, consent_declined where it was no longer wanted.
    virtual domain::Result<SecretString> ask(const PinQuestion& question,
                                             const StillWanted& still_wanted) = 0;
};

} // namespace sigillo::agent
