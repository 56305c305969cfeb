#pragma once

#include "shared/protocol/portal/command_head.hpp"
#include "shared/protocol/portal/mailbox_views.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What is asked about PEC mailboxes.
namespace sigillo::protocol::portal {

struct GetMailbox {
    static constexpr std::string_view method = "mailbox.get";
    std::optional<std::string> mailbox;        ///< absent: the member's own, asked for or not
    std::optional<std::string> codice_fiscale; ///< for the office: the member's, asked for or not

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("mailbox", self.mailbox, text(1, 64));
        visit("codice_fiscale", self.codice_fiscale, text(1, 32));
    }
    using Reply = MailboxView;
};

/// The member asks the Order's office, or the office enters what was handed in on paper (R112).
struct AskMailbox {
    static constexpr std::string_view method = "mailbox.ask";
    std::string command;
    std::optional<std::string> codice_fiscale; ///< for the office: the member's
    std::string email;
    std::string mobile;
    std::string document; ///< its kind, as the view's options name it
    std::string document_number;
    std::string document_issued_by;
    std::string document_issued_on;
    std::string document_expires_on;
    Bytes signed_form; ///< PDF, JPEG or PNG
    Bytes document_copy;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("codice_fiscale", self.codice_fiscale, text(1, 32));
        visit("email", self.email, text(0, 254));
        visit("mobile", self.mobile, text(0, 32));
        visit("document", self.document, text(1, 32));
        visit("document_number", self.document_number, text(0, 64));
        visit("document_issued_by", self.document_issued_by, text(0, 128));
        visit("document_issued_on", self.document_issued_on, date());
        visit("document_expires_on", self.document_expires_on, date());
        visit("signed_form", self.signed_form, bytes(1, 4'000'000));
        visit("document_copy", self.document_copy, bytes(1, 4'000'000));
    }
    using Reply = MailboxView;
};

/// What needs no more than saying so: given up, passed on to the provider, not passed on, opened, an order
/// given up.
struct MailboxStep {
    static constexpr std::string_view method = "mailbox.step";
    std::string command;
    std::string mailbox;
    std::int64_t seq = 0;
    MailboxAction action{};
    std::string add_on; ///< cancel_add_on: which
    std::string note;   ///< decline: why; record_activated: the mailbox's address

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("action", self.action, any());
        visit("add_on", self.add_on, text(0, 64));
        visit("note", self.note, text(0, 1000));
    }
    using Reply = MailboxView;
};

/// A year of something, or a year more of what `renews` names. What was shown is stated; another total is
/// refused with `price-changed`.
struct OrderAddOn {
    static constexpr std::string_view method = "mailbox.order";
    std::string command;
    std::string mailbox;
    std::int64_t seq = 0;
    AddOnKind kind{};
    int gb = 0;
    std::optional<std::string> renews;
    std::string convention_version;
    std::int64_t total = 0;
    std::vector<std::string> clauses_accepted;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("kind", self.kind, any());
        visit("gb", self.gb, integer(0, 100'000));
        visit("renews", self.renews, text(1, 64));
        visit("convention_version", self.convention_version, text(1, 64));
        visit("total", self.total, cents());
        visit("clauses_accepted", self.clauses_accepted, list(0, 20, text(1, 64)));
    }
    using Reply = MailboxView;
};

/// Opens a payment of an add-on; the page goes to `url` and comes back by itself.
struct PayAddOn {
    static constexpr std::string_view method = "mailbox.pay";
    std::string command;
    std::string mailbox;
    std::int64_t seq = 0;
    std::string add_on;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("add_on", self.add_on, text(1, 64));
    }

    struct Reply {
        std::string url;

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("url", self.url, text(1, 1024));
        }
    };
};

/// The details of a payment made elsewhere.
struct DeclareAddOnPayment {
    static constexpr std::string_view method = "mailbox.declare";
    std::string command;
    std::string mailbox;
    std::int64_t seq = 0;
    std::string add_on;
    std::string payment_method; ///< "bank_transfer" or "postal_slip"
    std::string reference;
    std::string paid_on;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("add_on", self.add_on, text(1, 64));
        visit("payment_method", self.payment_method, text(1, 32));
        visit("reference", self.reference, text(1, 64));
        visit("paid_on", self.paid_on, date());
    }
    using Reply = MailboxView;
};

/// Money that came in outside a payment page, seen on the provider's account.
struct RecordAddOnPayment {
    static constexpr std::string_view method = "mailbox.record_payment";
    std::string command;
    std::string mailbox;
    std::int64_t seq = 0;
    std::string payment;
    std::int64_t amount = 0;
    std::string paid_on;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("payment", self.payment, text(1, 64));
        visit("amount", self.amount, integer(1, 100'000'000));
        visit("paid_on", self.paid_on, date());
    }
    using Reply = MailboxView;
};

/// Money of an add-on that came from account to account went back the same way, by the operator's hand (X20).
struct RecordAddOnRefund {
    static constexpr std::string_view method = "mailbox.refunded";
    std::string command;
    std::string mailbox;
    std::int64_t seq = 0;
    std::string payment; ///< one of an add-on's `owed`

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        command_head(self, visit);
        visit("payment", self.payment, text(1, 64));
    }
    using Reply = MailboxView;
};

/// Those of the Order that one works for; the provider's operators see every Order's.
struct ListMailboxes {
    static constexpr std::string_view method = "mailbox.list";
    MailboxFilter filter{};
    std::string search; ///< in name, codice fiscale and number
    int page = 0;       ///< from 0; 50 rows a page

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("filter", self.filter, any());
        visit("search", self.search, text(0, 128));
        visit("page", self.page, integer(0, 100'000));
    }

    struct Reply {
        std::vector<MailboxRow> rows;
        std::int64_t total = 0;
        std::int64_t asked = 0; ///< to be passed on, whatever the filter

        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit("rows", self.rows, list(0, 50));
            visit("total", self.total, integer(0, max_integer));
            visit("asked", self.asked, integer(0, max_integer));
        }
    };
};

} // namespace sigillo::protocol::portal
