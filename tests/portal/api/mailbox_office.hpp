#pragma once

#include "tests/portal/api/portal_world.hpp"
#include "web/portal/notices/notices.hpp"

#include <algorithm>
#include <fstream>

namespace sigillo::portal::test {

/// Keeps what was sent, each Message-ID once, as a mail server's reader would.
class KeepingMailer final : public Mailer {
  public:
    domain::Status send(const Email& email) override {
        const bool seen = std::any_of(sent.begin(), sent.end(), [&](const Email& other) {
            return other.message_id == email.message_id;
        });
        if (!seen) {
            sent.push_back(email);
        }
        return domain::Done{};
    }
    [[nodiscard]] std::vector<std::string> subjects_to(const std::string& to) const {
        std::vector<std::string> out;
        for (const auto& email : sent) {
            if (email.to == to) {
                out.push_back(email.subject);
            }
        }
        return out;
    }
    std::vector<Email> sent;
};

inline pki::Bytes pdf(const char* content = "%PDF-1.4 signed") {
    return pki::bytes_of(std::string(content));
}

template <class T>
std::string why(const domain::Result<T>& result) {
    return result ? std::string() : std::string(domain::text_of(result.error().id));
}

/// A member of Imperia, the office, the provider, and everything that leaves the portal.
struct Office : PortalWorld {
    static constexpr const char* imperia = "ingegneri-imperia";
    static constexpr const char* pec = "mario.rossi@pec.example";
    Caller mario = member();
    KeepingMailer mails;
    KeepingMailer certified;

    Office() {
        auto entry = entry_of(member_code, "Mario", "Rossi");
        entry.order = domain::OrderId(imperia);
        entry.title = "Ingegnere";
        enrol(entry);
    }
    static Caller with_role(Caller who, domain::Role role, const char* of) {
        who.account.roles = {{role, domain::OrderId(of)}};
        return who;
    }
    Caller office() { return with_role(secretary(), domain::Role::secretary, imperia); }
    Caller provider() { return with_role(administrator(), domain::Role::operator_staff, ""); }

    /// All that is due, sent and done. A new outbox each time, as after a restart.
    void work() {
        auto handlers = mailbox_jobs(std::make_shared<Mailboxes>(*store, clock, *catalogue),
                                     *mailbox_provider, payments, [] {});
        handlers.push_back(std::make_unique<NoticeComposer>(*store, *catalogue, NoticeSettings{origin}));
        handlers.push_back(std::make_unique<EmailSender>(mails));
        handlers.push_back(std::make_unique<EmailSender>(certified, job_pec));
        Outbox outbox(*store, clock, std::move(handlers));
        REQUIRE(outbox.run_due());
        CHECK(store->dead_letters(10)->empty());
    }
    /// Day by day, as time passes.
    void days(int count) {
        for (int day = 0; day < count; ++day) {
            clock.pass(Duration::days(1));
            work();
        }
    }
    wire::MailboxView own() {
        const auto view = mailbox_desk->handle(mario, wire::GetMailbox{});
        INFO(why(view));
        REQUIRE(view);
        return *view;
    }
    wire::AskMailbox asking() {
        return {command(),       std::nullopt, "mario@example.it",  "+393331234567",
                "identity_card", "CA12345",    "Comune di Imperia", "2020-05-01",
                "2030-05-01",    pdf(),        pdf("%PDF-1.4 copy")};
    }
    wire::MailboxView asked() {
        const auto view = mailbox_desk->handle(mario, asking());
        INFO(why(view));
        REQUIRE(view);
        work();
        return *view;
    }
    domain::Result<wire::MailboxView> step(const Caller& who, const wire::MailboxView& view,
                                           wire::MailboxAction action, const char* note = "",
                                           const char* add_on = "") {
        return mailbox_desk->handle(
            who, wire::MailboxStep{command(), view.row.id, view.row.seq, action, add_on, note});
    }
    wire::MailboxView active() {
        const auto requested = step(office(), asked(), wire::MailboxAction::request);
        REQUIRE(requested);
        work();
        auto view = own();
        REQUIRE(view.row.stage == wire::MailboxStage::active);
        return view;
    }
    static wire::OrderAddOn order_of(const wire::MailboxView& view, wire::AddOnKind kind, int gb,
                                     std::int64_t total, std::string command) {
        wire::OrderAddOn order;
        order.command = std::move(command);
        order.mailbox = view.row.id;
        order.seq = view.row.seq;
        order.kind = kind;
        order.gb = gb;
        order.convention_version = view.convention_version;
        order.total = total;
        for (const auto& clause : view.clauses) {
            order.clauses_accepted.push_back(clause.name);
        }
        return order;
    }
    wire::MailboxView bought(const wire::MailboxView& view, wire::AddOnKind kind, int gb,
                             std::int64_t total) {
        const auto ordered = mailbox_desk->handle(mario, order_of(view, kind, gb, total, command()));
        INFO(why(ordered));
        REQUIRE(ordered);
        return paid(*ordered, total);
    }
    wire::MailboxView paid(const wire::MailboxView& view, std::int64_t amount) {
        const auto begun = mailbox_desk->handle(
            mario, wire::PayAddOn{command(), view.row.id, view.row.seq, view.add_ons.back().id});
        INFO(why(begun));
        REQUIRE(begun);
        REQUIRE(report(view, amount));
        work();
        return own();
    }
    /// A year of PRO for an active mailbox, paid by a transfer with that number.
    wire::MailboxView transferred(const char* reference) {
        const auto ordered =
            mailbox_desk->handle(mario, order_of(active(), wire::AddOnKind::pro, 0, 2440, command()));
        INFO(why(ordered));
        REQUIRE(ordered);
        return declared(*ordered, reference);
    }
    wire::MailboxView declared(const wire::MailboxView& view, const char* reference) {
        const auto told = mailbox_desk->handle(
            mario, wire::DeclareAddOnPayment{command(), view.row.id, view.row.seq, view.add_ons.back().id,
                                             "bank_transfer", reference, "2026-11-18"});
        INFO(why(told));
        REQUIRE(told);
        return *told;
    }
    /// The payment that is awaited, or the last one: begun in the same second, they have no order of their
    /// own.
    std::string payment_of(const wire::MailboxView& view) {
        const auto kept = store->payments_of(domain::RequestId(view.row.id));
        REQUIRE(kept);
        for (const auto& one : *kept) {
            if (one.state == PaymentState::awaiting) {
                return one.id.value;
            }
        }
        return kept->back().id.value;
    }
    domain::Status report(const wire::MailboxView& view, std::int64_t amount) {
        return member_desk->payment_reported(
            nlohmann::json{{"payment", payment_of(view)}, {"amount", amount}}.dump(), "good");
    }
    /// What the provider keeps.
    nlohmann::json at_the_provider(const wire::MailboxView& view) {
        std::ifstream file(folder.path() / "mailboxes" / (view.row.id + ".json"));
        return nlohmann::json::parse(file);
    }
};

} // namespace sigillo::portal::test
