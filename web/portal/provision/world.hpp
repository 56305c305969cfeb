#pragma once

#include "shared/domain/result.hpp"
#include "shared/protocol/fields.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// `world.json`, as README.md describes it.
namespace sigillo::portal {

struct WorldMember {
    std::string order, codice_fiscale, given_name, surname, title, section, sector, number, registered_on,
        email, mobile, status, dues_paid_up_to;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("order", self.order, protocol::text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, protocol::text(16, 16));
        visit("given_name", self.given_name, protocol::text(1, 64));
        visit("surname", self.surname, protocol::text(1, 64));
        visit("title", self.title, protocol::text(0, 64));
        visit("section", self.section, protocol::text(0, 64));
        visit("sector", self.sector, protocol::text(0, 64));
        visit("number", self.number, protocol::text(1, 32));
        visit("registered_on", self.registered_on, protocol::date());
        visit("email", self.email, protocol::text(0, 254));
        visit("mobile", self.mobile, protocol::text(0, 20));
        visit("status", self.status, protocol::text(1, 16));
        visit("dues_paid_up_to", self.dues_paid_up_to, protocol::text(0, 10));
    }
};

struct WorldRole {
    std::string role;
    std::optional<std::string> order;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("role", self.role, protocol::text(1, 16));
        visit("order", self.order, protocol::text(1, 64));
    }
};

struct WorldPerson {
    std::string codice_fiscale, given_name, surname, email, mobile, language;
    std::optional<std::string> password;
    std::vector<WorldRole> roles;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("codice_fiscale", self.codice_fiscale, protocol::text(16, 16));
        visit("given_name", self.given_name, protocol::text(1, 64));
        visit("surname", self.surname, protocol::text(1, 64));
        visit("email", self.email, protocol::text(3, 254));
        visit("mobile", self.mobile, protocol::text(0, 20));
        visit("language", self.language, protocol::text(2, 2));
        visit("password", self.password, protocol::text(8, 256));
        visit("roles", self.roles, protocol::list(1, 16));
    }
};

struct WorldSignatory {
    std::string order, codice_fiscale, name, from;
    std::optional<std::string> until;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("order", self.order, protocol::text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, protocol::text(16, 16));
        visit("name", self.name, protocol::text(1, 128));
        visit("from", self.from, protocol::date());
        visit("until", self.until, protocol::date());
    }
};

struct WorldCard {
    std::string serial, order, convention, email, authentication, signature;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("serial", self.serial, protocol::text(1, 64));
        visit("order", self.order, protocol::text(1, 64));
        visit("convention", self.convention, protocol::text(0, 32));
        visit("email", self.email, protocol::text(0, 254));
        visit("authentication", self.authentication, protocol::text(1, 1024));
        visit("signature", self.signature, protocol::text(1, 1024));
    }
};

struct World {
    std::vector<WorldMember> members;
    std::vector<WorldPerson> people;
    std::vector<WorldSignatory> signatories;
    std::vector<WorldCard> cards;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("register", self.members, protocol::list(0, 100'000));
        visit("people", self.people, protocol::list(0, 100'000));
        visit("signatories", self.signatories, protocol::list(0, 1000));
        visit("cards", self.cards, protocol::list(0, 100'000));
    }
};

/// Error: `configuration_invalid` with `file`, `field` and `reason`. A null is the same as a field left out.
domain::Result<World> load_world(const std::filesystem::path& file);

} // namespace sigillo::portal
