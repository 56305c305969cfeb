#pragma once

#include "shared/domain/card_certificates.hpp"
#include "shared/domain/purchase/price.hpp"
#include "shared/domain/purchase/values.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain::purchase {

// What happened to a purchase. `name` and the field names are what is stored: they never change their
// meaning.

/// Who a purchase is for.
struct Subject {
    RequestId request;
    OrderId order;
    PersonId member;

    bool operator==(const Subject&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("request", self.request);
        f("order", self.order);
        f("member", self.member);
    }
};

struct Placed {
    static constexpr std::string_view name = "purchase.placed";
    Instant at;
    Subject subject;
    ConventionCode convention;
    Digest convention_hash;
    Form form;
    Price price;
    std::vector<std::string> clauses_accepted;
    std::optional<CreditUse> credit;

    bool operator==(const Placed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("subject", self.subject);
        f("convention", self.convention);
        f("convention_hash", self.convention_hash);
        f("form", self.form);
        f("price", self.price);
        f("clauses_accepted", self.clauses_accepted);
        f("credit", self.credit);
    }
};

struct PaymentBegun {
    static constexpr std::string_view name = "purchase.payment_begun";
    Instant at;
    PaymentId payment;
    PaymentMethod method = PaymentMethod::card;
    Cents amount;

    bool operator==(const PaymentBegun&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
        f("method", self.method);
        f("amount", self.amount);
    }
};

/// Details of a payment made elsewhere; the money itself has not come in yet.
struct PaymentDeclared {
    static constexpr std::string_view name = "purchase.payment_declared";
    Instant at;
    PaymentId payment;
    PaymentMethod method = PaymentMethod::bank_transfer;
    Cents amount;
    std::string reference;
    Date paid_on;

    bool operator==(const PaymentDeclared&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
        f("method", self.method);
        f("amount", self.amount);
        f("reference", self.reference);
        f("paid_on", self.paid_on);
    }
};

struct Paid {
    static constexpr std::string_view name = "purchase.paid";
    Instant at;
    std::optional<Payment> payment; ///< absent where a credit paid it all, or nothing was to be paid

    bool operator==(const Paid&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
    }
};

/// Money came in that this request cannot use; the stage stays, the money goes back.
struct PaymentNotAccepted {
    static constexpr std::string_view name = "purchase.payment_not_accepted";
    Instant at;
    Payment payment;
    ErrorId reason = ErrorId::payment_amount_differs;

    bool operator==(const PaymentNotAccepted&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
        f("reason", self.reason);
    }
};

struct OriginalsReceived {
    static constexpr std::string_view name = "purchase.originals_received";
    Instant at;
    PersonId by;

    bool operator==(const OriginalsReceived&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
    }
};

struct IdentificationChosen {
    static constexpr std::string_view name = "purchase.identification_chosen";
    Instant at;
    IdentificationMethod method = IdentificationMethod::digital_signature;
    Price price;

    bool operator==(const IdentificationChosen&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("method", self.method);
        f("price", self.price);
    }
};

struct HolderIdentified {
    static constexpr std::string_view name = "purchase.holder_identified";
    Instant at;
    Identified identified;

    bool operator==(const HolderIdentified&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("identified", self.identified);
    }
};

struct Corrected {
    static constexpr std::string_view name = "purchase.corrected";
    Instant at;
    PersonId by;
    Enrolment enrolment;

    bool operator==(const Corrected&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("enrolment", self.enrolment);
    }
};

struct Validated {
    static constexpr std::string_view name = "purchase.validated";
    Instant at;
    Validation validation;

    bool operator==(const Validated&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("validation", self.validation);
    }
};

struct Rejected {
    static constexpr std::string_view name = "purchase.rejected";
    Instant at;
    PersonId by;
    Rejection rejection;

    bool operator==(const Rejected&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("rejection", self.rejection);
    }
};

struct IssuanceBegun {
    static constexpr std::string_view name = "purchase.issuance_begun";
    Instant at;
    PersonId by;

