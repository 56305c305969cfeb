#pragma once

#include "shared/protocol/portal/draft_views.hpp"

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
    RequestKind kind{};
    std::string product; ///< of a purchase, in the language of the session
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
        visit("kind", self.kind, any());
        visit("product", self.product, text(0, 300));
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

/// One step of a purchase's plan.
struct StepView {
    std::string step;  ///< "validation"
    std::string label; ///< in the language of the session
    StepState state{};
    Responsible who{};
    std::optional<std::int64_t> at; ///< when it was done
    std::optional<std::int64_t> by; ///< its deadline, where it is the current one

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("step", self.step, text(1, 32));
        visit("label", self.label, text(1, 128));
        visit("state", self.state, any());
        visit("who", self.who, any());
        visit("at", self.at, instant());
        visit("by", self.by, instant());
    }
};

/// One line of what was ordered, for people.
struct SummaryLine {
    std::string group; ///< the wizard's page
    std::string label;
    std::string value;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("group", self.group, text(1, 64));
        visit("label", self.label, text(1, 200));
        visit("value", self.value, text(0, 300));
    }
};

/// What only a purchase has.
struct PurchaseView {
    std::string product;
    std::vector<StepView> steps;
    std::vector<SummaryLine> summary;
    std::vector<StatementView> statements; ///< that belong to the progress
    std::string payment_method;
    std::vector<SummaryLine> payment_details; ///< where to pay, not by card
    std::vector<FieldOption> open_payments;   ///< attempts: id and what is known of each (operator)
    std::int64_t due = 0;                     ///< the total less a credit
    std::string identification;               ///< method, or empty
    std::vector<FieldOption> identification_options;
    bool identified_by_card = false;    ///< the agent proves it
    std::vector<DraftField> enrolment;  ///< for a correction (X6)
    std::vector<FieldOption> documents; ///< kinds, for the hand-over
    std::string document;               ///< named at registration: kind
    std::string document_number;
    std::string tracking;
    std::string mobile_end;                ///< last digits of where the OTP goes
    std::vector<FieldOption> certificates; ///< which there are, with their status in words
    std::vector<FieldOption> status_reasons;
    std::optional<std::vector<FieldOption>> document_reasons; ///< why another document is recorded (office)
    std::optional<std::vector<FieldOption>> owed_payments;    ///< to give back by hand (operator)

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("product", self.product, text(1, 300));
        visit("steps", self.steps, list(1, 16));
        visit("summary", self.summary, list(0, 100));
        visit("statements", self.statements, list(0, 32));
        visit("payment_method", self.payment_method, text(0, 32));
        visit("payment_details", self.payment_details, list(0, 16));
        visit("open_payments", self.open_payments, list(0, 32));
        visit("due", self.due, cents());
        visit("identification", self.identification, text(0, 32));
        visit("identification_options", self.identification_options, list(0, 16));
        visit("identified_by_card", self.identified_by_card, any());
        visit("enrolment", self.enrolment, list(0, 16));
        visit("documents", self.documents, list(0, 8));
        visit("document", self.document, text(0, 32));
        visit("document_number", self.document_number, text(0, 64));
        visit("tracking", self.tracking, text(0, 64));
        visit("mobile_end", self.mobile_end, text(0, 8));
        visit("certificates", self.certificates, list(0, 3));
        visit("status_reasons", self.status_reasons, list(0, 8));
        visit("document_reasons", self.document_reasons, list(1, 8));
        visit("owed_payments", self.owed_payments, list(1, 32));
    }
};

/// A PDF at `/api/requests/<id>/<file>`.
struct PaperView {
    PaperKind kind{};
    std::string file;
    std::int64_t amount = 0; ///< of a receipt or refund
    std::int64_t at = 0;     ///< when the money moved

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("kind", self.kind, any());
        visit("file", self.file, text(1, 64));
        visit("amount", self.amount, cents());
        visit("at", self.at, instant());
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
    std::vector<PaperView> papers;
    Settlement settlement{};
    std::int64_t paid = 0; ///< that counts; 0 where nothing was
    std::optional<PurchaseView> purchase;

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
        visit("permissions", self.permissions, list(0, 32));
        visit("new_certificates", self.new_certificates, list(0, 2));
        visit("roles", self.roles, list(0, 2));
        visit("support", self.support, any());
        visit("new_card_code", self.new_card_code, text(0, 32));
        visit("payment_reference", self.payment_reference, text(1, 64));
        visit("has_act", self.has_act, any());
        visit("papers", self.papers, list(0, 32));
        visit("settlement", self.settlement, any());
        visit("paid", self.paid, cents());
        visit("purchase", self.purchase, any());
    }
};

} // namespace sigillo::protocol::portal
