#include "tests/domain/purchase/support/purchase_world.hpp"

#include <algorithm>

using namespace sigillo::tests;

namespace {

PurchaseWorld begun(const Article& article) {
    PurchaseWorld world(article);
    world.as(world.member, world.place());
    world.as(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    return world;
}

RecordPayment arrives(const PurchaseWorld& world, const char* id, Cents amount) {
    return {PaymentId(id), amount, world.facts.now};
}

/// What was recorded as not accepted, and goes back.
std::string stray(PurchaseWorld& world, const RecordPayment& command) {
    const Stage before = world.state.stage;
    const auto events = world.as(world.system, command);
    REQUIRE(events.size() == 1);
    CHECK(world.state.stage == before);
    const auto refunds = world.set_off<RefundPayment>();
    REQUIRE(refunds.size() == 1);
    CHECK(refunds[0].payment.payment == command.payment);
    CHECK(refunds[0].payment.amount == command.amount);
    CHECK(world.said(NoticeStep::payment_not_accepted).at("amount") == std::to_string(command.amount.value));
    return std::string(text_of(std::get<PaymentNotAccepted>(events[0]).reason));
}

DeclarePayment cro(const PurchaseWorld& world, const char* id = "p-2",
                   PaymentMethod method = PaymentMethod::bank_transfer) {
    return {PaymentId(id), method, "CRO 1234-5678-901", rome_date(world.facts.now)};
}

const CreditUse credit_of(std::int64_t cents) {
    return {RequestId("R-1"), {PaymentId("old"), Cents{cents}, at("2026-11-01T10:00:00Z")}};
}

/// With a credit from a rejected renewal.
PurchaseWorld with_credit(const Article& article, std::int64_t cents) {
    PurchaseWorld world(article);
    world.facts.credit = credit_of(cents);
    world.form.payment = PaymentMethod::bank_transfer;
    return world;
}
Place using_credit(const PurchaseWorld& world) {
    Place place = world.place();
    place.use_credit = true;
    return place;
}

} // namespace

TEST_CASE("by card the order goes at once to waiting for the original documents R18 R19 R24") {
    auto world = begun(architects);
    world.as(world.system, arrives(world, "p-1", due(world.state)));
    CHECK(world.state.stage == Stage::paid);
    CHECK(world.next() == Step::originals);
    CHECK(world.told.back() == "email to member: notice.purchase.originals_awaited");
}

TEST_CASE("a payment by card or PayPal registers itself: it cannot be declared R24") {
    auto world = begun(pavia);
    for (const auto method : {PaymentMethod::card, PaymentMethod::paypal}) {
        CHECK(world.refusal(world.member, cro(world, "p-2", method)) == "payment-method-not-offered");
    }
}

TEST_CASE("no payment page is opened for what is paid elsewhere R23") {
    auto world = begun(pavia);
    for (const auto method : {PaymentMethod::bank_transfer, PaymentMethod::postal_slip}) {
        CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-2"), method}) ==
              "payment-method-not-offered");
    }
}

TEST_CASE("a bank transfer's CRO is registered on the payments page; the money itself comes later R20 R23") {
    auto world = begun(architects);
    const auto events = world.as(world.member, cro(world));
    const auto& declared = std::get<PaymentDeclared>(events.at(0));
    CHECK(declared.reference == "CRO12345678901");
    CHECK(declared.amount == due(world.state));
    CHECK(world.state.payment_reference == "CRO12345678901");
    CHECK(world.state.stage == Stage::placed);
    CHECK(world.refusal(world.system, arrives(world, "p-2", due(world.state))) == "accepted");
    world.as(world.operator_staff, arrives(world, "p-2", due(world.state)));
    CHECK(world.state.stage == Stage::paid);
}

TEST_CASE("a CRO that cannot be one, or is of tomorrow, is refused R20") {
    auto world = begun(architects);
    for (const char* reference : {"", "1234", "- - -", "123456789012345678901234567890123456"}) {
        DeclarePayment command = cro(world);
        command.reference = reference;
        CHECK(world.refusal(world.member, command) == "reference-invalid");
    }
    DeclarePayment tomorrow = cro(world);
    tomorrow.paid_on = {2026, 11, 23};
    CHECK(world.refusal(world.member, tomorrow) == "reference-invalid");
    tomorrow.paid_on = {};
    CHECK(world.refusal(world.member, tomorrow) == "reference-invalid");
    CHECK(world.refusal(world.stranger, cro(world)) == "not-allowed");
    CHECK(world.refusal(world.member, cro(world, "p-1")) == "invalid-argument");
}