    bool operator==(const IssuanceBegun&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
    }
};

struct Issued {
    static constexpr std::string_view name = "purchase.issued";
    Instant at;
    std::string card_number;
    std::optional<CertificateInfo> authentication;
    std::optional<CertificateInfo> signature;
    Digest activation_code;

    bool operator==(const Issued&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("card_number", self.card_number);
        f("authentication", self.authentication);
        f("signature", self.signature);
        f("activation_code", self.activation_code);
    }
};

struct Shipped {
    static constexpr std::string_view name = "purchase.shipped";
    Instant at;
    PersonId by;
    std::string tracking;

    bool operator==(const Shipped&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("tracking", self.tracking);
    }
};

struct Arrived {
    static constexpr std::string_view name = "purchase.arrived";
    Instant at;
    PersonId by;
    std::string note;

    bool operator==(const Arrived&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("note", self.note);
    }
};

struct Collected {
    static constexpr std::string_view name = "purchase.collected";
    Instant at;
    PersonId by;
    HandOver hand_over;

    bool operator==(const Collected&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("hand_over", self.hand_over);
    }
};

struct Activated {
    static constexpr std::string_view name = "purchase.activated";
    Instant at;

    bool operator==(const Activated&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

/// Goods without certificates have reached the member, or are on their way: nothing is left to do.
struct Delivered {
    static constexpr std::string_view name = "purchase.delivered";
    Instant at;

    bool operator==(const Delivered&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct StatusChanged {
    static constexpr std::string_view name = "purchase.status_changed";
    Instant at;
    PersonId by;
    CertificateChoice certificates = CertificateChoice::both;
    CertificateStatus status = CertificateStatus::revoked;
    StatusReason reason = StatusReason::other;
    std::string note;

    bool operator==(const StatusChanged&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("certificates", self.certificates);
        f("status", self.status);
        f("reason", self.reason);
        f("note", self.note);
    }
};

struct Withdrawn {
    static constexpr std::string_view name = "purchase.withdrawn";
    Instant at;

    bool operator==(const Withdrawn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

/// Not paid, or the holder not identified, in time.
struct Expired {
    static constexpr std::string_view name = "purchase.expired";
    Instant at;

    bool operator==(const Expired&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

/// Not activated in time.
struct Revoked {
    static constexpr std::string_view name = "purchase.revoked";
    Instant at;

    bool operator==(const Revoked&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct OrderReminded {
    static constexpr std::string_view name = "purchase.order_reminded";
    Instant at;

    bool operator==(const OrderReminded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct ActivationReminded {
    static constexpr std::string_view name = "purchase.activation_reminded";
    Instant at;

    bool operator==(const ActivationReminded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct PaymentReturned {
    static constexpr std::string_view name = "purchase.payment_returned";
    Instant at;
    Payment payment;

    bool operator==(const PaymentReturned&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
    }
};

/// The Order recorded another document for the collection; the one before stays in the history.
struct DocumentReplaced {
    static constexpr std::string_view name = "purchase.document_replaced";
    Instant at;
    PersonId by;
    IdentityDocument document;
    DocumentReason reason = DocumentReason::expired;
    std::string note;

    bool operator==(const DocumentReplaced&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("document", self.document);
        f("reason", self.reason);
        f("note", self.note);
    }
};

using Event =
    std::variant<Placed, PaymentBegun, PaymentDeclared, Paid, PaymentNotAccepted, OriginalsReceived,
                 IdentificationChosen, HolderIdentified, Corrected, Validated, Rejected, IssuanceBegun,
                 Issued, Shipped, Arrived, Collected, Activated, Delivered, StatusChanged, Withdrawn, Expired,
                 Revoked, OrderReminded, ActivationReminded, PaymentReturned, DocumentReplaced>;

inline std::string_view name_of(const Event& event) {
    return std::visit([](const auto& e) { return e.name; }, event);
}
inline Instant at_of(const Event& event) {
    return std::visit([](const auto& e) { return e.at; }, event);
}

} // namespace sigillo::domain::purchase
