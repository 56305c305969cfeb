#include "shared/domain/payment.hpp"

#include <algorithm>
#include <iterator>

namespace sigillo::domain {

const PaymentAttempt* PaymentBook::attempt(const PaymentId& id) const {
    for (const auto& candidate : attempts) {
        if (candidate.payment == id) {
            return &candidate;
        }
    }
    return nullptr;
}

bool PaymentBook::recorded(const PaymentId& id) const {
    const auto same = [&](const StrayPayment& stray) { return stray.payment.payment == id; };
    return (payment && payment->payment == id) || std::any_of(strays.begin(), strays.end(), same);
}

bool PaymentBook::owes() const {
    const auto kept = [](const StrayPayment& stray) { return !stray.returned; };
    return settlement == Settlement::due_back || std::any_of(strays.begin(), strays.end(), kept);
}

const Payment* PaymentBook::owed(const PaymentId& id) const {
    if (settlement == Settlement::due_back) {
        if (payment && !payment_returned && payment->payment == id) {
            return &*payment;
        }
        if (credit && !credit_returned && credit->payment.payment == id) {
            return &credit->payment;
        }
    }
    for (const auto& stray : strays) {
        if (!stray.returned && stray.payment.payment == id) {
            return &stray.payment;
        }
    }
    return nullptr;
}

std::vector<Payment> PaymentBook::owed_by_hand() const {
    std::vector<Payment> owed_ones;
    for (const auto& one : attempts) {
        const Payment* due = on_payment_page(one.method) ? nullptr : owed(one.payment);
        if (due != nullptr) {
            owed_ones.push_back(*due);
        }
    }
    return owed_ones;
}

std::vector<PaymentAttempt> PaymentBook::awaited_by_hand() const {
    std::vector<PaymentAttempt> awaited;
    std::copy_if(
        attempts.begin(), attempts.end(), std::back_inserter(awaited),
        [this](const PaymentAttempt& one) { return !on_payment_page(one.method) && !recorded(one.payment); });
    return awaited;
}

void PaymentBook::returned(const PaymentId& id) {
    for (auto& stray : strays) {
        if (stray.payment.payment == id) {
            stray.returned = true;
            return;
        }
    }
    // What went back is kept in the book: its call-back may be replayed, and must not send it back again.
    payment_returned = payment_returned || (payment && payment->payment == id);
    credit_returned = credit_returned || (credit && credit->payment.payment == id);
    if ((!payment || payment_returned) && (!credit || credit_returned)) {
        settlement = Settlement::returned;
    }
}

void PaymentBook::end() {
    if (settlement == Settlement::held) {
        settlement = Settlement::due_back;
    }
}

std::optional<ErrorId> unusable(const PaymentBook& book, Cents amount, Cents due, bool open) {
    if (!open) {
        return ErrorId::payment_late;
    }
    if (book.payment) {
        return ErrorId::payment_duplicate;
    }
    if (amount != due) {
        return ErrorId::payment_amount_differs;
    }
    return std::nullopt;
}

} // namespace sigillo::domain