TEST_CASE("only the convention's ways to pay are offered R38 R60") {
    auto architect = begun(architects);
    for (const auto method : {PaymentMethod::postal_slip, PaymentMethod::paypal}) {
        CHECK(architect.refusal(architect.member, BeginPayment{PaymentId("p-2"), method}) ==
              "payment-method-not-offered");
    }
    auto engineer = begun(pavia);
    for (const auto method : {PaymentMethod::card, PaymentMethod::paypal}) {
        CHECK(engineer.refusal(engineer.member, BeginPayment{PaymentId("p-2"), method}) == "accepted");
    }
    for (const auto method : {PaymentMethod::bank_transfer, PaymentMethod::postal_slip}) {
        CHECK(engineer.refusal(engineer.member, cro(engineer, "p-2", method)) == "accepted");
    }
    PurchaseWorld world(architects);
    world.form.payment = PaymentMethod::paypal;
    CHECK(world.refusal(world.member, world.place(), "field") == "payment-method-not-offered [payment]");
    world.form.payment.reset();
    CHECK(world.refusal(world.member, world.place(), "field") == "field-missing [payment]");
}

TEST_CASE("another amount changes nothing and goes back, and the right one can still be paid") {
    for (const auto& article : every_article) {
        auto world = begun(article);
        const Cents gross = due(world.state);
        CHECK(stray(world, arrives(world, "p-1", Cents{gross.value - 1})) == "payment-amount-differs");
        CHECK(world.refusal(world.system, arrives(world, "p-1", gross)) == "payment-already-recorded");
        world.as(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card});
        world.as(world.system, arrives(world, "p-2", gross));
        CHECK(world.state.stage == Stage::paid);
    }
}

TEST_CASE("the same payment twice is recorded once; a second one goes back") {
    auto world = begun(torino);
    world.as(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card});
    world.as(world.system, arrives(world, "p-1", due(world.state)));
    CHECK(world.refusal(world.system, arrives(world, "p-1", due(world.state))) == "payment-already-recorded");
    CHECK(stray(world, arrives(world, "p-2", due(world.state))) == "payment-duplicate");
    CHECK(world.refusal(world.system, arrives(world, "p-9", due(world.state))) == "payment-unknown");
    CHECK(world.refusal(world.member, arrives(world, "p-2", due(world.state))) == "not-allowed");
}

