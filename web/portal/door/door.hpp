#pragma once

#include "shared/protocol/http_messages.hpp"
#include "web/portal/door/passwords.hpp"
#include "web/portal/door/system_log.hpp"
#include "web/portal/door/trust_store.hpp"
#include "web/portal/server/server.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace sigillo::portal {

struct DoorSettings {
    std::string origin;
    domain::Duration idle = domain::Duration::minutes(15);
    domain::Duration absolute = domain::Duration::hours(8);
};

/// Who comes in and for how long. On the loop's thread.
class Door {
  public:
    struct SignedIn {
        std::string token; ///< for the cookie; stored as a keyed hash alone
        Account account;
    };
    using Answer = std::function<void(domain::Result<SignedIn>)>;

    Door(Store& store, const Clock& clock, const Passwords& passwords, const TrustStore& trust,
         Background& background, DoorSettings settings);

    /// Answers later. Errors: `sign_in_failed`, `sign_in_rate_limited`, `busy`, those of the store.
    void with_password(const protocol::http::PasswordSignIn& message, const std::string& peer,
                       const Answer& answer);
    /// A nonce for one card sign-in. Error: `sign_in_rate_limited`.
    domain::Result<std::string> challenge(const std::string& peer);
    /// Errors: those of `pki::verify_cades`, `act_other_portal`, `act_clock_off`,
    /// `sign_in_challenge_expired`, `sign_in_failed` for a card whose holder has no account.
    domain::Result<SignedIn> with_card(const protocol::Bytes& p7m, const std::string& peer);
    /// Whose session the cookie holds; counts as use. Errors: `sign_in_required`, `session_expired`.
    domain::Result<SignedIn> session(std::string_view cookie_header);
    /// The same by token, for an open socket.
    domain::Result<Account> holder(const std::string& token);
    domain::Status sign_out(std::string_view cookie_header);

    /// Set-Cookie lines.
    [[nodiscard]] std::string cookie(const std::string& token) const;
    [[nodiscard]] std::string no_cookie() const;

  private:
    domain::Result<SignedIn> open_session(const Account& account, const std::string& method,
                                          const std::string& peer);
    domain::Status note(const domain::PersonId& person, domain::Instant at, std::string_view type,
                        const std::string& actor, const std::string& method, const std::string& peer);
    domain::Status limit(const std::string& key, int attempts);
    [[nodiscard]] std::string token_in(std::string_view cookie_header) const;
    [[nodiscard]] std::string cookie_name() const;
    [[nodiscard]] bool secure() const { return settings_.origin.rfind("https://", 0) == 0; }

    Store& store_;
    const Clock& clock_;
    const Passwords& passwords_;
    const TrustStore& trust_;
    Background& background_;
    DoorSettings settings_;
    SystemLog log_;
};

} // namespace sigillo::portal
