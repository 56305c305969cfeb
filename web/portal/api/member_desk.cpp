#include "web/portal/api/member_desk.hpp"

#include "shared/pki/authority.hpp"
#include "web/portal/api/command_key.hpp"
#include "web/portal/api/request_command.hpp"
#include "web/portal/notices/notices.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

domain::Result<wire::Overview::Reply> MemberDesk::handle(const Caller& caller, const wire::Overview&) {
    return views_.overview(caller);
}

domain::Result<wire::RequestView> MemberDesk::handle(const Caller& caller, const wire::GetRequest& message) {
    return views_.request(domain::RequestId(message.request), caller);
}

domain::Result<wire::RequestView> MemberDesk::handle(const Caller& caller,
                                                     const wire::PlaceRenewal& message) {
    const CommandKey key = key_of(caller, message, renewals_.now());
    const auto before = renewals_.store().reply_of(key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return views_.request(domain::RequestId(**before), caller);
    }
    auto card = renewals_.store().card(message.card);
    if (!card || card->person != caller.account.person) {
        return !card && card.error().id != ErrorId::not_found ? card.error() : Error(ErrorId::not_found);
    }
    const auto open = renewals_.store().open_request_of_card(message.card);
    if (!open) {
        return open.error();
    }
    domain::Result<domain::RequestId> id =
        *open ? domain::Result<domain::RequestId>((*open)->id) : renewals_.next_request(*card);
    if (!id) {
        return id.error();
    }
    domain::renewal::PlaceRenewal command;
    command.convention_hash = domain::Digest(message.convention_version);
    command.price_shown = {message.total};
    if (const auto* convention = renewals_.catalogue().by_hash(command.convention_hash);
        convention != nullptr && message.clauses_accepted) {
        command.clauses_accepted = convention->renewal->clauses;
    }
    RenewalExecution execution;
    execution.key = key;
    execution.request = *id;
    execution.actor = caller.actor();
    execution.command = std::move(command);
    execution.card = std::move(*card);
    execution.reply = id->value;
    const auto executed = renewals_.execute(std::move(execution));
    if (!executed) {
        return executed.error();
    }
    return views_.request(*id, caller);
}

domain::Result<wire::BeginPayment::Reply> MemberDesk::handle(const Caller& caller,
                                                             const wire::BeginPayment& message) {
    const domain::RequestId request(message.request);
    if (const auto seen = views_.visible(request, caller); !seen) {
        return seen.error();
    }
    const auto loaded = renewals_.load(request);
    if (!loaded) {
        return loaded.error();
    }
    PaymentStart start;
    start.payment = domain::PaymentId("P-" + pki::hex_of(pki::random_serial()));
    start.amount = loaded->state.price.gross;
    start.description = "Rinnovo " + loaded->state.convention.value + " " + message.request;
    start.return_url = request_link({origin_}, request);
    RenewalExecution execution;
    execution.key = key_of(caller, message, renewals_.now());
    execution.request = request;
    execution.expected_seq = message.seq;
    execution.actor = caller.actor();
    execution.command = domain::renewal::BeginPayment{start.payment, domain::PaymentMethod::card};
    execution.writes.emplace_back(PutPayment{{start.payment,
                                              request,
                                              start.amount,
                                              PaymentState::awaiting,
                                              payments_.name(),
                                              {},
                                              renewals_.now(),
                                              std::nullopt}});
    execution.reply = payments_.page_of(start);
    auto executed = renewals_.execute(std::move(execution));
    if (!executed) {
        return executed.error();
    }
    return wire::BeginPayment::Reply{std::move(executed->reply)};
}

domain::Result<wire::RequestView> MemberDesk::handle(const Caller& caller, const wire::Withdraw& message) {
    return command_on_request(renewals_, views_, caller, message, domain::renewal::Withdraw{});
}

domain::Result<wire::RequestView> MemberDesk::handle(const Caller& caller,
                                                     const wire::ReturnCredit& message) {
    return command_on_request(renewals_, views_, caller, message, domain::renewal::ReturnCredit{});
}

domain::Status MemberDesk::payment_reported(std::string_view body, std::string_view signature) {
    const auto report = payments_.read_callback(body, signature, renewals_.now());
    if (!report) {
        return report.error();
    }
    auto payment = renewals_.store().payment(report->payment);
    if (!payment) {
        return payment.error().id == ErrorId::not_found ? Error(ErrorId::payment_unknown) : payment.error();
    }
    if (report->outcome == PaymentReport::Outcome::failed) {
        return domain::Done{};
    }
    PaymentRow row = std::move(*payment);
    row.state = PaymentState::paid;
    row.reference = report->transaction;
    row.settled = report->at;
    const auto request = renewals_.store().request(row.request);
    if (!request) {
        return request.error();
    }
    if (request->kind != RequestKind::renewal) {
        return other_paid_(request->kind, *report, std::move(row));
    }
    RenewalExecution execution;
    execution.request = row.request;
    execution.command = domain::renewal::RecordPayment{report->payment, report->amount, report->at};
    execution.writes.emplace_back(PutPayment{std::move(row)});
    const auto executed = renewals_.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != ErrorId::payment_already_recorded) {
        return executed.error();
    }
    return domain::Done{};
}

} // namespace sigillo::portal
