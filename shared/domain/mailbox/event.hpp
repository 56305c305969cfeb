#pragma once

#include "shared/domain/mailbox/values.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain::mailbox {

// What happened to a mailbox. `name` and the field names are what is stored: they never change their
// meaning.

struct Asked {
    static constexpr std::string_view name = "mailbox.asked";
    Instant at;
    Subject subject;
    PersonId by;
    Form form;

    bool operator==(const Asked&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("subject", self.subject);
        f("by", self.by);
        f("form", self.form);
    }
};

struct Requested {
    static constexpr std::string_view name = "mailbox.requested";
    Instant at;
    PersonId by;

    bool operator==(const Requested&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
    }
};

struct Declined {
    static constexpr std::string_view name = "mailbox.declined";
    Instant at;
    PersonId by;
    std::string note;

    bool operator==(const Declined&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("by", self.by);
        f("note", self.note);
    }
};

struct Activated {
    static constexpr std::string_view name = "mailbox.activated";
    Instant at;
    std::string address;

    bool operator==(const Activated&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("address", self.address);
    }
};

struct Withdrawn {
    static constexpr std::string_view name = "mailbox.withdrawn";
    Instant at;

    bool operator==(const Withdrawn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
    }
};

struct AddOnOrdered {
    static constexpr std::string_view name = "mailbox.add_on_ordered";
    Instant at;
    AddOnOrder order;
    Instant pay_by;
    std::vector<std::string> clauses_accepted;

    bool operator==(const AddOnOrdered&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("order", self.order);
        f("pay_by", self.pay_by);
        f("clauses_accepted", self.clauses_accepted);
    }
};

struct AddOnCancelled {
    static constexpr std::string_view name = "mailbox.add_on_cancelled";
    Instant at;
    AddOnId add_on;

    bool operator==(const AddOnCancelled&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
    }
};

/// Not paid in time, or PRO ended before it was.
struct AddOnLapsed {
    static constexpr std::string_view name = "mailbox.add_on_lapsed";
    Instant at;
    AddOnId add_on;

    bool operator==(const AddOnLapsed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
    }
};

struct PaymentBegun {
    static constexpr std::string_view name = "mailbox.payment_begun";
    Instant at;
    AddOnId add_on;
    PaymentId payment;
    PaymentMethod method = PaymentMethod::card;
    Cents amount;

    bool operator==(const PaymentBegun&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("payment", self.payment);
        f("method", self.method);
        f("amount", self.amount);
    }
};

/// Details of a payment made elsewhere; the money itself has not come in yet.
struct PaymentDeclared {
    static constexpr std::string_view name = "mailbox.payment_declared";
    Instant at;
    AddOnId add_on;
    PaymentId payment;
    PaymentMethod method = PaymentMethod::bank_transfer;
    Cents amount;
    std::string reference;
    Date paid_on;

    bool operator==(const PaymentDeclared&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("payment", self.payment);
        f("method", self.method);
        f("amount", self.amount);
        f("reference", self.reference);
        f("paid_on", self.paid_on);
    }
};

/// Paid, and running until then.
struct AddOnBought {
    static constexpr std::string_view name = "mailbox.add_on_bought";
    Instant at;
    AddOnId add_on;
    Payment payment;
    Instant until;

    bool operator==(const AddOnBought&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("payment", self.payment);
        f("until", self.until);
    }
};

/// Paid; `renewed` runs until then.
struct AddOnRenewed {
    static constexpr std::string_view name = "mailbox.add_on_renewed";
    Instant at;
    AddOnId add_on;
    AddOnId renewed;
    Payment payment;
    Instant until;

    bool operator==(const AddOnRenewed&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("renewed", self.renewed);
        f("payment", self.payment);
        f("until", self.until);
    }
};

/// Money came in that cannot be used; it goes back.
struct PaymentNotAccepted {
    static constexpr std::string_view name = "mailbox.payment_not_accepted";
    Instant at;
    AddOnId add_on;
    Payment payment;
    ErrorId reason = ErrorId::payment_amount_differs;

    bool operator==(const PaymentNotAccepted&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("payment", self.payment);
        f("reason", self.reason);
    }
};

struct AddOnReminded {
    static constexpr std::string_view name = "mailbox.add_on_reminded";
    Instant at;
    AddOnId add_on;
    int days_before = 0; ///< which of the convention's reminders

    bool operator==(const AddOnReminded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("days_before", self.days_before);
    }
};

/// Expired without a renewal (R109).
struct AddOnEnded {
    static constexpr std::string_view name = "mailbox.add_on_ended";
    Instant at;
    AddOnId add_on;
    std::vector<AddOnId> with; ///< what it took along: the space of PRO

    bool operator==(const AddOnEnded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("with", self.with);
    }
};

struct PaymentReturned {
    static constexpr std::string_view name = "mailbox.payment_returned";
    Instant at;
    AddOnId add_on;
    Payment payment;

    bool operator==(const PaymentReturned&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("at", self.at);
        f("add_on", self.add_on);
        f("payment", self.payment);
    }
};

using Event = std::variant<Asked, Requested, Declined, Activated, Withdrawn, AddOnOrdered, AddOnCancelled,
                           AddOnLapsed, PaymentBegun, PaymentDeclared, AddOnBought, AddOnRenewed,
                           PaymentNotAccepted, AddOnReminded, AddOnEnded, PaymentReturned>;

inline std::string_view name_of(const Event& event) {
    return std::visit([](const auto& e) { return e.name; }, event);
}
inline Instant at_of(const Event& event) {
    return std::visit([](const auto& e) { return e.at; }, event);
}

} // namespace sigillo::domain::mailbox
