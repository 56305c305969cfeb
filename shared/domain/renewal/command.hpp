#pragma once

#include "shared/domain/card_certificates.hpp"
#include "shared/domain/convention_values.hpp"
#include "shared/domain/renewal/values.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain::renewal {

// What can be asked of a renewal. No command carries a datum of the holder or of the certificates: in a
// renewal nothing can be changed (R83). What lies outside the request comes in with the facts.

/// The portal opens a request before expiry and tells the member (R72). Actor: system or operator.
struct Invite {
    static constexpr std::string_view name = "renewal.invite";
    bool operator==(const Invite&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The member orders, with or without an invitation (R73). What was shown is stated, so that nobody pays a
/// price or agrees to terms that they did not see.
struct PlaceRenewal {
    static constexpr std::string_view name = "renewal.place";
    Digest convention_hash;
    Cents price_shown; ///< gross
    std::vector<std::string> clauses_accepted;

    bool operator==(const PlaceRenewal&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("convention_hash", self.convention_hash);
        f("price_shown", self.price_shown);
        f("clauses_accepted", self.clauses_accepted);
    }
};

/// The member goes to the payment page. `payment` is the portal's new id for this attempt.
struct BeginPayment {
    static constexpr std::string_view name = "renewal.begin_payment";
    PaymentId payment;
    PaymentMethod method = PaymentMethod::card;

    bool operator==(const BeginPayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("method", self.method);
    }
};

/// The provider reports money received. Accepted in every stage, so that money that came in is never lost: a
/// wrong amount, a second or a late payment becomes `PaymentNotAccepted` and goes back. Actor: system or
/// operator.
struct RecordPayment {
    static constexpr std::string_view name = "renewal.record_payment";
    PaymentId payment;
    Cents amount;
    Instant paid_at;

    bool operator==(const RecordPayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("amount", self.amount);
        f("paid_at", self.paid_at);
    }
};

/// The Order's signed act has come in; what its verification found is in the facts. Actor: signatory or
/// secretary of the Order, who hands in an act that a signatory signed.
struct Validate {
    static constexpr std::string_view name = "renewal.validate";
    bool operator==(const Validate&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The Order does not validate. Actor: secretary or signatory of the Order.
struct Reject {
    static constexpr std::string_view name = "renewal.reject";
    RejectionReason reason = RejectionReason::certificate_data_wrong;
    std::string note; ///< at most 1000 bytes; needed where the reason is `other`
    /// Keeping is for a paid request whose reason a new card mends.
    PaymentUse payment = PaymentUse::give_back;

    bool operator==(const Reject&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("reason", self.reason);
        f("note", self.note);
        f("payment", self.payment);
    }
};

/// The new keys are on the card; the statement over the requests is verified in the facts. Sent again with
/// the same requests it is accepted and changes nothing, so that a renewal can be taken up again.
struct SubmitKeys {
    static constexpr std::string_view name = "renewal.submit_keys";
    KeyRequests keys;

    bool operator==(const SubmitKeys&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("keys", self.keys);
    }
};

/// The issuer has answered. Actor: system.
struct RecordCertificates {
    static constexpr std::string_view name = "renewal.record_certificates";
    CertificateInfo authentication;
    CertificateInfo signature;

    bool operator==(const RecordCertificates&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("authentication", self.authentication);
        f("signature", self.signature);
    }
};

/// Read back from the card and tested. Actor: the member.
struct ConfirmInstalled {
    static constexpr std::string_view name = "renewal.confirm_installed";
    Digest authentication; ///< of the certificates as read back
    Digest signature;

    bool operator==(const ConfirmInstalled&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("authentication", self.authentication);
        f("signature", self.signature);
    }
};

/// The member gives the request up, before validation (X20).
struct Withdraw {
    static constexpr std::string_view name = "renewal.withdraw";
    bool operator==(const Withdraw&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// A deadline has come: the old certificates expired, or the new ones were never installed. Actor: system.
struct Expire {
    static constexpr std::string_view name = "renewal.expire";
    bool operator==(const Expire&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The money of a request that came to nothing went back (X8). Actor: system or operator.
struct MarkRefunded {
    static constexpr std::string_view name = "renewal.mark_refunded";
    PaymentId payment; ///< also that of one which was not accepted

    bool operator==(const MarkRefunded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
    }
};

/// A credit pays the purchase of a new card (X8). Actor: the member or an operator.
struct MovePayment {
    static constexpr std::string_view name = "renewal.move_payment";
    PaymentId payment;
    RequestId to;

    bool operator==(const MovePayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("to", self.to);
    }
};

/// A credit is asked back (X8). Actor: the member, the Order's office for the member, or an operator.
struct ReturnCredit {
    static constexpr std::string_view name = "renewal.return_credit";
    bool operator==(const ReturnCredit&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// A paid request ages or its certificate is about to expire: the Order is told (X21). Actor: system or
/// operator.
struct RemindOrder {
    static constexpr std::string_view name = "renewal.remind_order";
    bool operator==(const RemindOrder&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

using Command = std::variant<Invite, PlaceRenewal, BeginPayment, RecordPayment, Validate, Reject, SubmitKeys,
                             RecordCertificates, ConfirmInstalled, Withdraw, Expire, MarkRefunded,
                             MovePayment, RemindOrder, ReturnCredit>;

/// A command as a client sends it: sent twice with one id it is answered once; `expected_sequence` is the
/// number of events that the client knows of.
struct CommandEnvelope {
    CommandId id;
    RequestId request;
    std::int64_t expected_sequence = 0;
    Command command;
};

/// One enumerator a command, in the order of the variant.
enum class CommandKind {
    invite,
    place,
    begin_payment,
    record_payment,
    validate,
    reject,
    submit_keys,
    record_certificates,
    confirm_installed,
    withdraw,
    expire,
    mark_refunded,
    move_payment,
    remind_order,
    return_credit
};
constexpr int command_kinds = 15;
static_assert(std::variant_size_v<Command> == command_kinds);

inline CommandKind kind_of(const Command& command) {
    return static_cast<CommandKind>(command.index());
}
inline std::string_view name_of(const Command& command) {
    return std::visit([](const auto& c) { return c.name; }, command);
}

} // namespace sigillo::domain::renewal

namespace sigillo::domain {
template <>
struct EnumNames<renewal::CommandKind> {
    using K = renewal::CommandKind;
    static constexpr auto table = std::to_array<std::pair<K, std::string_view>>(
        {{K::invite, renewal::Invite::name},
         {K::place, renewal::PlaceRenewal::name},
         {K::begin_payment, renewal::BeginPayment::name},
         {K::record_payment, renewal::RecordPayment::name},
         {K::validate, renewal::Validate::name},
         {K::reject, renewal::Reject::name},
         {K::submit_keys, renewal::SubmitKeys::name},
         {K::record_certificates, renewal::RecordCertificates::name},
         {K::confirm_installed, renewal::ConfirmInstalled::name},
         {K::withdraw, renewal::Withdraw::name},
         {K::expire, renewal::Expire::name},
         {K::mark_refunded, renewal::MarkRefunded::name},
         {K::move_payment, renewal::MovePayment::name},
         {K::remind_order, renewal::RemindOrder::name},
         {K::return_credit, renewal::ReturnCredit::name}});
};
} // namespace sigillo::domain
