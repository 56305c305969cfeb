#pragma once

#include "agent/consent/consent.hpp"
#include "agent/dispatch/caller.hpp"
#include "agent/dispatch/pin_dialog.hpp"
#include "agent/renewal/renewal.hpp"
#include "shared/protocol/agent_messages.hpp"

#include <map>
#include <tuple>

namespace sigillo::agent {

/// `renewal.start`, `renewal.install`, `renewal.status`. One consent is a grant for this origin, socket, card
/// and request, for half an hour; install right after start asks nothing again. `status` may be called from
/// any thread, all else from one thread that may wait.
class Renewals {
  public:
    static constexpr std::int64_t grant_seconds = 30 * 60;

    Renewals(CardService& cards, RenewalService& service, Consent& consent, PinDialog& pins, Clock now)
        : cards_(cards), service_(service), consent_(consent), pins_(pins), now_(std::move(now)) {}

    domain::Result<protocol::agent::StartRenewal::Reply> start(const Caller& caller,
                                                               const protocol::agent::StartRenewal& message);
    domain::Result<protocol::agent::InstallRenewal::Reply>
    install(const Caller& caller, const protocol::agent::InstallRenewal& message);
    domain::Result<protocol::agent::RenewalStatus::Reply>
    status(const std::string& origin, const protocol::agent::RenewalStatus& message);

    /// The socket is gone: its grants and log-ins end.
    void forget(SocketId socket);
    /// Ends grants and log-ins whose time is over.
    void end_old_grants();

  private:
    struct Grant {
        RenewalName name;
        std::int64_t until = 0;
    };
    using GrantKey = std::tuple<SocketId, std::string, std::string>; // socket, card, request

    domain::Status agree(const Caller& caller, const CardSnapshot& card, const RenewalName& name,
                         const std::vector<CertificateRole>& roles);
    RenewalProgress progress_of(const Caller& caller, const std::string& request) const;

    CardService& cards_;
    RenewalService& service_;
    Consent& consent_;
    PinDialog& pins_;
    Clock now_;
    std::map<GrantKey, Grant> grants_;
};

} // namespace sigillo::agent
