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
/// `expiring`: an add-on ends within 60 days; `payments`: money said to be on its way,
/// or to be given back by hand.
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
        payment_details;           ///< of a payment made elsewhere, where there is still one to make
    std::string reference;         ///< of a payment made elsewhere, as it was declared
    std::vector<FieldOption> open; ///< declared payments that have not come in (member, operator)
    std::vector<FieldOption> owed; ///< payments to give back by hand (member, operator)
    std::int64_t until = 0;        ///< the last second that it runs, or ran; 0: none yet
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
        visit("open", self.open, list(0, 32));
        visit("owed", self.owed, list(0, 32));
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

} // namespace sigillo::protocol::portal
