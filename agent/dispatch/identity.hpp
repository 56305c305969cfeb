#pragma once

#include "agent/dispatch/signing.hpp"

namespace sigillo::agent {

/// `identity.prove`: the holder of an existing card is identified by a signature that is good for nothing
/// else (R134): its content names its type, the socket's origin and the request. All references must outlive
/// it; waits for person and card.
class ProveIdentity {
  public:
    /// X16: identification with a TS-CNS needs a longer key than this.
    static constexpr int too_short_bits = 1024;

    ProveIdentity(CardService& cards, Consent& consent, PinDialog& pins, Clock now)
        : cards_(cards), consent_(consent), pins_(pins), now_(std::move(now)) {}
    /// Errors: those of signing_card, Consent::ask and PinDialog::log_in; card_key_too_short {bits}.
    domain::Result<protocol::agent::ProveIdentity::Reply> run(const Caller& caller,
                                                              const protocol::agent::ProveIdentity& message);

  private:
    CardService& cards_;
    Consent& consent_;
    PinDialog& pins_;
    Clock now_;
};

} // namespace sigillo::agent
