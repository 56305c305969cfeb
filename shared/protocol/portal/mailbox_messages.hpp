#pragma once

#include "shared/protocol/portal/command_head.hpp"
#include "shared/protocol/portal_views.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// PEC mailboxes: a member's own, and those that an Order's office asks for and watches.
namespace sigillo::protocol::portal {

enum class MailboxStage { none, asked, requested, active, declined, withdrawn };
enum class MailboxPlan { standard, pro };
enum class AddOnKind { pro, inbox_space, archive_space };
/// `applied`: a renewal that has lengthened what it renews.
enum class AddOnStatus { placed, running, applied, ended, cancelled };
/// What a person may do with a mailbox; the portal says for each whether `decide` accepts it.
enum class MailboxAction { ask, withdraw, request, decline, record_activated, order, cancel_add_on };
/// `expiring`: an add-on ends within 60 days; `payments`: money said to be on its way.
enum class MailboxFilter { asked, requested, active, expiring, payments, ended, all };

} // namespace sigillo::protocol::portal

namespace sigillo::protocol {

template <>
struct EnumNames<portal::MailboxStage> {
    static constexpr auto texts = names_up_to<portal::MailboxStage::withdrawn>(
        "none", "asked", "requested", "active", "declined", "withdrawn");
};
template <>
struct EnumNames<portal::MailboxPlan> {
    static constexpr auto texts = names_up_to<portal::MailboxPlan::pro>("standard", "pro");
};
template <>
struct EnumNames<portal::AddOnKind> {
    static constexpr auto texts =
        names_up_to<portal::AddOnKind::archive_space>("pro", "inbox_space", "archive_space");
};
template <>
struct EnumNames<portal::AddOnStatus> {
    static constexpr auto texts =
        names_up_to<portal::AddOnStatus::cancelled>("placed", "running", "applied", "ended", "cancelled");
};
template <>
struct EnumNames<portal::MailboxAction> {
    static constexpr auto texts = names_up_to<portal::MailboxAction::cancel_add_on>(
        "ask", "withdraw", "request", "decline", "record_activated", "order", "cancel_add_on");
};
template <>
struct EnumNames<portal::MailboxFilter> {
    static constexpr auto texts = names_up_to<portal::MailboxFilter::all>(
        "asked", "requested", "active", "expiring", "payments", "ended", "all");
};

} // namespace sigillo::protocol

