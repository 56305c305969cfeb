#pragma once

#include "shared/protocol/common_messages.hpp"
#include "shared/protocol/portal_enums.hpp"

#include <optional>
#include <string>
#include <vector>

// What the portal shows: the parts of its replies.
namespace sigillo::protocol::portal {

struct User {
    std::string name;
    std::string codice_fiscale;
    std::vector<Role> roles;
    std::string order; ///< Order id; empty for operators
    std::string order_name;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 128));
        visit("codice_fiscale", self.codice_fiscale, text(0, 16));
        visit("roles", self.roles, list(1, 6));
        visit("order", self.order, text(0, 64));
        visit("order_name", self.order_name, text(0, 256));
    }
};

/// One line of a price, net, with its VAT rounded to the cent.
struct PriceLine {
    std::string product; ///< as the convention names it
    std::int64_t net = 0;
    std::int64_t vat = 0;
    int vat_percent = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("product", self.product, text(1, 256));
        visit("net", self.net, cents());
        visit("vat", self.vat, cents());
        visit("vat_percent", self.vat_percent, integer(0, 100));
    }
};

/// A command that the person may see, and why it is refused now if it is.
struct Permission {
    Action action{};
    std::optional<Failure> refusal;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("action", self.action, any());
        visit("refusal", self.refusal, any());
    }
};

/// What the portal knows of a certificate that it issued or was told of.
struct KnownCertificate {
    CertificateRole role{};
    CertificateState state{};
    std::string serial;
    std::string issuer;
    std::int64_t not_before = 0;
    std::int64_t not_after = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("role", self.role, any());
        visit("state", self.state, any());
        visit("serial", self.serial, text(1, 64));
        visit("issuer", self.issuer, text(0, 512));
        visit("not_before", self.not_before, instant());
        visit("not_after", self.not_after, instant());
    }
};

/// A card of the member's, with what its renewal would cost and whether it may be placed now.
struct KnownCard {
    std::string serial; ///< of the card
    std::vector<KnownCertificate> certificates;
    std::string order_name;
    std::string convention; ///< code
    std::string
        convention_version; ///< hash; sent back when placing, so that the price agreed is the price seen
    std::vector<PriceLine> price;
    std::int64_t total = 0;
    int years = 0;
    std::int64_t opens = 0;  ///< first instant at which the renewal may be placed
    std::int64_t closes = 0; ///< last instant
    std::int64_t new_not_after = 0;
    std::string new_card_code;          ///< convention to buy a new card under, where a renewal cannot be had
    std::optional<std::string> request; ///< open request, if there is one
    Permission place;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("serial", self.serial, text(1, 64));
        visit("certificates", self.certificates, list(0, 8));
        visit("order_name", self.order_name, text(0, 256));
        visit("convention", self.convention, text(0, 32));
        visit("convention_version", self.convention_version, text(0, 64));
        visit("price", self.price, list(0, 16));
        visit("total", self.total, cents());
        visit("years", self.years, integer(0, 20));
        visit("opens", self.opens, instant());
        visit("closes", self.closes, instant());
        visit("new_not_after", self.new_not_after, instant());
        visit("new_card_code", self.new_card_code, text(0, 32));
        visit("request", self.request, text(1, 64));
        visit("place", self.place, any());
    }
};

/// A payment kept for the purchase of a new card.
struct Credit {
    std::string request; ///< rejected; the money was paid for it
    std::int64_t amount = 0;
    std::int64_t since = 0;
    std::string new_card_code; ///< convention to buy the new card under

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("request", self.request, text(1, 64));
        visit("amount", self.amount, cents());
        visit("since", self.since, instant());
        visit("new_card_code", self.new_card_code, text(0, 32));
    }
};

struct RequestRow {
    std::string id;
    std::int64_t seq = 0;
    Stage stage{};
    std::string holder;
    std::string codice_fiscale;
    std::string registration; ///< "Sezione A n. 123"
    std::string convention;
    std::int64_t since = 0; ///< when it entered this stage
    std::int64_t certificate_expires = 0;
    int differences = 0; ///< fields in which certificate and register differ
    bool may_validate = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("id", self.id, text(1, 64));
        visit("seq", self.seq, integer(0, max_integer));
        visit("stage", self.stage, any());
        visit("holder", self.holder, text(0, 128));
        visit("codice_fiscale", self.codice_fiscale, text(0, 16));
        visit("registration", self.registration, text(0, 128));
        visit("convention", self.convention, text(0, 32));
        visit("since", self.since, instant());
        visit("certificate_expires", self.certificate_expires, instant());
        visit("differences", self.differences, integer(0, 32));
        visit("may_validate", self.may_validate, any());
    }
};

/// The certificate's datum beside the register's.
struct Comparison {
    std::string field; ///< text key is "field.<field>"
    std::string in_register;
    std::string in_certificate;
    bool differs = false;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("field", self.field, text(1, 64));
        visit("in_register", self.in_register, text(0, 256));
        visit("in_certificate", self.in_certificate, text(0, 256));
        visit("differs", self.differs, any());
    }
};

/// One line of a request's history.
struct TimelineEntry {
    std::int64_t at = 0;
    std::string event; ///< text key is "event.<event>"
    Details details;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("at", self.at, instant());
        visit("event", self.event, text(1, 64));
        visit("details", self.details, any());
    }
};

struct SupportContact {
    std::string email;
    std::string copy_to;
    std::string phone;
    std::string hours;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("email", self.email, text(0, 256));
        visit("copy_to", self.copy_to, text(0, 256));
        visit("phone", self.phone, text(0, 64));
        visit("hours", self.hours, text(0, 128));
    }
};

/// Everything that a screen shows of one request.
struct RequestView {
    RequestRow row;
    std::string order_name;
    std::string convention_name;
    std::string card_serial;
    std::vector<PriceLine> price;
    std::int64_t total = 0;
    int years = 0;
    std::vector<KnownCertificate> certificates;
    std::vector<Comparison> comparison;
    std::vector<TimelineEntry> timeline;
    Responsible next{};
    std::optional<std::int64_t> deadline; ///< by when `next` must act
    std::vector<Permission> permissions;
    std::vector<NewCertificate> new_certificates; ///< once certified
    std::vector<CertificateRole> roles;           ///< that the renewal makes keys for
    SupportContact support;
    std::string new_card_code;
    std::optional<std::string> payment_reference;
    bool has_act = false; ///< `/api/requests/<id>/act.p7m` has it
    Settlement settlement{};
    std::int64_t paid = 0; ///< that counts; 0 where nothing was

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("row", self.row, any());
        visit("order_name", self.order_name, text(0, 256));
        visit("convention_name", self.convention_name, text(0, 256));
        visit("card_serial", self.card_serial, text(0, 64));
        visit("price", self.price, list(0, 16));
        visit("total", self.total, cents());
        visit("years", self.years, integer(0, 20));
        visit("certificates", self.certificates, list(0, 8));
        visit("comparison", self.comparison, list(0, 32));
        visit("timeline", self.timeline, list(0, 500));
        visit("next", self.next, any());
        visit("deadline", self.deadline, instant());
        visit("permissions", self.permissions, list(0, 16));
        visit("new_certificates", self.new_certificates, list(0, 2));
        visit("roles", self.roles, list(0, 2));
        visit("support", self.support, any());
        visit("new_card_code", self.new_card_code, text(0, 32));
        visit("payment_reference", self.payment_reference, text(1, 64));
        visit("has_act", self.has_act, any());
        visit("settlement", self.settlement, any());
        visit("paid", self.paid, cents());
    }
};

} // namespace sigillo::protocol::portal
