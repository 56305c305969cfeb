#pragma once

#include "agent/card/card_service.hpp"
#include "agent/consent/consent.hpp"
#include "agent/dispatch/caller.hpp"
#include "agent/dispatch/pin_dialog.hpp"
#include "shared/protocol/agent_messages.hpp"

namespace sigillo::agent {

/// The card and its certificate of this role, good today. Errors: those of CardService::card,
/// card_certificate_missing {role}, card_certificate_expired.
struct SigningCard {
    CardSnapshot card;
    CardCertificate certificate;
};
domain::Result<SigningCard> signing_card(CardService& cards, const std::string& id, CertificateRole role,
                                         std::int64_t now);

/// `session.sign_in`. All references must outlive it; waits for person and card.
class SignIn {
  public:
    SignIn(CardService& cards, Consent& consent, PinDialog& pins, Clock now)
        : cards_(cards), consent_(consent), pins_(pins), now_(std::move(now)) {}
    domain::Result<protocol::agent::SignIn::Reply> run(const Caller& caller,
                                                       const protocol::agent::SignIn& message);

  private:
    CardService& cards_;
    Consent& consent_;
    PinDialog& pins_;
    Clock now_;
};

/// `acts.sign`: acts that are refused are never shown and never signed; the others are listed in one
/// consent and signed with one PIN.
class SignActs {
  public:
    SignActs(CardService& cards, Consent& consent, PinDialog& pins, Clock now)
        : cards_(cards), consent_(consent), pins_(pins), now_(std::move(now)) {}
    domain::Result<protocol::agent::SignActs::Reply> run(const Caller& caller,
                                                         const protocol::agent::SignActs& message);

  private:
    CardService& cards_;
    Consent& consent_;
    PinDialog& pins_;
    Clock now_;
};

} // namespace sigillo::agent
