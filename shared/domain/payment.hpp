#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/error.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/named_enum.hpp"
#include "shared/domain/result.hpp"

#include <optional>
#include <vector>

// The money of one request, whatever it is for.
namespace sigillo::domain {

/// What the Order does with the payment of a request that it rejects (X8).
enum class PaymentUse {
    give_back,
    keep_for_new_card ///< a credit of the member's, given back whenever asked for
};

/// What becomes of the money of a request.
enum class Settlement {
    none,     ///< nothing was paid
    held,     ///< paid, and the request goes on or came to its good end
    due_back, ///< the request ended without a renewal (X8, X20)
    returned,
    moved, ///< it pays the purchase of a new card
    credit ///< kept for that purchase, until it pays it or is asked back
};

/// A payment page takes it and tells the portal by itself; what is paid elsewhere the payer declares (R24).
constexpr bool on_payment_page(PaymentMethod method) {
    return method == PaymentMethod::card || method == PaymentMethod::paypal;
}

/// A payment that came in and was accepted.
struct Payment {
    PaymentId payment;
    Cents amount;
    Instant paid_at;

    bool operator==(const Payment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("amount", self.amount);
        f("paid_at", self.paid_at);
    }
};

/// An attempt to pay.
struct PaymentAttempt {
    PaymentId payment;
    PaymentMethod method = PaymentMethod::card;
    Cents amount;

    bool operator==(const PaymentAttempt&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("method", self.method);
        f("amount", self.amount);
    }
};

/// A payment that was not accepted, and whether its money went back.
struct StrayPayment {
    Payment payment;
    ErrorId reason = ErrorId::payment_amount_differs;
    bool returned = false;

    bool operator==(const StrayPayment&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("payment", self.payment);
        f("reason", self.reason);
        f("returned", self.returned);
    }
};

/// A credit that pays a part of a request (X8).
struct CreditUse {
    RequestId from; ///< the rejected request that it comes from
    Payment payment;

    bool operator==(const CreditUse&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("from", self.from);
        f("payment", self.payment);
    }
};

struct PaymentBook {
    std::vector<PaymentAttempt> attempts;
    std::optional<Payment> payment;  ///< the one that counts
    std::optional<CreditUse> credit; ///< counts beside it
    bool payment_returned = false;   ///< of the two, which has gone back already
    bool credit_returned = false;
    Settlement settlement = Settlement::none;
    std::vector<StrayPayment> strays;

    /// Null where there was no such attempt.
    [[nodiscard]] const PaymentAttempt* attempt(const PaymentId& id) const;
    /// Came in before, accepted or not.
    [[nodiscard]] bool recorded(const PaymentId& id) const;
    /// Some of it is to go back and has not.
    [[nodiscard]] bool owes() const;
    /// The payment of that id that is to go back, or null.
    [[nodiscard]] const Payment* owed(const PaymentId& id) const;
    /// Those of `owed` that no payment page took: they go back by hand. A credit goes back on the request
    /// that it was paid for.
    [[nodiscard]] std::vector<Payment> owed_by_hand() const;
    /// Declared by the payer, and not found on the account yet.
    [[nodiscard]] std::vector<PaymentAttempt> awaited_by_hand() const;

    void returned(const PaymentId& id);
    /// The request came to an end that is not its good one.
    void end();

    bool operator==(const PaymentBook&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("attempts", self.attempts);
        f("payment", self.payment);
        f("credit", self.credit);
        f("payment_returned", self.payment_returned);
        f("credit_returned", self.credit_returned);
        f("settlement", self.settlement);
        f("strays", self.strays);
    }
};

/// Why a payment that came in cannot count: `payment_late`, `payment_duplicate` or `payment_amount_differs`;
/// none where it counts. `open`: the request can still be paid.
std::optional<ErrorId> unusable(const PaymentBook& book, Cents amount, Cents due, bool open);

template <>
struct EnumNames<Settlement> {
    using S = Settlement;
    static constexpr auto table = std::to_array<std::pair<S, std::string_view>>({{S::none, "none"},
                                                                                 {S::held, "held"},
                                                                                 {S::due_back, "due_back"},
                                                                                 {S::returned, "returned"},
                                                                                 {S::moved, "moved"},
                                                                                 {S::credit, "credit"}});
};
template <>
struct EnumNames<PaymentUse> {
    using P = PaymentUse;
    static constexpr auto table = std::to_array<std::pair<P, std::string_view>>(
        {{P::give_back, "give_back"}, {P::keep_for_new_card, "keep_for_new_card"}});
};

} // namespace sigillo::domain
