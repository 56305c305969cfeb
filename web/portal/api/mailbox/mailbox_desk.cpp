#include "web/portal/api/mailbox/mailbox_desk.hpp"

#include "shared/pki/authority.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/by_hand.hpp"
#include "web/portal/api/command_key.hpp"
#include "web/portal/notices/notices.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::mailbox::AddOnId;
using domain::mailbox::AddOnKind;
using domain::mailbox::Subject;

namespace {

Error wrong(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}

AddOnKind kind_of(wire::AddOnKind kind) {
    switch (kind) {
    case wire::AddOnKind::pro:
        return AddOnKind::pro;
    case wire::AddOnKind::inbox_space:
        return AddOnKind::inbox_space;
    case wire::AddOnKind::archive_space:
        return AddOnKind::archive_space;
    }
    return AddOnKind::pro;
}

/// Of the command, so that a command that comes twice means one add-on.
AddOnId add_on_of(const std::string& command) {
    return AddOnId("A-" + pki::sha256_hex(pki::view_of(command)).substr(0, 20));
}

domain::PaymentId new_payment() {
    return domain::PaymentId("P-" + pki::hex_of(pki::random_serial()));
}

domain::Status check_paper(const pki::Bytes& paper, const char* field) {
    if (paper.empty()) {
        return Error(ErrorId::mailbox_papers_missing, {{"field", field}});
    }
    return paper_type(paper).empty()
               ? domain::Status(Error(ErrorId::mailbox_papers_wrong, {{"field", field}}))
               : domain::Status(domain::Done{});
}

Document paper_of(const pki::Bytes& content, const char* kind, const domain::PersonId& person) {
    Document document;
    document.sha256 = domain::Digest(pki::sha256_hex(content));
    document.kind = kind;
    document.person = person;
    document.content = content;
    return document;
}

std::optional<Lane> lane_of(wire::MailboxFilter filter) {
    switch (filter) {
    case wire::MailboxFilter::asked:
        return Lane::mailbox_asked;
    case wire::MailboxFilter::requested:
        return Lane::mailbox_requested;
    case wire::MailboxFilter::active:
    case wire::MailboxFilter::expiring:
        return Lane::mailbox_active;
    case wire::MailboxFilter::payments:
        return Lane::mailbox_payment;
    case wire::MailboxFilter::ended:
        return Lane::ended;
    case wire::MailboxFilter::all:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

domain::Result<Subject> MailboxDesk::subject_of(const Caller& caller,
                                                const std::optional<std::string>& codice_fiscale) {
    if (!codice_fiscale) {
        return mailboxes_.next_of(caller.account.person);
    }
    const auto code = domain::CodiceFiscale::parse(*codice_fiscale);
    const auto order = caller.staff_order();
    if (!code || !order) {
        return code ? Error(ErrorId::not_allowed) : code.error();
    }
    const auto person = mailboxes_.store().person_of(*code);
    return person ? mailboxes_.next_of(*person, *order) : domain::Result<Subject>(person.error());
}

template <class Message>
domain::Result<wire::MailboxView> MailboxDesk::carry_out(const Caller& caller, const Message& message,
                                                         domain::mailbox::Command command,
                                                         MailboxExecution execution) {
    const domain::RequestId id(message.mailbox);
    if (const auto seen = views_.visible(id, caller); !seen) {
        return seen.error();
    }
    execution.key = key_of(caller, message, mailboxes_.now());
    execution.request = id;
    execution.expected_seq = message.seq;
    execution.actor = caller.actor();
    execution.command = std::move(command);
    if (const auto executed = mailboxes_.execute(std::move(execution)); !executed) {
        return executed.error();
    }
    return views_.mailbox(id, caller);
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller, const wire::GetMailbox& message) {
    if (message.mailbox) {
        return views_.mailbox(domain::RequestId(*message.mailbox), caller);
    }
    if (!message.codice_fiscale) {
        return views_.own(caller);
    }
    const auto subject = subject_of(caller, message.codice_fiscale);
    if (!subject) {
        return subject.error();
    }
    const auto newest = mailboxes_.newest_of(subject->member);
    if (!newest) {
        return newest.error();
    }
    const bool there = *newest && (*newest)->lane != Lane::ended;
    return there && caller.may_see(**newest) ? views_.mailbox((*newest)->id, caller)
                                             : views_.prospect(*subject, caller);
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller, const wire::AskMailbox& message) {
    const CommandKey key = key_of(caller, message, mailboxes_.now());
    const auto before = mailboxes_.store().reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return views_.mailbox(domain::RequestId(**before), caller);
    }
    const auto subject = subject_of(caller, message.codice_fiscale);
    if (!subject) {
        return subject.error();
    }
    const auto entry = mailboxes_.store().register_row(subject->order, subject->member);
    const auto kind = domain::parse_enum<domain::purchase::DocumentKind>(message.document);
    const auto issued_on = domain::parse_date(message.document_issued_on);
    const auto expires_on = domain::parse_date(message.document_expires_on);
    if (!entry || !kind || !issued_on || !expires_on) {
        return !entry ? entry.error()
                      : wrong(!kind        ? "document"
                              : !issued_on ? "document_issued_on"
                                           : "document_expires_on");
    }
    for (const auto& [paper, field] : {std::pair{&message.signed_form, "signed_form"},
                                       std::pair{&message.document_copy, "document_copy"}}) {
        if (const auto fits = check_paper(*paper, field); !fits) {
            return fits.error();
        }
    }
    Document signed_form = paper_of(message.signed_form, "mailbox form", subject->member);
    Document copy = paper_of(message.document_copy, "identity document", subject->member);
    MailboxExecution execution;
    execution.key = key;
    execution.request = subject->request;
    execution.expected_seq = 0;
    execution.actor = caller.actor();
    execution.subject = *subject;
    execution.command = domain::mailbox::Ask{
        {{entry->entry.given_name, entry->entry.surname, entry->entry.codice_fiscale.text(), message.email,
          message.mobile},
         {*kind, message.document_number, message.document_issued_by, *issued_on, *expires_on},
         signed_form.sha256,
         copy.sha256}};
    execution.writes.emplace_back(PutDocument{std::move(signed_form)});
    execution.writes.emplace_back(PutDocument{std::move(copy)});
    execution.reply = subject->request.value;
    if (const auto asked = mailboxes_.execute(std::move(execution)); !asked) {
        return asked.error();
    }
    return views_.mailbox(subject->request, caller);
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller,
                                                      const wire::MailboxStep& message) {
    using namespace domain::mailbox;
    switch (message.action) {
    case wire::MailboxAction::withdraw:
        return carry_out(caller, message, Withdraw{});
    case wire::MailboxAction::request:
        return carry_out(caller, message, Request{});
    case wire::MailboxAction::decline:
        return carry_out(caller, message, Decline{message.note});
    case wire::MailboxAction::record_activated:
        return carry_out(caller, message, RecordActivated{message.note});
    case wire::MailboxAction::cancel_add_on:
        return carry_out(caller, message, CancelAddOn{AddOnId(message.add_on)});
    case wire::MailboxAction::ask:
    case wire::MailboxAction::order:
        return wrong("action");
    }
    return wrong("action");
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller, const wire::OrderAddOn& message) {
    const AddOnId id = add_on_of(caller.account.person.value + message.command);
    const domain::Digest version(message.convention_version);
    if (message.renews) {
        return carry_out(
            caller, message,
            domain::mailbox::RenewAddOn{
                id, AddOnId(*message.renews), version, {message.total}, message.clauses_accepted});
    }
    return carry_out(
        caller, message,
        domain::mailbox::BuyAddOn{
            id, kind_of(message.kind), message.gb, version, {message.total}, message.clauses_accepted});
}

domain::Result<wire::PayAddOn::Reply> MailboxDesk::handle(const Caller& caller,
                                                          const wire::PayAddOn& message) {
    const domain::RequestId id(message.mailbox);
    if (const auto seen = views_.visible(id, caller); !seen) {
        return seen.error();
    }
    const auto loaded = mailboxes_.load(id);
    if (!loaded) {
        return loaded.error();
    }
    const auto* one = domain::mailbox::add_on(loaded->state, AddOnId(message.add_on));
    if (one == nullptr) {
        return ErrorId::add_on_unknown;
    }
    PaymentStart start;
    start.payment = new_payment();
    start.amount = one->order.price.gross;
    start.description = "Casella PEC " + loaded->state.address + ": " +
                        texts::text(domain::Language::it,
                                    "domain.mailbox_add_on." + std::string(domain::text_of(one->order.kind)));
    start.return_url = request_link({origin_}, id, "mailbox");
    MailboxExecution execution;
    execution.key = key_of(caller, message, mailboxes_.now());
    execution.request = id;
    execution.expected_seq = message.seq;
    execution.actor = caller.actor();
    execution.command =
        domain::mailbox::BeginPayment{one->order.id, start.payment, domain::PaymentMethod::card};
    execution.writes.emplace_back(PutPayment{{start.payment,
                                              id,
                                              start.amount,
                                              PaymentState::awaiting,
                                              payments_.name(),
                                              {},
                                              mailboxes_.now(),
                                              std::nullopt}});
    execution.reply = payments_.page_of(start);
    auto executed = mailboxes_.execute(std::move(execution));
    if (!executed) {
        return executed.error();
    }
    return wire::PayAddOn::Reply{std::move(executed->reply)};
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller,
                                                      const wire::DeclareAddOnPayment& message) {
    const auto day = domain::parse_date(message.paid_on);
    const auto method = domain::parse_enum<domain::PaymentMethod>(message.payment_method);
    if (!day || !method) {
        return wrong(day ? "payment_method" : "paid_on");
    }
    const domain::RequestId id(message.mailbox);
    if (const auto seen = views_.visible(id, caller); !seen) {
        return seen.error();
    }
    const auto loaded = mailboxes_.load(id);
    if (!loaded) {
        return loaded.error();
    }
    const auto* one = domain::mailbox::add_on(loaded->state, AddOnId(message.add_on));
    if (one == nullptr) {
        return ErrorId::add_on_unknown;
    }
    const domain::PaymentId payment = new_payment();
    MailboxExecution execution;
    execution.writes.emplace_back(
        PutPayment{{payment, id, one->order.price.gross, PaymentState::awaiting,
                    std::string(declared_payment), message.reference, mailboxes_.now(), std::nullopt}});
    return carry_out(
        caller, message,
        domain::mailbox::DeclarePayment{one->order.id, payment, *method, message.reference, *day},
        std::move(execution));
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller,
                                                      const wire::RecordAddOnPayment& message) {
    const auto day = domain::parse_date(message.paid_on);
    if (!day) {
        return wrong("paid_on");
    }
    auto row = paid_by_hand(mailboxes_.store(), message.mailbox, message.payment, mailboxes_.now());
    if (!row) {
        return row.error();
    }
    const domain::mailbox::RecordPayment command{
        row->id, {message.amount}, domain::start_of_day_in_rome(*day)};
    MailboxExecution execution;
    execution.writes.emplace_back(PutPayment{std::move(*row)});
    return carry_out(caller, message, command, std::move(execution));
}

domain::Result<wire::MailboxView> MailboxDesk::handle(const Caller& caller,
                                                      const wire::RecordAddOnRefund& message) {
    auto row = refunded_by_hand(mailboxes_.store(), message.mailbox, message.payment, mailboxes_.now());
    if (!row) {
        return row.error();
    }
    const domain::mailbox::MarkRefunded command{row->id};
    MailboxExecution execution;
    execution.writes.emplace_back(PutPayment{std::move(*row)});
    return carry_out(caller, message, command, std::move(execution));
}

domain::Result<wire::ListMailboxes::Reply> MailboxDesk::handle(const Caller& caller,
                                                               const wire::ListMailboxes& message) {
    const auto order = caller.staff_order();
    if (!order && !caller.actor().has(domain::Role::operator_staff)) {
        return ErrorId::not_allowed;
    }
    constexpr int expiring_days = 60;
    const auto due = message.filter == wire::MailboxFilter::expiring
                         ? std::optional(mailboxes_.now() + domain::Duration::days(expiring_days))
                         : std::nullopt;
    const auto page = mailboxes_.store().mailboxes(order.value_or(domain::OrderId()), lane_of(message.filter),
                                                   due, message.search, message.page);
    if (!page) {
        return page.error();
    }
    wire::ListMailboxes::Reply reply;
    reply.total = page->total;
    reply.asked = page->asked;
    for (const auto& each : page->rows) {
        auto row = views_.row(each, caller.language);
        if (!row) {
            return row.error();
        }
        reply.rows.push_back(std::move(*row));
    }
    return reply;
}

domain::Status MailboxDesk::payment_reported(const PaymentReport& report, PaymentRow row) {
    MailboxExecution execution;
    execution.request = row.request;
    execution.command = domain::mailbox::RecordPayment{report.payment, report.amount, report.at};
    execution.writes.emplace_back(PutPayment{std::move(row)});
    const auto executed = mailboxes_.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != ErrorId::payment_already_recorded) {
        return executed.error();
    }
    return domain::Done{};
}

} // namespace sigillo::portal
