#pragma once

#include "shared/domain/card_certificates.hpp"
#include "shared/domain/purchase/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain::purchase {

// What can be asked of a purchase. What lies outside the request comes in with the facts.

/// The member orders. What was shown is stated, so that nobody pays a price or agrees to terms that they did
/// not see.
struct Place {
    static constexpr std::string_view name = "purchase.place";
    Form form;
    Digest convention_hash;
    Cents price_shown; ///< gross
    std::vector<std::string> clauses_accepted;
    bool use_credit = false; ///< the member's credit pays a part (X8)

    bool operator==(const Place&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("form", self.form);
        f("convention_hash", self.convention_hash);
        f("price_shown", self.price_shown);
        f("clauses_accepted", self.clauses_accepted);
        f("use_credit", self.use_credit);
    }
};

/// The member goes to the payment page. `payment` is the portal's new id for this attempt.
struct BeginPayment {
    static constexpr std::string_view name = "purchase.begin_payment";
    PaymentId payment;
    PaymentMethod method = PaymentMethod::card;

    bool operator==(const BeginPayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("method", self.method);
    }
};

/// The member states the details of a payment made elsewhere: the CRO of a bank transfer, say (R20, R23).
struct DeclarePayment {
    static constexpr std::string_view name = "purchase.declare_payment";
    PaymentId payment; ///< the portal's new id
    PaymentMethod method = PaymentMethod::bank_transfer;
    std::string reference; ///< CRO or TRN, or the slip's number; 5 to 35 letters and digits
    Date paid_on;

    bool operator==(const DeclarePayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("method", self.method);
        f("reference", self.reference);
        f("paid_on", self.paid_on);
    }
};

/// Money came in. Accepted in every stage, so that none is ever lost: what cannot be used becomes
/// `PaymentNotAccepted` and goes back. Actor: system or operator.
struct RecordPayment {
    static constexpr std::string_view name = "purchase.record_payment";
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

/// The original documents have come in (R19). Actor: operator.
struct RecordOriginals {
    static constexpr std::string_view name = "purchase.record_originals";

