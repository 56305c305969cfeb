#pragma once

#include "agent/dispatch/pin_dialog.hpp"
#include "shared/protocol/agent_messages.hpp"

namespace sigillo::agent {

/// `pin.change` and `pin.unblock`: everything secret is typed in the agent's window and goes to the card
/// alone. Waits for person and card. Both references must outlive it.
class NewPin {
  public:
    NewPin(CardService& cards, PinWindow& window, PinDialog& pins)
        : cards_(cards), window_(window), pins_(pins) {}

    /// The old PIN is checked on the card before a new one is asked. Errors: those of PinDialog::open and
    /// CardSession::change_pin; card_certificate_missing {role}, invalid_argument {field} where the card has
    /// two PINs and none is named.
    domain::Result<protocol::agent::Empty> change(const Caller& caller,
                                                  const protocol::agent::ChangePin& message);

    /// A wrong PUK is asked again, up to three windows; the new PIN is typed before the card sees the PUK.
    /// Errors: those of CardService::unblock and PinWindow::ask, and as in `change`.
    domain::Result<protocol::agent::Empty> unblock(const Caller& caller,
                                                   const protocol::agent::UnblockPin& message);

  private:
    /// Typed twice alike.
    domain::Result<SecretString> ask_new(const Caller& caller, const std::string& holder, const CardPin& pin);
    domain::Result<SecretString> ask(const Caller& caller, const CardPin& pin, const PinQuestion& question);

    CardService& cards_;
    PinWindow& window_;
    PinDialog& pins_;
};

} // namespace sigillo::agent
