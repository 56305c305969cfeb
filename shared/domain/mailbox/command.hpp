#pragma once

#include "shared/domain/mailbox/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sigillo::domain::mailbox {

// What can be asked of a mailbox. What lies outside it comes in with the facts.

/// The member asks the Order's office for a mailbox, with form and document (R112); or the office enters what
/// was handed in on paper.
struct Ask {
    static constexpr std::string_view name = "mailbox.ask";
    Form form;

    bool operator==(const Ask&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("form", self.form);
    }
};

/// The Order asks the provider for the STANDARD mailbox (R103). Actor: the Order.
struct Request {
    static constexpr std::string_view name = "mailbox.request";

    bool operator==(const Request&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The Order does not ask for it. Actor: the Order.
struct Decline {
    static constexpr std::string_view name = "mailbox.decline";
    std::string note; ///< why; at most 1000 bytes

    bool operator==(const Decline&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("note", self.note);
    }
};

/// The provider has opened the mailbox. Actor: operator or system.
struct RecordActivated {
    static constexpr std::string_view name = "mailbox.record_activated";
    std::string address;

    bool operator==(const RecordActivated&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("address", self.address);
    }
};

/// The member gives the request up, before the mailbox is active.
struct Withdraw {
    static constexpr std::string_view name = "mailbox.withdraw";

    bool operator==(const Withdraw&) const = default;
    template <class Self, class F>
    static void each_field(Self&, F&&) {}
};

/// The member buys an add-on (R106, R108). What was shown is stated, so that nobody pays a price or agrees to
/// terms that they did not see.
struct BuyAddOn {
    static constexpr std::string_view name = "mailbox.buy_add_on";
    AddOnId add_on; ///< the client's new id
    AddOnKind kind = AddOnKind::inbox_space;
    int gb = 0; ///< of space; 0 for PRO
    Digest convention_hash;
    Cents price_shown; ///< gross
    std::vector<std::string> clauses_accepted;

    bool operator==(const BuyAddOn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
        f("kind", self.kind);
        f("gb", self.gb);
        f("convention_hash", self.convention_hash);
        f("price_shown", self.price_shown);
        f("clauses_accepted", self.clauses_accepted);
    }
};

/// The member buys a year more of a running add-on.
struct RenewAddOn {
    static constexpr std::string_view name = "mailbox.renew_add_on";
    AddOnId add_on; ///< the client's new id
    AddOnId renews;
    Digest convention_hash;
    Cents price_shown; ///< gross
    std::vector<std::string> clauses_accepted;

    bool operator==(const RenewAddOn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
        f("renews", self.renews);
        f("convention_hash", self.convention_hash);
        f("price_shown", self.price_shown);
        f("clauses_accepted", self.clauses_accepted);
    }
};

/// The member gives up an add-on that is not paid.
struct CancelAddOn {
    static constexpr std::string_view name = "mailbox.cancel_add_on";
    AddOnId add_on;

    bool operator==(const CancelAddOn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
    }
};

/// The member goes to the payment page. `payment` is the portal's new id for this attempt.
struct BeginPayment {
    static constexpr std::string_view name = "mailbox.begin_payment";
    AddOnId add_on;
    PaymentId payment;
    PaymentMethod method = PaymentMethod::card;

    bool operator==(const BeginPayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
        f("payment", self.payment);
        f("method", self.method);
    }
};

/// The member states the details of a payment made elsewhere.
struct DeclarePayment {
    static constexpr std::string_view name = "mailbox.declare_payment";
    AddOnId add_on;
    PaymentId payment; ///< the portal's new id
    PaymentMethod method = PaymentMethod::bank_transfer;
    std::string reference; ///< CRO or TRN, or the slip's number; 5 to 35 letters and digits
    Date paid_on;

    bool operator==(const DeclarePayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
        f("payment", self.payment);
        f("method", self.method);
        f("reference", self.reference);
        f("paid_on", self.paid_on);
    }
};

/// Money came in. Accepted always, so that none is ever lost: what cannot be used becomes
/// `PaymentNotAccepted` and goes back. Actor: system or operator.
struct RecordPayment {
    static constexpr std::string_view name = "mailbox.record_payment";
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

/// An add-on is about to expire (R105). Actor: system.
struct RemindAddOn {
    static constexpr std::string_view name = "mailbox.remind_add_on";
    AddOnId add_on;

    bool operator==(const RemindAddOn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
    }
};

/// An add-on has expired, or was not paid in time (R109). Actor: system.
struct EndAddOn {
    static constexpr std::string_view name = "mailbox.end_add_on";
    AddOnId add_on;

    bool operator==(const EndAddOn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("add_on", self.add_on);
    }
};

/// Money that could not be used went back. Actor: system or operator.
struct MarkRefunded {
    static constexpr std::string_view name = "mailbox.mark_refunded";
    PaymentId payment;

    bool operator==(const MarkRefunded&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
    }
};

using Command =
    std::variant<Ask, Request, Decline, RecordActivated, Withdraw, BuyAddOn, RenewAddOn, CancelAddOn,
                 BeginPayment, DeclarePayment, RecordPayment, RemindAddOn, EndAddOn, MarkRefunded>;

/// One enumerator a command, in the order of the variant.
enum class CommandKind {
    ask,
    request,
    decline,
    record_activated,
    withdraw,
    buy_add_on,
    renew_add_on,
    cancel_add_on,
    begin_payment,
    declare_payment,
    record_payment,
    remind_add_on,
    end_add_on,
    mark_refunded
};
constexpr int command_kinds = 14;
static_assert(std::variant_size_v<Command> == command_kinds);

inline CommandKind kind_of(const Command& command) {
    return static_cast<CommandKind>(command.index());
}
inline std::string_view name_of(const Command& command) {
    return std::visit([](const auto& c) { return c.name; }, command);
}

} // namespace sigillo::domain::mailbox

namespace sigillo::domain {
template <>
struct EnumNames<mailbox::CommandKind> {
    using K = mailbox::CommandKind;
    static constexpr auto table =
        std::to_array<std::pair<K, std::string_view>>({{K::ask, mailbox::Ask::name},
                                                       {K::request, mailbox::Request::name},
                                                       {K::decline, mailbox::Decline::name},
                                                       {K::record_activated, mailbox::RecordActivated::name},
                                                       {K::withdraw, mailbox::Withdraw::name},
                                                       {K::buy_add_on, mailbox::BuyAddOn::name},
                                                       {K::renew_add_on, mailbox::RenewAddOn::name},
                                                       {K::cancel_add_on, mailbox::CancelAddOn::name},
                                                       {K::begin_payment, mailbox::BeginPayment::name},
                                                       {K::declare_payment, mailbox::DeclarePayment::name},
                                                       {K::record_payment, mailbox::RecordPayment::name},
                                                       {K::remind_add_on, mailbox::RemindAddOn::name},
                                                       {K::end_add_on, mailbox::EndAddOn::name},
                                                       {K::mark_refunded, mailbox::MarkRefunded::name}});
};
} // namespace sigillo::domain
