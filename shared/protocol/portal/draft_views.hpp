#pragma once

#include "shared/protocol/common_messages.hpp"
#include "shared/protocol/portal_enums.hpp"

#include <optional>
#include <string>
#include <vector>

// What the wizard shows: an order while it is filled in.
namespace sigillo::protocol::portal {

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

/// One entry of a drop-down, or one choice among several.
struct FieldOption {
    std::string value;
    std::string label;
    std::optional<std::int64_t> net; ///< what it adds to the price

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("value", self.value, text(1, 128));
        visit("label", self.label, text(1, 300));
        visit("net", self.net, cents());
    }
};

struct FieldValue {
    std::string name;
    std::string value; ///< days "2026-11-22", a checkbox "true" or "false"

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 64));
        visit("value", self.value, text(0, 256));
    }
};

/// One field of the wizard, with what stands in it and what is wrong with that.
struct DraftField {
    std::string name; ///< "holder.given_name"
    FieldKind kind{};
    std::string label; ///< in the language of the session, like every text here
    std::string hint;
    std::string value;
    std::string shown; ///< for people, where it is not the value: a place's name
    bool required = false;
    bool locked = false; ///< cannot be changed (R10, R16)
    std::vector<FieldOption> options;
    std::optional<Failure> problem;
    std::string register_value; ///< where the Order's register says something else

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 64));
        visit("kind", self.kind, any());
        visit("label", self.label, text(1, 200));
        visit("hint", self.hint, text(0, 500));
        visit("value", self.value, text(0, 256));
        visit("shown", self.shown, text(0, 256));
        visit("required", self.required, any());
        visit("locked", self.locked, any());
        visit("options", self.options, list(0, 300));
        visit("problem", self.problem, any());
        visit("register_value", self.register_value, text(0, 256));
    }
};

/// A fact that the convention states on this page.
struct StatementView {
    std::string text;
    std::string link; ///< or empty

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("text", self.text, protocol::text(1, 1000));
        visit("link", self.link, protocol::text(0, 512));
    }
};

struct DraftPage {
    std::string page; ///< "holder"
    std::string title;
    std::string lead;
    std::vector<StatementView> statements;
    std::vector<DraftField> fields;
    bool complete = false; ///< nothing on it is missing or wrong

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("page", self.page, text(1, 32));
        visit("title", self.title, text(1, 128));
        visit("lead", self.lead, text(0, 500));
        visit("statements", self.statements, list(0, 32));
        visit("fields", self.fields, list(0, 64));
        visit("complete", self.complete, any());
    }
};

struct ClauseView {
    std::string name;
    std::string sentence;
    bool onerous = false; ///< approved by itself (articles 1341 and 1342 of the civil code)

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 64));
        visit("sentence", self.sentence, text(1, 1000));
        visit("onerous", self.onerous, any());
    }
};

struct SupportContact {
    std::string email;
    std::string copy_to;
    std::string phone;
    std::string hours;
    std::string ticket_url;          ///< where a report is made online (R141)
    bool phone_needs_ticket = false; ///< whoever calls states the number of the reply (R94)

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("email", self.email, text(0, 256));
        visit("copy_to", self.copy_to, text(0, 256));
        visit("phone", self.phone, text(0, 64));
        visit("hours", self.hours, text(0, 128));
        visit("ticket_url", self.ticket_url, text(0, 512));
        visit("phone_needs_ticket", self.phone_needs_ticket, any());
    }
};

/// An order that is being filled in: everything that the wizard shows.
struct Draft {
    std::string id;
    std::int64_t seq = 0;
    std::string convention; ///< code; in view on every page with the total (X2)
    std::string convention_name;
    std::string convention_version;
    std::string order;
    std::string order_name;
    std::vector<DraftPage> pages;
    std::vector<PriceLine> price;
    std::int64_t net = 0;
    std::int64_t vat = 0;
    std::int64_t total = 0;
    std::vector<ClauseView> clauses;
    std::optional<std::int64_t> credit; ///< that may pay a part (X8)
    std::optional<Failure> refusal;     ///< why nothing can be ordered now, whatever is typed
    SupportContact support;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("id", self.id, text(1, 64));
        visit("seq", self.seq, integer(0, max_integer));
        visit("convention", self.convention, text(1, 32));
        visit("convention_name", self.convention_name, text(1, 300));
        visit("convention_version", self.convention_version, text(1, 64));
        visit("order", self.order, text(1, 64));
        visit("order_name", self.order_name, text(1, 256));
        visit("pages", self.pages, list(1, 16));
        visit("price", self.price, list(0, 16));
        visit("net", self.net, cents());
        visit("vat", self.vat, cents());
        visit("total", self.total, cents());
        visit("clauses", self.clauses, list(0, 20));
        visit("credit", self.credit, cents());
        visit("refusal", self.refusal, any());
        visit("support", self.support, any());
    }
};

/// What lists show of a draft.
struct DraftRow {
    std::string id;
    std::string convention;
    std::string order;
    std::string order_name;
    std::string product; ///< or empty
    std::int64_t saved = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("id", self.id, text(1, 64));
        visit("convention", self.convention, text(1, 32));
        visit("order", self.order, text(1, 64));
        visit("order_name", self.order_name, text(1, 256));
        visit("product", self.product, text(0, 300));
        visit("saved", self.saved, instant());
    }
};

/// A convention that a listing may show.
struct ConventionRow {
    std::string code;
    std::string name;
    std::string order;
    std::string order_name;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("code", self.code, text(1, 32));
        visit("name", self.name, text(1, 300));
        visit("order", self.order, text(1, 64));
        visit("order_name", self.order_name, text(1, 256));
    }
};

} // namespace sigillo::protocol::portal