TEST_CASE("a payment cannot be begun after its days are over; money that comes after the end goes back") {
    auto world = begun(imperia_cns);
    // 30 days after 22 November, to the last second of the day in Italy.
    world.now(at("2026-12-22T22:59:59Z"));
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card}) == "accepted");
    CHECK(world.refusal(world.system, Expire{}) == "deadline-not-reached");
    world.later(Duration{1});
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card}) == "payment-late");
    world.as(world.system, Expire{});
    CHECK(world.state.stage == Stage::expired);
    CHECK(world.state.money.settlement == Settlement::none);
    CHECK(stray(world, arrives(world, "p-1", due(world.state))) == "payment-late");
    world.as(world.system, MarkRefunded{PaymentId("p-1")});
    CHECK(world.told.back() == "email to member: notice.purchase.payment_returned");
    CHECK(world.refusal(world.system, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
}

TEST_CASE("every end of a paid request that came to nothing gives all the money back X20 X8") {
    for (const auto stage : {Stage::rejected, Stage::withdrawn, Stage::expired}) {
        PurchaseWorld world(torino);
        world.to(stage);
        CAPTURE(text_of(stage));
        const auto refunds = world.set_off<RefundPayment>();
        REQUIRE(refunds.size() == 1);
        CHECK(refunds[0].payment == *world.state.money.payment);
        CHECK(world.state.money.settlement == Settlement::due_back);
        world.as(world.operator_staff, MarkRefunded{PaymentId("p-1")});
        CHECK(world.state.money.settlement == Settlement::returned);
        CHECK(world.refusal(world.system, arrives(world, "p-1", Cents{1})) == "payment-already-recorded");
    }
}

TEST_CASE("a request that ends unpaid says that nothing is due X20") {
    auto world = begun(torino);
    world.as(world.member, Withdraw{});
    CHECK(world.set_off<RefundPayment>().empty());
    CHECK(world.said(NoticeStep::withdrawn).at("money") == "domain.money.none");
    PurchaseWorld paid(torino);
    paid.to(Stage::withdrawn);
    CHECK(paid.said(NoticeStep::withdrawn).at("money") == "domain.money.due_back");
}

TEST_CASE("a member withdraws until the Order has validated, or issuance has begun X20") {
    for (const auto& article : every_article) {
        for (const auto stage : stages_of(article)) {
            PurchaseWorld world(article);
            world.to(stage);
            const bool before = stage == Stage::placed || stage == Stage::paid ||
                                stage == Stage::originals_received || stage == Stage::identified;
            CAPTURE(article.file, text_of(stage));
            CHECK(world.refusal(world.member, Withdraw{}) == (before ? "accepted" : "request-wrong-stage"));
        }
    }
}

TEST_CASE("a credit pays a part: the rest is what is due X8") {
    auto world = with_credit(imperia_cns, 2196);
    const Cents gross = world.place().price_shown;
    world.as(world.member, using_credit(world));
    CHECK(world.state.stage == Stage::placed);
    CHECK(due(world.state) == Cents{gross.value - 2196});
    CHECK(world.set_off<UseCredit>() == std::vector<UseCredit>{{credit_of(2196)}});
    CHECK(world.said(NoticeStep::payment_instructions).at("due") == std::to_string(gross.value - 2196));
    world.as(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    world.as(world.system, arrives(world, "p-1", due(world.state)));
    CHECK(world.state.stage == Stage::paid);
}

TEST_CASE("a credit that pays all leaves nothing to pay, and nobody is asked to X8") {
    PurchaseWorld priced(imperia_cns);
    const Cents gross = priced.place().price_shown;
    auto world = with_credit(imperia_cns, gross.value);
    world.as(world.member, using_credit(world));
    CHECK(world.state.stage == Stage::paid);
    CHECK(due(world.state) == Cents{0});
    CHECK(world.told == std::vector<std::string>{"email to member: notice.purchase.placed",
                                                 "email to member: notice.purchase.paid",
                                                 "email to order: notice.purchase.queued"});
    // The only thing that waits is the Order's reminder, no deadline to pay by.
    for (const auto& deadline : world.set_off<ScheduleDeadline>()) {
        CHECK(std::holds_alternative<RemindOrder>(deadline.command));
    }
}

TEST_CASE("a credit is used only where there is one, and not where it is more than the price X8") {
    PurchaseWorld none(imperia_cns);
    CHECK(none.refusal(none.member, using_credit(none)) == "payment-nothing-to-return");
    auto much = with_credit(imperia_cns, 100000);
    CHECK(much.refusal(much.member, using_credit(much)) == "credit-exceeds-price");
    CHECK(much.refusal(much.member, much.place()) == "accepted");
}

TEST_CASE("a credit and a payment both go back, in whatever order, each once X8 X20") {
    for (const bool credit_first : {true, false}) {
        auto world = with_credit(imperia_cns, 2196);
        world.as(world.member, using_credit(world));
        world.pay();
        world.as(world.member, Withdraw{});
        CHECK(world.set_off<RefundPayment>().size() == 2);
        const PaymentId first(credit_first ? "old" : "p-1");
        const PaymentId second(credit_first ? "p-1" : "old");
        world.as(world.system, MarkRefunded{first});
        CHECK(world.state.money.settlement == Settlement::due_back);
        CHECK(world.refusal(world.system, MarkRefunded{first}) == "payment-nothing-to-return");
        // A call-back that is replayed meanwhile must not send the money back again.
        CHECK(world.refusal(world.system, arrives(world, "p-1", Cents{2989})) == "payment-already-recorded");
        world.as(world.system, MarkRefunded{second});
        CHECK(world.state.money.settlement == Settlement::returned);
        CHECK(world.refusal(world.system, MarkRefunded{second}) == "payment-nothing-to-return");
        CHECK(world.refusal(world.system, arrives(world, "p-1", Cents{2989})) == "payment-already-recorded");
    }
}

TEST_CASE("a credit that paid a part of what expired goes back alone X8 X20") {
    auto world = with_credit(imperia_cns, 2196);
    world.as(world.member, using_credit(world));
    world.later(Duration::days(31)).as(world.system, Expire{});
    const auto refunds = world.set_off<RefundPayment>();
    REQUIRE(refunds.size() == 1);
    CHECK(refunds[0].payment == credit_of(2196).payment);
    world.as(world.system, MarkRefunded{PaymentId("old")});
    CHECK(world.state.money.settlement == Settlement::returned);
}

TEST_CASE("no money stays behind in a rejected purchase: it goes back, nothing would ever fetch it X20") {
    PurchaseWorld world(torino);
    world.before(Step::validation);
    CHECK(world.refusal(world.secretary, Reject{RejectionReason::data_wrong, "",
                                                PaymentUse::keep_for_new_card}) == "payment-cannot-be-kept");
}

TEST_CASE("what an order costs is agreed to as shown, under the terms shown R6 R38") {
    PurchaseWorld world(imperia_cns);
    Place place = world.place();
    place.price_shown = Cents{place.price_shown.value - 1};
    CHECK(world.refusal(world.member, place, "price") ==
          "price-changed [" + std::to_string(world.place().price_shown.value) + "]");
    place = world.place();
    place.convention_hash = Digest("another");
    CHECK(world.refusal(world.member, place) == "price-changed");
    for (const auto& clause : world.terms().clauses) {
        place = world.place();
        place.clauses_accepted.erase(
            std::find(place.clauses_accepted.begin(), place.clauses_accepted.end(), clause));
        CHECK(world.refusal(world.member, place, "clause") == "clauses-not-accepted [" + clause + "]");
    }
}

TEST_CASE("money that went back by the operator's hand is told like any other, once X20") {
    PurchaseWorld world(imperia_cns);
    world.form.payment = PaymentMethod::bank_transfer;
    world.as(world.member, world.place());
    world.as(world.member, DeclarePayment{PaymentId("p-1"), PaymentMethod::bank_transfer, "CRO 12345678901",
                                          rome_date(world.facts.now)});
    world.as(world.operator_staff, arrives(world, "p-1", due(world.state)));
    world.as(world.member, Withdraw{});
    const auto price = std::to_string(world.state.price.total.gross.value);
    CHECK(world.refusal(world.member, MarkRefunded{PaymentId("p-1")}) == "not-allowed");
    world.as(world.operator_staff, MarkRefunded{PaymentId("p-1")});
    CHECK(world.told_last() == std::vector<std::string>{"email to member: notice.purchase.payment_returned"});
    CHECK(world.said(NoticeStep::payment_returned).at("amount") == price);
    CHECK(world.state.money.settlement == Settlement::returned);
    CHECK(world.refusal(world.operator_staff, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
    CHECK(world.refusal(world.system, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
}

namespace {

/// The convention gives the article, its identification and its shipping for nothing.
PurchaseWorld given_away(const Article& article) {
    PurchaseWorld world(article);
    for (auto& product : world.convention.products) {
        product.net = {};
        for (auto& option : product.identification) {
            option.net = {};
        }
        for (auto& option : product.delivery) {
            option.net = {};
        }
    }
    world.facts.convention = world.convention;
    world.form.payment.reset();
    return world;
}

} // namespace

TEST_CASE("what costs nothing goes on without a payment, and nobody is asked how to pay") {
    for (const auto& article : every_article) {
        auto world = given_away(article);
        CAPTURE(article.file);
        world.as(world.member, world.place());
        CHECK(world.state.stage == Stage::paid);
        CHECK(world.next() == world.plan()[1]);
        for (const auto& told : world.told) {
            CHECK_THAT(told, !ContainsSubstring("payment") && !ContainsSubstring("purchase.paid"));
        }
        CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card}) ==
              "request-wrong-stage");
    }
}

TEST_CASE("what cost nothing owes nothing when it comes to nothing X20") {
    auto world = given_away(torino);
    world.as(world.member, world.place());
    world.as(world.member, Withdraw{});
    CHECK(world.state.stage == Stage::withdrawn);
    CHECK(world.state.money.settlement == Settlement::none);
    CHECK(world.set_off<RefundPayment>().empty());
    CHECK(world.said(NoticeStep::withdrawn).at("money") == "domain.money.none");
    CHECK(world.refusal(world.system, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
}

TEST_CASE("an order that becomes free by another identification goes on at once X10") {
    auto world = given_away(torino);
    for (auto& product : world.convention.products) {
        for (auto& option : product.identification) {
            option.net = Cents{option.method == IdentificationMethod::spid ? 400 : 0};
        }
    }
    world.facts.convention = world.convention;
    world.form.identification = IdentificationMethod::spid;
    world.form.payment = PaymentMethod::card;
    world.as(world.member, world.place());
    REQUIRE(world.state.stage == Stage::placed);
    world.as(world.member, ChooseIdentification{IdentificationMethod::cie});
    CHECK(world.state.stage == Stage::paid);
    CHECK(world.next() == Step::identification);
}
