#include "web/portal/api/purchase/purchase_desk.hpp"

#include "shared/domain/purchase/fields.hpp"
#include "shared/pki/authority.hpp"
#include "web/portal/api/by_hand.hpp"
#include "web/portal/api/command_key.hpp"
#include "web/portal/notices/notices.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error wrong(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}

domain::purchase::RejectionReason reason_of(wire::RejectReason reason) {
    using R = domain::purchase::RejectionReason;
    switch (reason) {
    case wire::RejectReason::data_wrong:
        return R::data_wrong;
    case wire::RejectReason::not_enrolled:
        return R::not_enrolled;
    case wire::RejectReason::dues_unpaid:
        return R::dues_unpaid;
    case wire::RejectReason::other:
        return R::other;
    }
    return R::other;
}

/// Money seen on an account has a day and no hour.
std::optional<domain::Instant> start_of(const std::string& day) {
    const auto date = domain::parse_date(day);
    return date ? std::optional(domain::start_of_day_in_rome(*date)) : std::nullopt;
}

} // namespace

domain::Result<LoadedPurchase> PurchaseDesk::visible(const Caller& caller, const std::string& request) {
    const domain::RequestId id(request);
    if (const auto seen = views_.visible(id, caller); !seen) {
        return seen.error();
    }
    return purchases_.load(id);
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::GetRequest& message) {
    return views_.request(domain::RequestId(message.request), caller);
}