namespace sigillo::protocol::portal {

/// What a mailbox holds, in whole gigabytes.
struct MailboxSpace {
    MailboxPlan plan{};
    int inbox_gb = 0;
    int archive_gb = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("plan", self.plan, any());
        visit("inbox_gb", self.inbox_gb, integer(0, 100'000));
        visit("archive_gb", self.archive_gb, integer(0, 100'000));
    }
};

/// One purchase for a mailbox.
struct AddOn {
    std::string id;
    AddOnKind kind{};
    int gb = 0; ///< of space; 0 for PRO
    AddOnStatus status{};
    PriceLine price;
    bool renewal = false; ///< lengthens one that runs
    bool may_be_paid = false;
    std::int64_t pay_by = 0;
    std::vector<SummaryLine>
        payment_details;             ///< of a payment made elsewhere, where there is still one to make
    std::string reference;           ///< of a payment made elsewhere, as it was declared
    std::optional<std::string> open; ///< a declared payment that has not come in: its id
    std::int64_t until = 0;          ///< the last second that it runs, or ran; 0: none yet
    std::optional<std::int64_t> renewable_from;
    std::optional<PriceLine> renewal_price; ///< today's, where it can be renewed now
    std::optional<MailboxSpace> left;       ///< once it, and what ends with it, is gone

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("id", self.id, text(1, 64));
        visit("kind", self.kind, any());
        visit("gb", self.gb, integer(0, 100'000));
        visit("status", self.status, any());
        visit("price", self.price, any());
        visit("renewal", self.renewal, any());
        visit("may_be_paid", self.may_be_paid, any());
        visit("pay_by", self.pay_by, instant());
        visit("payment_details", self.payment_details, list(0, 8));
        visit("reference", self.reference, text(0, 64));
        visit("open", self.open, text(1, 64));
        visit("until", self.until, instant());
        visit("renewable_from", self.renewable_from, instant());
        visit("renewal_price", self.renewal_price, any());
        visit("left", self.left, any());
    }
};

/// What may be bought, by the year.
struct AddOnOffer {
    AddOnKind kind{};
    std::int64_t net = 0; ///< PRO's, or that of one gigabyte
    int most_gb = 0;      ///< that can still be added
    int inbox_gb = 0;     ///< that PRO gives
    int archive_gb = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("kind", self.kind, any());
        visit("net", self.net, cents());
        visit("most_gb", self.most_gb, integer(0, 100'000));
        visit("inbox_gb", self.inbox_gb, integer(0, 100'000));
        visit("archive_gb", self.archive_gb, integer(0, 100'000));
    }
};

struct MailboxPermission {
    MailboxAction action{};
    std::optional<Failure> refusal;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("action", self.action, any());
        visit("refusal", self.refusal, any());
    }
};

struct MailboxRow {
    std::string id;
    std::int64_t seq = 0;
    MailboxStage stage{};
    std::string holder;
    std::string codice_fiscale;
    std::string registration; ///< "Sezione A n. 123"
    std::string order_name;
    std::string address; ///< empty until it is active
    MailboxSpace space;
    std::int64_t since = 0;
    std::optional<std::int64_t> deadline; ///< the next end of an add-on, or of the time to pay one

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("id", self.id, text(1, 64));
        visit("seq", self.seq, integer(0, max_integer));
        visit("stage", self.stage, any());
        visit("holder", self.holder, text(0, 257));
        visit("codice_fiscale", self.codice_fiscale, text(0, 16));
        visit("registration", self.registration, text(0, 128));
        visit("order_name", self.order_name, text(0, 256));
        visit("address", self.address, text(0, 254));
        visit("space", self.space, any());
        visit("since", self.since, instant());
        visit("deadline", self.deadline, instant());
    }
};

/// One line of a mailbox's history, as people read it.
struct HistoryLine {
    std::int64_t at = 0;
    std::string sentence;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("at", self.at, instant());
        visit("sentence", self.sentence, text(1, 1500));
    }
};

/// Everything that a page shows of one mailbox, also of one that is not asked for yet.
struct MailboxView {
    MailboxRow row;
    bool own = false;
    std::string email;
    std::string mobile;
    std::vector<SummaryLine> summary;      ///< what was asked, with the document (office)
    std::vector<StatementView> statements; ///< that the convention makes, with its downloads
    std::vector<FieldOption> documents;    ///< kinds of identity document
    std::vector<AddOn> add_ons;
    std::vector<AddOnOffer> offers;
    int vat_percent = 0;
    std::string convention_version;
    std::vector<ClauseView> clauses;
    std::vector<FieldOption> payment_methods;
    std::vector<MailboxPermission> permissions;
    std::string note;                 ///< why the Order declined it, or the request before it
    std::vector<HistoryLine> history; ///< oldest first
    SupportContact support;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("row", self.row, any());
        visit("own", self.own, any());
        visit("email", self.email, text(0, 256));
        visit("mobile", self.mobile, text(0, 32));
        visit("summary", self.summary, list(0, 16));
        visit("statements", self.statements, list(0, 32));
        visit("documents", self.documents, list(0, 8));
        visit("add_ons", self.add_ons, list(0, 500));
        visit("offers", self.offers, list(0, 3));
        visit("vat_percent", self.vat_percent, integer(0, 100));
        visit("convention_version", self.convention_version, text(0, 64));
        visit("clauses", self.clauses, list(0, 20));
        visit("payment_methods", self.payment_methods, list(0, 8));
        visit("permissions", self.permissions, list(0, 16));
        visit("note", self.note, text(0, 1000));
        visit("history", self.history, list(0, 500));
        visit("support", self.support, any());
    }
};

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
