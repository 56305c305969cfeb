#pragma once

#include "shared/protocol/fields.hpp"

namespace sigillo::protocol::portal {

enum class Role { member, secretary, signatory, administrator, operator_, auditor };
enum class Stage {
    invited,
    placed,
    paid,
    validated,
    requested,
    certified,
    installed,
    rejected,
    expired,
    withdrawn,
    revoked,
    originals_received,
    identified,
    issuing,
    issued,
    shipped,
    at_order,
    collected,
    active,
    delivered
};
/// What a request is about.
enum class RequestKind { renewal, purchase };
/// What a person may do with a request; the portal says for each whether `decide` accepts it.
enum class Action {
    place,
    pay,
    withdraw,
    validate,
    reject,
    make_keys,
    install,
    return_credit,
    declare_payment,
    choose_identification,
    identify,
    activate,
    correct,
    record_payment,
    record_originals,
    begin_issuance,
    record_shipped,
    record_arrived,
    hand_over,
    change_certificates,
    replace_document,
    record_refund
};
enum class Responsible { member, order, provider, nobody };
enum class CertificateState { valid, expiring, expired, revoked, unknown };
/// `kits`: with the Order, to be received or handed over; `provider`: the provider has to act.
enum class QueueFilter { to_validate, waiting_for_member, ended, all, kits, provider };
/// What an operator works through. `due_soon`: whose deadline is about to pass.
enum class WorkFilter { all, payments, originals, issuance, shipping, due_soon };
/// What can be downloaded of a request. `refund`: a receipt that says that the money went back.
enum class PaperKind { collection_form, receipt, refund };
enum class StepState { done, current, to_do };
/// How a field of the wizard is typed.
enum class FieldKind { text, email, phone, date, choice, place, codice_fiscale, checkbox, photo };
enum class RejectReason { data_wrong, not_enrolled, dues_unpaid, other };
enum class IssuanceState { waiting, certified };
/// What happens to the payment of a rejected request.
enum class PaymentUse { give_back, keep_for_new_card };
/// `credit`: kept for the purchase of a new card until it is asked back.
enum class Settlement { none, held, due_back, returned, moved, credit };
enum class TermState { to_come, in_office, ended };

} // namespace sigillo::protocol::portal

namespace sigillo::protocol {

template <>
struct EnumNames<portal::Role> {
    static constexpr auto texts = names_up_to<portal::Role::auditor>("member", "secretary", "signatory",
                                                                     "administrator", "operator", "auditor");
};
template <>
struct EnumNames<portal::Stage> {
    static constexpr auto texts = names_up_to<portal::Stage::delivered>(
        "invited", "placed", "paid", "validated", "requested", "certified", "installed", "rejected",
        "expired", "withdrawn", "revoked", "originals_received", "identified", "issuing", "issued", "shipped",
        "at_order", "collected", "active", "delivered");
};
template <>
struct EnumNames<portal::Action> {
    static constexpr auto texts = names_up_to<portal::Action::record_refund>(
        "place", "pay", "withdraw", "validate", "reject", "make_keys", "install", "return_credit",
        "declare_payment", "choose_identification", "identify", "activate", "correct", "record_payment",
        "record_originals", "begin_issuance", "record_shipped", "record_arrived", "hand_over",
        "change_certificates", "replace_document", "record_refund");
};
template <>
struct EnumNames<portal::Responsible> {
    static constexpr auto texts =
        names_up_to<portal::Responsible::nobody>("member", "order", "provider", "nobody");
};
template <>
struct EnumNames<portal::CertificateState> {
    static constexpr auto texts =
        names_up_to<portal::CertificateState::unknown>("valid", "expiring", "expired", "revoked", "unknown");
};
template <>
struct EnumNames<portal::QueueFilter> {
    static constexpr auto texts = names_up_to<portal::QueueFilter::provider>(
        "to_validate", "waiting_for_member", "ended", "all", "kits", "provider");
};
template <>
struct EnumNames<portal::WorkFilter> {
    static constexpr auto texts = names_up_to<portal::WorkFilter::due_soon>(
        "all", "payments", "originals", "issuance", "shipping", "due_soon");
};
template <>
struct EnumNames<portal::PaperKind> {
    static constexpr auto texts =
        names_up_to<portal::PaperKind::refund>("collection_form", "receipt", "refund");
};
template <>
struct EnumNames<portal::RequestKind> {
    static constexpr auto texts = names_up_to<portal::RequestKind::purchase>("renewal", "purchase");
};
template <>
struct EnumNames<portal::StepState> {
    static constexpr auto texts = names_up_to<portal::StepState::to_do>("done", "current", "to_do");
};
template <>
struct EnumNames<portal::FieldKind> {
    static constexpr auto texts = names_up_to<portal::FieldKind::photo>(
        "text", "email", "phone", "date", "choice", "place", "codice_fiscale", "checkbox", "photo");
};
template <>
struct EnumNames<portal::RejectReason> {
    static constexpr auto texts =
        names_up_to<portal::RejectReason::other>("data_wrong", "not_enrolled", "dues_unpaid", "other");
};
template <>
struct EnumNames<portal::IssuanceState> {
    static constexpr auto texts = names_up_to<portal::IssuanceState::certified>("waiting", "certified");
};
template <>
struct EnumNames<portal::PaymentUse> {
    static constexpr auto texts =
        names_up_to<portal::PaymentUse::keep_for_new_card>("give_back", "keep_for_new_card");
};
template <>
struct EnumNames<portal::Settlement> {
    static constexpr auto texts =
        names_up_to<portal::Settlement::credit>("none", "held", "due_back", "returned", "moved", "credit");
};
template <>
struct EnumNames<portal::TermState> {
    static constexpr auto texts = names_up_to<portal::TermState::ended>("to_come", "in_office", "ended");
};

} // namespace sigillo::protocol
