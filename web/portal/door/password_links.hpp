#pragma once

#include "web/portal/door/passwords.hpp"
#include "web/portal/server/server.hpp"
#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::portal {

/// Long enough, not made of one character over and over, and not the person's own name, address or codice
/// fiscale. Error: `password_weak`.
domain::Status acceptable_password(std::string_view password, const Account& account);

/// Links by e-mail to set a password with: an invitation's, or a forgotten one's. Good once, for a time, and
/// only the newest of a person. On the loop's thread.
class PasswordLinks {
  public:
    enum class Occasion { invitation, forgotten, first_access };
    struct Settings {
        std::string origin;
        std::string portal; ///< its name
    };

    PasswordLinks(Store& store, const Clock& clock, const Passwords& passwords, Background& background,
                  Settings settings)
        : store_(store), clock_(clock), passwords_(passwords), background_(background),
          settings_(std::move(settings)) {}

    /// A new link and the e-mail that carries it, to be written with whatever else makes the account. `order`
    /// is the name of the Order that invites; may be empty.
    [[nodiscard]] std::vector<Write> link_for(const Account& account, Occasion occasion,
                                              const std::string& order) const;

    /// Sends a link where there is such an account, or, by codice fiscale, an entry in an Order's register
    /// with an e-mail address: that is how a member enrols. Answers the same, and at once, where there is
    /// neither.
    /// Errors: `sign_in_rate_limited`, those of the store.
    domain::Status forgotten(const std::string& login, const std::string& peer);
    using Answer = std::function<void(domain::Status)>;
    /// Answers later. Ends all sessions of the person. Errors: `link_invalid`, `password_weak`,
    /// `sign_in_rate_limited`, `busy`, those of the store.
    void set(const std::string& token, const std::string& password, const std::string& peer,
             const Answer& answer);
    /// The own password, by who is signed in; ends all sessions. Errors: `password_wrong`, and as for `set`.
    void change(const domain::PersonId& person, const std::string& current, const std::string& password,
                const Answer& answer);

  private:
    domain::Status limit(const std::string& key, int attempts);
    domain::Status send(const Account& account);
    /// An account for a member whom a register names and nobody has met here.
    domain::Status enrol(const std::string& login);
    domain::Status keep(const domain::PersonId& person, const std::string& hash, std::vector<Write> writes,
                        std::string_view event);

    Store& store_;
    const Clock& clock_;
    const Passwords& passwords_;
    Background& background_;
    Settings settings_;
};

} // namespace sigillo::portal
