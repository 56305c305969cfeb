#pragma once

#include "shared/protocol/fields.hpp"
#include "shared/protocol/portal/command_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Who works for an Order on the portal, for its administrator; the operator makes an Order's first one.
namespace sigillo::protocol::portal {

struct OfficeUser {
    std::string codice_fiscale;
    std::string given_name;
    std::string surname;
    std::string email;
    std::string mobile;
    bool secretary = false;
    bool administrator = false;
    bool disabled = false;
    bool has_password = false; ///< false: the invitation waits, or only a card opens the door
    bool oneself = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("given_name", self.given_name, text(0, 128));
        visit("surname", self.surname, text(0, 128));
        visit("email", self.email, text(0, 256));
        visit("mobile", self.mobile, text(0, 32));
        visit("secretary", self.secretary, any());
        visit("administrator", self.administrator, any());
        visit("disabled", self.disabled, any());
        visit("has_password", self.has_password, any());
        visit("oneself", self.oneself, any());
    }
};

struct OfficeUserList {
    std::int64_t seq = 0; ///< of the users' stream
    std::vector<OfficeUser> users;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("seq", self.seq, integer(0, max_integer));
        visit("users", self.users, list(0, 500));
    }
};

struct ListUsers {
    static constexpr std::string_view method = "users.list";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
    using Reply = OfficeUserList;
};

/// Invites somebody by a link that sets the first password.
struct InviteUser {
    static constexpr std::string_view method = "users.invite";
    std::string command;
    std::int64_t seq = 0;
    std::optional<std::string> order; ///< for the operator alone: whose first administrator it is
    std::string codice_fiscale;
    std::string given_name;
    std::string surname;
    std::string email;
    std::string mobile;
    bool secretary = false;
    bool administrator = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("order", self.order, text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("given_name", self.given_name, text(1, 64));
        visit("surname", self.surname, text(1, 64));
        visit("email", self.email, text(3, 254));
        visit("mobile", self.mobile, text(0, 20));
        visit("secretary", self.secretary, any());
        visit("administrator", self.administrator, any());
    }
    using Reply = OfficeUserList;
};

struct ChangeUser {
    static constexpr std::string_view method = "users.change";
    std::string command;
    std::int64_t seq = 0;
    std::string codice_fiscale;
    std::string email;
    std::string mobile;
    bool secretary = false;
    bool administrator = false;
    bool disabled = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
        visit("email", self.email, text(3, 254));
        visit("mobile", self.mobile, text(0, 20));
        visit("secretary", self.secretary, any());
        visit("administrator", self.administrator, any());
        visit("disabled", self.disabled, any());
    }
    using Reply = OfficeUserList;
};

/// Sends a new link; the one before no longer counts.
struct InviteUserAgain {
    static constexpr std::string_view method = "users.invite_again";
    std::string command;
    std::string codice_fiscale;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("codice_fiscale", self.codice_fiscale, text(16, 16));
    }
    using Reply = OfficeUserList;
};

} // namespace sigillo::protocol::portal
