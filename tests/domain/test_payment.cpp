#include "shared/domain/payment.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

namespace {

const Payment card{PaymentId("p-1"), Cents{2989}, Instant{}};
const Payment old{PaymentId("old"), Cents{2196}, Instant{}};

PaymentBook book_with(bool payment, bool credit) {
    PaymentBook book;
    book.attempts.push_back({PaymentId("p-1"), PaymentMethod::card, Cents{2989}});
    if (payment) {
        book.payment = card;
    }
    if (credit) {
        book.credit = CreditUse{RequestId("R-1"), old};
    }
    book.settlement = payment || credit ? Settlement::held : Settlement::none;
    return book;
}

} // namespace

TEST_CASE("money that is held is owed to nobody until the request comes to nothing X20") {
    auto book = book_with(true, true);
    CHECK_FALSE(book.owes());
    CHECK(book.owed(PaymentId("p-1")) == nullptr);
    book.end();
    CHECK(book.owes());
    REQUIRE(book.owed(PaymentId("p-1")) != nullptr);
    CHECK(*book.owed(PaymentId("p-1")) == card);
    REQUIRE(book.owed(PaymentId("old")) != nullptr);
    CHECK(*book.owed(PaymentId("old")) == old);
    CHECK(book.owed(PaymentId("p-2")) == nullptr);
}

TEST_CASE("nothing paid, nothing owed X20") {
    auto book = book_with(false, false);
    book.end();
    CHECK(book.settlement == Settlement::none);
    CHECK_FALSE(book.owes());
}

TEST_CASE("credit and payment go back one by one, each once, and stay known X8 X20") {
    for (const auto& [first, second] : {std::pair{"p-1", "old"}, std::pair{"old", "p-1"}}) {
        auto book = book_with(true, true);
        book.end();
        book.returned(PaymentId(first));
        CHECK(book.settlement == Settlement::due_back);
        CHECK(book.owed(PaymentId(first)) == nullptr);
        CHECK(book.owed(PaymentId(second)) != nullptr);
        CHECK(book.recorded(PaymentId("p-1")));
        book.returned(PaymentId(second));
        CHECK(book.settlement == Settlement::returned);
        CHECK_FALSE(book.owes());
        CHECK(book.recorded(PaymentId("p-1")));
    }
}

TEST_CASE("a payment or a credit alone goes back alone X8 X20") {
    auto payment = book_with(true, false);
    payment.end();
    payment.returned(PaymentId("p-1"));
    CHECK(payment.settlement == Settlement::returned);
    auto credit = book_with(false, true);
    credit.end();
    credit.returned(PaymentId("old"));
    CHECK(credit.settlement == Settlement::returned);
}

TEST_CASE("a stray payment is owed whatever becomes of the rest, and returning it settles nothing else") {
    auto book = book_with(true, false);
    book.strays.push_back({{PaymentId("p-2"), Cents{5}, Instant{}}, ErrorId::payment_duplicate, false});
    CHECK(book.owes());
    REQUIRE(book.owed(PaymentId("p-2")) != nullptr);
    book.end();
    book.returned(PaymentId("p-2"));
    CHECK(book.settlement == Settlement::due_back);
    CHECK(book.owed(PaymentId("p-2")) == nullptr);
    CHECK(book.recorded(PaymentId("p-2")));
    CHECK(book.owes());
}

TEST_CASE("a payment counts while the request is open, once, and to the cent") {
    const auto paid = book_with(true, false);
    const auto unpaid = book_with(false, false);
    CHECK(unusable(unpaid, Cents{2989}, Cents{2989}, true) == std::nullopt);
    CHECK(unusable(unpaid, Cents{2989}, Cents{2989}, false) == ErrorId::payment_late);
    CHECK(unusable(unpaid, Cents{2988}, Cents{2989}, true) == ErrorId::payment_amount_differs);
    CHECK(unusable(paid, Cents{2989}, Cents{2989}, true) == ErrorId::payment_duplicate);
}

TEST_CASE("by hand goes back what no payment page took, and only while it is owed X20") {
    PaymentBook book = book_with(true, true);
    book.attempts.push_back({PaymentId("t-1"), PaymentMethod::bank_transfer, Cents{2989}});
    book.attempts.push_back({PaymentId("t-2"), PaymentMethod::postal_slip, Cents{2989}});
    const Payment again{PaymentId("t-1"), Cents{2989}, Instant{}};
    book.strays.push_back({again, ErrorId::payment_duplicate, false});
    book.end();
    CHECK(book.owed_by_hand() == std::vector<Payment>{again});
    book.returned(PaymentId("t-1"));
    CHECK(book.owed_by_hand().empty());
    CHECK(book.owes());
}
