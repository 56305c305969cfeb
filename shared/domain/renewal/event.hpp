#pragma once

#include "shared/domain/card_certificates.hpp"
#include "shared/domain/convention_values.hpp"
#include "shared/domain/renewal/values.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain::renewal {

// What happened to a renewal. `name` and the field names are what is stored: they never change their meaning.

/// Who a renewal is for and under which terms; the first event of each request carries it.
struct Subject {
    RequestId request;
    OrderId order;
    PersonId member;
    CardCertificates certificates; ///< the old ones

    bool operator==(const Subject&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("request", self.request);
        f("order", self.order);
        f("member", self.member);
        f("certificates", self.certificates);
    }
};

struct Invited {
    static constexpr std::string_view name = "renewal.invited";
    Instant at;
    Subject subject;

    bool operator==(const Invited&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("subject", self.subject);
    }
};

struct Placed {
    static constexpr std::string_view name = "renewal.placed";
    Instant at;
    Subject subject;
    ConventionCode convention;
    Digest convention_hash;
    ProductId product;
    Total price;
    std::vector<std::string> clauses_accepted;

    bool operator==(const Placed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("subject", self.subject);
        f("convention", self.convention);
        f("convention_hash", self.convention_hash);
        f("product", self.product);
        f("price", self.price);
        f("clauses_accepted", self.clauses_accepted);
    }
};

struct PaymentBegun {
    static constexpr std::string_view name = "renewal.payment_begun";
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

struct Paid {
    static constexpr std::string_view name = "renewal.paid";
    Instant at;
    Payment payment;

    bool operator==(const Paid&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
    }
};

/// Money came in that this request cannot use; the stage stays, the money goes back.
struct PaymentNotAccepted {
    static constexpr std::string_view name = "renewal.payment_not_accepted";
    Instant at;
    Payment payment;
    ErrorId reason = ErrorId::payment_amount_differs; ///< or `payment_late`, `payment_duplicate`

    bool operator==(const PaymentNotAccepted&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
        f("reason", self.reason);
    }
};

struct Validated {
    static constexpr std::string_view name = "renewal.validated";
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
    static constexpr std::string_view name = "renewal.rejected";
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

struct KeysSubmitted {
    static constexpr std::string_view name = "renewal.keys_submitted";
    Instant at;
    KeyRequests keys;

    bool operator==(const KeysSubmitted&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("keys", self.keys);
    }
};

struct CertificatesIssued {
    static constexpr std::string_view name = "renewal.certificates_issued";
    Instant at;
    CertificateInfo authentication;
    CertificateInfo signature;

    bool operator==(const CertificatesIssued&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("authentication", self.authentication);
        f("signature", self.signature);
    }
};

struct Installed {
    static constexpr std::string_view name = "renewal.installed";
    Instant at;

    bool operator==(const Installed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct Withdrawn {
    static constexpr std::string_view name = "renewal.withdrawn";
    Instant at;

    bool operator==(const Withdrawn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

/// The old certificates expired before the renewal was through.
struct Expired {
    static constexpr std::string_view name = "renewal.expired";
    Instant at;

    bool operator==(const Expired&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

/// The new certificates were not installed by the deadline.
struct Revoked {
    static constexpr std::string_view name = "renewal.revoked";
    Instant at;

    bool operator==(const Revoked&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct PaymentReturned {
    static constexpr std::string_view name = "renewal.payment_returned";
    Instant at;
    Payment payment;

    bool operator==(const PaymentReturned&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
    }
};

struct PaymentMoved {
    static constexpr std::string_view name = "renewal.payment_moved";
    Instant at;
    Payment payment;
    RequestId to;

    bool operator==(const PaymentMoved&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("payment", self.payment);
        f("to", self.to);
    }
};

struct OrderReminded {
    static constexpr std::string_view name = "renewal.order_reminded";
    Instant at;

    bool operator==(const OrderReminded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

/// A credit was asked back; its money is due.
struct CreditEnded {
    static constexpr std::string_view name = "renewal.credit_ended";
    Instant at;
    PersonId by;
    Payment payment;

    bool operator==(const CreditEnded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("payment", self.payment);
    }
};

using Event = std::variant<Invited, Placed, PaymentBegun, Paid, PaymentNotAccepted, Validated, Rejected,
                           KeysSubmitted, CertificatesIssued, Installed, Withdrawn, Expired, Revoked,
                           PaymentReturned, PaymentMoved, OrderReminded, CreditEnded>;

inline std::string_view name_of(const Event& event) {
    return std::visit([](const auto& e) { return e.name; }, event);
}
inline Instant at_of(const Event& event) {
    return std::visit([](const auto& e) { return e.at; }, event);
}

} // namespace sigillo::domain::renewal
