#pragma once

#include "shared/domain/actor.hpp"
#include "shared/domain/instant.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain {

// Who may work for an Order on the portal, and since when: a stream of its own. People are named by their
// ids; their data stand in their accounts, under their keys.

struct OfficeUserInvited {
    static constexpr std::string_view name = "user.invited";
    Instant at;
    PersonId by;
    PersonId user;
    bool secretary = false;
    bool administrator = false;

    bool operator==(const OfficeUserInvited&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("user", self.user);
        f("secretary", self.secretary);
        f("administrator", self.administrator);
    }
};

struct OfficeUserChanged {
    static constexpr std::string_view name = "user.changed";
    Instant at;
    PersonId by;
    PersonId user;
    bool secretary = false;
    bool administrator = false;
    bool disabled = false;
    bool contact_changed = false;

    bool operator==(const OfficeUserChanged&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("user", self.user);
        f("secretary", self.secretary);
        f("administrator", self.administrator);
        f("disabled", self.disabled);
        f("contact_changed", self.contact_changed);
    }
};

struct OfficeUserInvitedAgain {
    static constexpr std::string_view name = "user.invited_again";
    Instant at;
    PersonId by;
    PersonId user;

    bool operator==(const OfficeUserInvitedAgain&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("user", self.user);
    }
};

using OfficeUserEvent = std::variant<OfficeUserInvited, OfficeUserChanged, OfficeUserInvitedAgain>;

} // namespace sigillo::domain