domain::Result<wire::BeginPayment::Reply> PurchaseDesk::handle(const Caller& caller,
                                                               const wire::BeginPayment& message) {
    const auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    const auto& state = loaded->state;
    PaymentStart start;
    start.payment = domain::PaymentId("P-" + pki::hex_of(pki::random_serial()));
    start.amount = domain::purchase::due(state);
    start.description = "Ordine " + state.convention.value + " " + message.request;
    start.return_url = request_link({origin_}, state.subject.request);
    PurchaseExecution execution;
    execution.key = key_of(caller, message, purchases_.now());
    execution.request = state.subject.request;
    execution.expected_seq = message.seq;
    execution.actor = caller.actor();
    execution.command = domain::purchase::BeginPayment{
        start.payment, state.form.payment.value_or(domain::PaymentMethod::card)};
    execution.writes.emplace_back(PutPayment{{start.payment,
                                              state.subject.request,
                                              start.amount,
                                              PaymentState::awaiting,
                                              payments_.name(),
                                              {},
                                              purchases_.now(),
                                              std::nullopt}});
    execution.reply = payments_.page_of(start);
    auto executed = purchases_.execute(std::move(execution));
    if (!executed) {
        return executed.error();
    }
    return wire::BeginPayment::Reply{std::move(executed->reply)};
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::DeclarePayment& message) {
    const auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    const auto day = domain::parse_date(message.paid_on);
    if (!day) {
        return wrong("paid_on");
    }
    const auto& state = loaded->state;
    const domain::PaymentId payment("P-" + pki::hex_of(pki::random_serial()));
    PurchaseExecution execution;
    execution.writes.emplace_back(
        PutPayment{{payment, state.subject.request, domain::purchase::due(state), PaymentState::awaiting,
                    std::string(declared_payment), message.reference, purchases_.now(), std::nullopt}});
    return carry_out(caller, message,
                     domain::purchase::DeclarePayment{
                         payment, state.form.payment.value_or(domain::PaymentMethod::bank_transfer),
                         message.reference, *day},
                     std::move(execution));
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller, const wire::Withdraw& message) {
    return carry_out(caller, message, domain::purchase::Withdraw{});
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller, const wire::Reject& message) {
    const auto use = message.payment == wire::PaymentUse::keep_for_new_card
                         ? domain::PaymentUse::keep_for_new_card
                         : domain::PaymentUse::give_back;
    return carry_out(caller, message, domain::purchase::Reject{reason_of(message.reason), message.note, use});
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::CorrectEnrolment& message) {
    auto loaded = visible(caller, message.request);
    if (!loaded) {
        return loaded.error();
    }
    auto form = loaded->state.form;
    for (const auto& value : message.values) {
        if (value.name.rfind("enrolment.", 0) != 0) {
            return wrong("values");
        }
        if (const auto set = domain::purchase::set_field(form, value.name, value.value); !set) {
            return set.error();
        }
    }
    return carry_out(caller, message, domain::purchase::Correct{form.enrolment});
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::RecordStep& message) {
    using namespace domain::purchase;
    switch (message.action) {
    case wire::Action::record_originals:
        return carry_out(caller, message, RecordOriginals{});
    case wire::Action::begin_issuance:
        return carry_out(caller, message, BeginIssuance{});
    case wire::Action::record_shipped:
        return carry_out(caller, message, RecordShipped{message.note});
    case wire::Action::record_arrived:
        return carry_out(caller, message, RecordArrived{message.note});
    case wire::Action::place:
    case wire::Action::pay:
    case wire::Action::withdraw:
    case wire::Action::validate:
    case wire::Action::reject:
    case wire::Action::make_keys:
    case wire::Action::install:
    case wire::Action::return_credit:
    case wire::Action::declare_payment:
    case wire::Action::choose_identification:
    case wire::Action::identify:
    case wire::Action::activate:
    case wire::Action::correct:
    case wire::Action::record_payment:
    case wire::Action::hand_over:
    case wire::Action::change_certificates:
    case wire::Action::replace_document:
    case wire::Action::record_refund:
        return wrong("action");
    }
    return wrong("action");
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::RecordPayment& message) {
    const auto paid_at = start_of(message.paid_on);
    if (!paid_at) {
        return wrong("paid_on");
    }
    auto row = paid_by_hand(purchases_.store(), message.request, message.payment, purchases_.now());
    if (!row) {
        return row.error();
    }
    const domain::purchase::RecordPayment command{row->id, {message.amount}, *paid_at};
    PurchaseExecution execution;
    execution.writes.emplace_back(PutPayment{std::move(*row)});
    return carry_out(caller, message, command, std::move(execution));
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller, const wire::HandOver& message) {
    const auto kind = domain::parse_enum<domain::purchase::DocumentKind>(message.document);
    if (!kind) {
        return wrong("document");
    }
    return carry_out(caller, message,
                     domain::purchase::RecordCollected{{*kind, message.document_number, message.in_person,
                                                        message.copy_taken, message.form_signed}});
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::ChangeCertificates& message) {
    const auto which = domain::parse_enum<domain::purchase::CertificateChoice>(message.certificates);
    const auto status = domain::parse_enum<domain::purchase::CertificateStatus>(message.status);
    const auto reason = domain::parse_enum<domain::purchase::StatusReason>(message.reason);
    if (!which || !status || !reason) {
        return wrong(!which ? "certificates" : !status ? "status" : "reason");
    }
    return carry_out(caller, message, domain::purchase::ChangeStatus{*which, *status, *reason, message.note});
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::ReplaceDocument& message) {
    const auto kind = domain::parse_enum<domain::purchase::DocumentKind>(message.document);
    const auto reason = domain::parse_enum<domain::purchase::DocumentReason>(message.reason);
    const auto issued_on = domain::parse_date(message.document_issued_on);
    const auto expires_on = domain::parse_date(message.document_expires_on);
    if (!kind || !reason || !issued_on || !expires_on) {
        return wrong(!kind        ? "document"
                     : !reason    ? "reason"
                     : !issued_on ? "document_issued_on"
                                  : "document_expires_on");
    }
    return carry_out(caller, message,
                     domain::purchase::ReplaceDocument{{*kind, message.document_number,
                                                        message.document_issued_by, *issued_on, *expires_on},
                                                       *reason,
                                                       message.note});
}

domain::Result<wire::RequestView> PurchaseDesk::handle(const Caller& caller,
                                                       const wire::RecordRefund& message) {
    auto row = refunded_by_hand(purchases_.store(), message.request, message.payment, purchases_.now());
    if (!row) {
        return row.error();
    }
    const domain::purchase::MarkRefunded command{row->id};
    PurchaseExecution execution;
    execution.writes.emplace_back(PutPayment{std::move(*row)});
    return carry_out(caller, message, command, std::move(execution));
}

domain::Status PurchaseDesk::payment_reported(const PaymentReport& report, PaymentRow row) {
    PurchaseExecution execution;
    execution.request = row.request;
    execution.command = domain::purchase::RecordPayment{report.payment, report.amount, report.at};
    execution.writes.emplace_back(PutPayment{std::move(row)});
    const auto executed = purchases_.execute_as_system(std::move(execution));
    if (!executed && executed.error().id != ErrorId::payment_already_recorded) {
        return executed.error();
    }
    return domain::Done{};
}

} // namespace sigillo::portal
