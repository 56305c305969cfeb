#pragma once

#include "agent/card/card_service.hpp"
#include "agent/dispatch/caller.hpp"
#include "agent/dispatch/questions.hpp"
#include "agent/pin_window/pin_window.hpp"
#include "agent/renewal/renewal.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace sigillo::agent {

/// Asks the PINs of a card and tries each on the card right after its window: a wrong one is asked again with
/// the tries that are left, before any other, up to three windows for a PIN, never once it is blocked.
class PinDialog {
  public:
    static constexpr int most_windows = 3;

    /// Both must outlive this.
    PinDialog(CardService& cards, PinWindow& window) : cards_(cards), window_(window) {}

    struct Opened {
        std::unique_ptr<CardSession> session;
        SecretString pin; ///< that opened it; empty where a keypad took it
    };
    /// Errors: those of CardService::login and PinWindow::ask; consent_declined where the page went away.
    domain::Result<Opened> open(const Caller& caller, const CardSnapshot& card, CertificateRole role,
                                const CardPin& pin, const PinReason& reason);
    /// The same for a caller that needs no PIN any more.
    domain::Result<std::unique_ptr<CardSession>> log_in(const Caller& caller, const CardSnapshot& card,
                                                        CertificateRole role, const PinReason& reason);

    /// The same for several roles: one window for each PIN of the card that serves them. `attempt` gets PINs
    /// that were right a moment ago and logs in with them; those of a keypad are empty and asked there.
    domain::Status with_pins(const Caller& caller, const CardSnapshot& card,
                             const std::vector<CertificateRole>& roles, const PinReason& reason,
                             const std::function<domain::Status(RenewalPins)>& attempt);

  private:
    domain::Result<SecretString> ask(const Caller& caller, const PinReason& reason, const CardPin& pin,
                                     bool again, std::optional<int> tries);

    CardService& cards_;
    PinWindow& window_;
};

/// "signature" or "authentication", for details of errors.
std::string_view name_of_role(CertificateRole role);

} // namespace sigillo::agent
