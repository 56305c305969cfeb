#pragma once

#include "shared/protocol/portal_messages.hpp"

#include <optional>
#include <string>

// What those do who keep an Order's house: its users. And what anybody does who has no password to come in
// with.
namespace sigillo::app {

/// A link to ask for, or a password to choose by the link that came; the fields are those of the sign-in.
struct NewPassword {
    bool asked = false; ///< sent once: wrong fields are marked
    bool busy = false;
    bool done = false;
};

enum class UserField { given_name, surname, codice_fiscale, email, mobile };
enum class UserBox { secretary, administrator, disabled };

struct UserForm {
    bool known = false; ///< one of the list is changed; else somebody is invited
    protocol::portal::OfficeUser user;
    bool asked = false; ///< sent once: wrong fields are marked
};

struct Users {
    std::optional<protocol::portal::OfficeUserList> list;
    std::optional<UserForm> form;
    std::string mailed; ///< whom a link was sent to just now
};

} // namespace sigillo::app
