#pragma once

#include "shared/protocol/portal_messages.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

// What those do who keep an Order's house: its users. And what anybody does who has no password to come in
// with.
namespace sigillo::app {

/// A link to ask for, or a password to choose by the link that came; the fields are those of the sign-in.
struct NewPassword {
    bool asked = false; ///< sent once: wrong fields are marked
    bool busy = false;
    bool done = false;
    std::string current; ///< the own password, to be changed; never saved, wiped when it is sent
};

enum class UserField { given_name, surname, codice_fiscale, email, mobile };
enum class UserBox { secretary, administrator, disabled };

struct UserForm {
    bool known = false; ///< one of the list is changed; else somebody is invited
    protocol::portal::OfficeUser user;
    bool asked = false;  ///< sent once: wrong fields are marked
    std::string order{}; ///< whose office an operator opens; empty: the own one
};

/// What a file would do to the register, in the parts that the page shows one at a time.
enum class PreviewPart { problems, changed, added, missing };

struct Register {
    std::string search;
    int page = 0;
    std::optional<protocol::portal::ListRegister::Reply> list;
    std::string file_name; ///< of what is previewed; empty: nothing is
    protocol::Bytes file;
    std::optional<protocol::portal::PreviewRegister::Reply> preview;
    bool cancel_missing = false;
    PreviewPart part = PreviewPart::problems;
    std::size_t part_page = 0;
    std::optional<protocol::portal::ImportRegister::Reply> imported; ///< just now
};

struct Users {
    std::optional<protocol::portal::OfficeUserList> list;
    std::optional<UserForm> form;
    std::string mailed; ///< whom a link was sent to just now
};

/// What an operator works through; what is searched and the page are those of the queue.
struct WorkList {
    protocol::portal::WorkFilter filter = protocol::portal::WorkFilter::all;
    std::optional<protocol::portal::ListWork::Reply> reply;
};

/// What is typed for a step of a purchase: the kit's arrival, its hand-over, the money seen on an account.
struct DeskWork {
    std::map<std::string, std::string> typed;      ///< by the field's name; a tick is "true"
    std::optional<protocol::portal::Action> open;  ///< the form that was asked for
    std::optional<protocol::portal::Action> tried; ///< the last one sent: its trouble stands beside it
    std::optional<protocol::portal::Action> done;  ///< recorded just now
    std::string about;                             ///< of `tried`: which payment
    bool asked = false;                            ///< sent once: wrong fields are marked
};

/// What stands in a field; empty where nothing was typed.
std::string_view typed_in(const DeskWork& desk, const std::string& field);
/// "45,75" or "45.75" in cents; none where it is no amount of money above nothing.
std::optional<std::int64_t> cents_of(std::string_view text);

/// What an operator of the provider looks after.
struct Provider {
    std::optional<protocol::portal::ListConventions::Reply> conventions;
    std::optional<protocol::portal::ListOffices::Reply> offices;
};

} // namespace sigillo::app