    bool operator==(const RecordOriginals&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The member is identified in another way than ordered (X10). After payment only one of the same price.
struct ChooseIdentification {
    static constexpr std::string_view name = "purchase.choose_identification";
    IdentificationMethod method = IdentificationMethod::digital_signature;

    bool operator==(const ChooseIdentification&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("method", self.method);
    }
};

/// The holder was identified; what was verified is in the facts. Actor: the member with a card, the system
/// for an identity provider.
struct RecordIdentified {
    static constexpr std::string_view name = "purchase.record_identified";
    IdentificationMethod method = IdentificationMethod::digital_signature;

    bool operator==(const RecordIdentified&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("method", self.method);
    }
};

/// The Order sets registration data right, where the convention lets it (X6). Actor: the Order.
struct Correct {
    static constexpr std::string_view name = "purchase.correct";
    Enrolment enrolment;

    bool operator==(const Correct&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("enrolment", self.enrolment);
    }
};

/// The Order's signed act has come in; what its verification found is in the facts. Actor: the Order.
struct Validate {
    static constexpr std::string_view name = "purchase.validate";

    bool operator==(const Validate&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The Order does not validate. Actor: the Order.
struct Reject {
    static constexpr std::string_view name = "purchase.reject";
    RejectionReason reason = RejectionReason::data_wrong;
    std::string note; ///< at most 1000 bytes; needed where the reason is `other`
    PaymentUse payment = PaymentUse::give_back;

    bool operator==(const Reject&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("reason", self.reason);
        f("note", self.note);
        f("payment", self.payment);
    }
};

/// The provider makes the certificates. Actor: operator.
struct BeginIssuance {
    static constexpr std::string_view name = "purchase.begin_issuance";

    bool operator==(const BeginIssuance&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The issuer has answered. Actor: system.
struct RecordIssued {
    static constexpr std::string_view name = "purchase.record_issued";
    std::string card_number; ///< empty for a remote signature
    std::optional<CertificateInfo> authentication;
    std::optional<CertificateInfo> signature;
    Digest activation_code; ///< keyed hash; empty where none is needed

    bool operator==(const RecordIssued&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("card_number", self.card_number);
        f("authentication", self.authentication);
        f("signature", self.signature);
        f("activation_code", self.activation_code);
    }
};

/// Sent off. Actor: operator.
struct RecordShipped {
    static constexpr std::string_view name = "purchase.record_shipped";
    std::string tracking; ///< the carrier's number, or empty

    bool operator==(const RecordShipped&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("tracking", self.tracking);
    }
};

/// The Order has the kit (X7) and calls the member in (R66). Actor: the Order.
struct RecordArrived {
    static constexpr std::string_view name = "purchase.record_arrived";
    std::string note; ///< when to come, for the member; at most 500 bytes

    bool operator==(const RecordArrived&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("note", self.note);
    }
};

/// Handed over in person (R26 to R29, R69, R70). Actor: the Order.
struct RecordCollected {
    static constexpr std::string_view name = "purchase.record_collected";
    HandOver hand_over;

    bool operator==(const RecordCollected&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("hand_over", self.hand_over);
    }
};

/// The holder activates with code, codice fiscale and OTP (X11); what was verified is in the facts.
struct Activate {
    static constexpr std::string_view name = "purchase.activate";

    bool operator==(const Activate&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The Order asks for suspension, reactivation or revocation (X9, X15). Actor: the Order or operator.
struct ChangeStatus {
    static constexpr std::string_view name = "purchase.change_status";
    CertificateChoice certificates = CertificateChoice::both;
    CertificateStatus status = CertificateStatus::revoked;
    StatusReason reason = StatusReason::other;
    std::string note; ///< at most 1000 bytes; needed where the reason is `other`

    bool operator==(const ChangeStatus&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("certificates", self.certificates);
        f("status", self.status);
        f("reason", self.reason);
        f("note", self.note);
    }
};

/// The member gives the request up, before validation (X20).
struct Withdraw {
    static constexpr std::string_view name = "purchase.withdraw";

    bool operator==(const Withdraw&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// A deadline has come. Actor: system.
struct Expire {
    static constexpr std::string_view name = "purchase.expire";

    bool operator==(const Expire&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// A request that waits for the Order ages (X21). Actor: system or operator.
struct RemindOrder {
    static constexpr std::string_view name = "purchase.remind_order";

    bool operator==(const RemindOrder&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// Certificates that the holder has not activated are about to be revoked (X11). Actor: system.
struct RemindActivation {
    static constexpr std::string_view name = "purchase.remind_activation";

    bool operator==(const RemindActivation&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The money of a request that came to nothing went back (X8). Actor: system or operator.
struct MarkRefunded {
    static constexpr std::string_view name = "purchase.mark_refunded";
    PaymentId payment; ///< also that of one which was not accepted

    bool operator==(const MarkRefunded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
    }
};

/// Another document takes the place of the one named at registration, which the holder cannot bring to the
/// collection any more. Actor: the Order.
struct ReplaceDocument {
    static constexpr std::string_view name = "purchase.replace_document";
    IdentityDocument document;
    DocumentReason reason = DocumentReason::expired;
    std::string note; ///< at most 1000 bytes

    bool operator==(const ReplaceDocument&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("document", self.document);
        f("reason", self.reason);
        f("note", self.note);
    }
};

using Command =
    std::variant<Place, BeginPayment, DeclarePayment, RecordPayment, RecordOriginals, ChooseIdentification,
                 RecordIdentified, Correct, Validate, Reject, BeginIssuance, RecordIssued, RecordShipped,
                 RecordArrived, RecordCollected, Activate, ChangeStatus, Withdraw, Expire, RemindOrder,
                 MarkRefunded, RemindActivation, ReplaceDocument>;

/// One enumerator a command, in the order of the variant.
enum class CommandKind {
    place,
    begin_payment,
    declare_payment,
    record_payment,
    record_originals,
    choose_identification,
    record_identified,
    correct,
    validate,
    reject,
    begin_issuance,
    record_issued,
    record_shipped,
    record_arrived,
    record_collected,
    activate,
    change_status,
    withdraw,
    expire,
    remind_order,
    mark_refunded,
    remind_activation,
    replace_document
};
constexpr int command_kinds = 23;
static_assert(std::variant_size_v<Command> == command_kinds);

inline CommandKind kind_of(const Command& command) {
    return static_cast<CommandKind>(command.index());
}
inline std::string_view name_of(const Command& command) {
    return std::visit([](const auto& c) { return c.name; }, command);
}

} // namespace sigillo::domain::purchase

namespace sigillo::domain {
template <>
struct EnumNames<purchase::CommandKind> {
    using K = purchase::CommandKind;
    static constexpr auto table = std::to_array<std::pair<K, std::string_view>>(
        {{K::place, purchase::Place::name},
         {K::begin_payment, purchase::BeginPayment::name},
         {K::declare_payment, purchase::DeclarePayment::name},
         {K::record_payment, purchase::RecordPayment::name},
         {K::record_originals, purchase::RecordOriginals::name},
         {K::choose_identification, purchase::ChooseIdentification::name},
         {K::record_identified, purchase::RecordIdentified::name},
         {K::correct, purchase::Correct::name},
         {K::validate, purchase::Validate::name},
         {K::reject, purchase::Reject::name},
         {K::begin_issuance, purchase::BeginIssuance::name},
         {K::record_issued, purchase::RecordIssued::name},
         {K::record_shipped, purchase::RecordShipped::name},
         {K::record_arrived, purchase::RecordArrived::name},
         {K::record_collected, purchase::RecordCollected::name},
         {K::activate, purchase::Activate::name},
         {K::change_status, purchase::ChangeStatus::name},
         {K::withdraw, purchase::Withdraw::name},
         {K::expire, purchase::Expire::name},
         {K::remind_order, purchase::RemindOrder::name},
         {K::mark_refunded, purchase::MarkRefunded::name},
         {K::remind_activation, purchase::RemindActivation::name},
         {K::replace_document, purchase::ReplaceDocument::name}});
};
} // namespace sigillo::domain
