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
    revoked
};
/// What a person may do with a request; the portal says for each whether `decide` accepts it.
enum class Action { place, pay, withdraw, validate, reject, make_keys, install, return_credit };
enum class Responsible { member, order, provider, nobody };
enum class CertificateState { valid, expiring, expired, revoked, unknown };
enum class QueueFilter { to_validate, waiting_for_member, ended, all };
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
    static constexpr auto texts = names_up_to<portal::Stage::revoked>(
        "invited", "placed", "paid", "validated", "requested", "certified", "installed", "rejected",
        "expired", "withdrawn", "revoked");
};
template <>
struct EnumNames<portal::Action> {
    static constexpr auto texts = names_up_to<portal::Action::return_credit>(
        "place", "pay", "withdraw", "validate", "reject", "make_keys", "install", "return_credit");
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
    static constexpr auto texts =
        names_up_to<portal::QueueFilter::all>("to_validate", "waiting_for_member", "ended", "all");
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
