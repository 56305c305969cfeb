#include "tests/domain/support/renewal_world.hpp"

using namespace sigillo::tests;

namespace {

RecordPayment payment(const World& world, const char* id = "p-1", std::int64_t cents = 2196) {
    return {PaymentId(id), Cents{cents}, world.facts.now};
}

World& begun(World& world) {
    world.to(Stage::placed);
    world.as(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    return world;
}

Reject keep_payment() {
    return {RejectionReason::certificate_data_wrong, "", PaymentUse::keep_for_new_card};
}

/// What was recorded as not accepted, and goes back.
std::string not_accepted(World& world, const RecordPayment& command) {
    const Stage before = world.state.stage;
    const auto events = world.as(world.system, command);
    REQUIRE(events.size() == 1);
    CHECK(world.state.stage == before);
    const auto& event = std::get<PaymentNotAccepted>(events[0]);
    const auto refunds = of_kind<RefundPayment>(world.reactions_to_last(events));
    REQUIRE(refunds.size() == 1);
    CHECK(refunds[0].payment.payment == command.payment);
    CHECK(refunds[0].payment.amount == command.amount);
    return std::string(text_of(event.reason));
}

} // namespace

TEST_CASE("the member pays after ordering, by a method of the convention R76") {
    World world;
    world.to(Stage::placed);
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::paypal}) ==
          "payment-method-not-offered");
    CHECK(world.refusal(world.stranger, BeginPayment{PaymentId("p-1"), PaymentMethod::card}) ==
          "not-allowed");
    const auto events = world.as(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    CHECK(std::get<PaymentBegun>(events[0]).amount == Cents{2196});
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card}) ==
          "invalid-argument");
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card}) == "accepted");
}

TEST_CASE("the exact amount makes the request paid") {
    World world;
    begun(world).as(world.system, payment(world));
    CHECK(world.state.stage == Stage::paid);
    CHECK(world.state.money.settlement == Settlement::held);
    CHECK(world.state.money.payment->amount == Cents{2196});
}

TEST_CASE("another amount changes nothing and goes back") {
    for (const std::int64_t cents : {2195, 2197, 0, 1800}) {
        World world;
        begun(world);
        CHECK(not_accepted(world, payment(world, "p-1", cents)) == "payment-amount-differs");
        CHECK_FALSE(world.state.money.payment.has_value());
    }
}

TEST_CASE("after a wrong amount the right one can still be paid") {
    World world;
    begun(world);
    not_accepted(world, payment(world, "p-1", 1800));
    world.as(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card});
    world.as(world.system, payment(world, "p-2"));
    CHECK(world.state.stage == Stage::paid);
}

TEST_CASE("a provider that reports one payment twice is answered once") {
    World world;
    begun(world).as(world.system, payment(world));
    CHECK(world.refusal(world.system, payment(world)) == "payment-already-recorded");
}

TEST_CASE("a second payment goes back") {
    World world;
    begun(world);
    world.as(world.member, BeginPayment{PaymentId("p-2"), PaymentMethod::card});
    world.as(world.system, payment(world));
    CHECK(not_accepted(world, payment(world, "p-2")) == "payment-duplicate");
    CHECK(world.refusal(world.system, payment(world, "p-2")) == "payment-already-recorded");
}

TEST_CASE("a payment of an attempt that was never begun is unknown") {
    World world;
    begun(world);
    CHECK(world.refusal(world.system, payment(world, "p-9")) == "payment-unknown");
    World fresh;
    CHECK(fresh.refusal(fresh.system, payment(fresh)) == "payment-unknown");
}

TEST_CASE("only the provider's call-back and operators record money") {
    World world;
    begun(world);
    CHECK(world.refusal(world.member, payment(world)) == "not-allowed");
    CHECK(world.refusal(world.secretary, payment(world)) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, payment(world)) == "accepted");
}

TEST_CASE("money that arrives after expiry goes back R76 R81") {
    World world;
    begun(world);
    world.facts.now = world.expires + Duration{1};
    CHECK(not_accepted(world, payment(world)) == "payment-late");
    World stamped;
    begun(stamped);
    stamped.facts.now = stamped.expires;
    CHECK(stamped.refusal(stamped.system, payment(stamped)) == "accepted");
}

TEST_CASE("money that arrives after the request ended goes back X20") {
    World world;
    begun(world).as(world.member, Withdraw{});
    CHECK(not_accepted(world, payment(world)) == "payment-late");
    CHECK(world.state.money.settlement == Settlement::none);
    world.as(world.system, MarkRefunded{PaymentId("p-1")});
    CHECK(world.state.money.strays[0].returned);
    CHECK(world.refusal(world.system, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
}

TEST_CASE("a rejected renewal gives the payment back X8") {
    World world;
    world.to(Stage::paid);
    const auto events = world.as(world.secretary, Reject{});
    CHECK(of_kind<RefundPayment>(world.reactions_to_last(events)).size() == 1);
    CHECK(world.state.money.settlement == Settlement::due_back);
    world.as(world.system, MarkRefunded{PaymentId("p-1")});
    CHECK(world.state.money.settlement == Settlement::returned);
    CHECK(world.refusal(world.member, MovePayment{PaymentId("p-1"), RequestId("r-2")}) ==
          "payment-nothing-to-return");
}

TEST_CASE("or keeps it as a credit for the purchase of a new card, and nothing goes back by itself X8") {
    World world;
    world.to(Stage::paid);
    const auto events = world.as(world.secretary, keep_payment());
    CHECK(world.state.stage == Stage::rejected);
    CHECK(world.state.money.settlement == Settlement::credit);
    const auto reactions = world.reactions_to_last(events);
    CHECK(of_kind<RefundPayment>(reactions).empty());
    CHECK(world.refusal(world.system, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
    const auto* notice = notice_to(reactions, NoticeStep::rejected, Channel::email);
    REQUIRE(notice != nullptr);
    CHECK(notice->parameters.at("money") == "domain.money.credit");
}

TEST_CASE("a credit pays the purchase of a new card X8") {
    World world;
    world.to(Stage::paid).as(world.secretary, keep_payment());
    CHECK(world.refusal(world.stranger, MovePayment{PaymentId("p-1"), RequestId("r-2")}) == "not-allowed");
    CHECK(world.refusal(world.member, MovePayment{PaymentId("p-1"), {}}) == "invalid-argument");
    CHECK(world.refusal(world.member, MovePayment{PaymentId("p-1"), RequestId("r-1")}) == "invalid-argument");
    CHECK(world.refusal(world.member, MovePayment{PaymentId("p-9"), RequestId("r-2")}) ==
          "payment-nothing-to-return");
    world.as(world.member, MovePayment{PaymentId("p-1"), RequestId("r-2")});
    CHECK(world.state.money.settlement == Settlement::moved);
    CHECK(world.refusal(world.member, ReturnCredit{}) == "payment-nothing-to-return");
    CHECK(world.refusal(world.system, MarkRefunded{PaymentId("p-1")}) == "payment-nothing-to-return");
}

TEST_CASE("a credit goes back whenever the member asks, once X8") {
    World world;
    world.to(Stage::paid).as(world.secretary, keep_payment());
    CHECK(world.refusal(world.stranger, ReturnCredit{}) == "not-allowed");
    CHECK(world.refusal(world.other_secretary, ReturnCredit{}) == "not-allowed");
    const auto events = world.as(world.member, ReturnCredit{});
    const auto refunds = of_kind<RefundPayment>(world.reactions_to_last(events));
    REQUIRE(refunds.size() == 1);
    CHECK(refunds[0].payment == *world.state.money.payment);
    CHECK(world.state.money.settlement == Settlement::due_back);
    CHECK(world.refusal(world.member, ReturnCredit{}) == "payment-nothing-to-return");
    CHECK(world.refusal(world.member, MovePayment{PaymentId("p-1"), RequestId("r-2")}) ==
          "payment-nothing-to-return");
    world.as(world.system, MarkRefunded{PaymentId("p-1")});
    CHECK(world.state.money.settlement == Settlement::returned);
}

TEST_CASE("money on its way back cannot pay something else at the same time X8") {
    World world;
    world.to(Stage::rejected);
    REQUIRE(world.state.money.settlement == Settlement::due_back);
    CHECK(world.refusal(world.member, MovePayment{PaymentId("p-1"), RequestId("r-2")}) ==
          "payment-nothing-to-return");
}

TEST_CASE("a payment is kept only where there is one and a new card would help X8 R85") {
    World unpaid;
    unpaid.to(Stage::placed);
    CHECK(unpaid.refusal(unpaid.secretary, keep_payment()) == "payment-cannot-be-kept");
    for (const auto reason : {RejectionReason::not_enrolled, RejectionReason::dues_unpaid}) {
        World world;
        world.to(Stage::paid);
        Reject reject = keep_payment();
        reject.reason = reason;
        CHECK(world.refusal(world.secretary, reject) == "payment-cannot-be-kept");
    }
}

TEST_CASE("a member withdraws before validation and gets the payment back, later not X20") {
    World world;
    world.to(Stage::paid);
    CHECK(world.refusal(world.stranger, Withdraw{}) == "not-allowed");
    const auto events = world.as(world.member, Withdraw{});
    CHECK(world.state.stage == Stage::withdrawn);
    CHECK(of_kind<RefundPayment>(world.reactions_to_last(events)).size() == 1);
    World validated;
    validated.to(Stage::validated);
    CHECK(validated.refusal(validated.member, Withdraw{}) == "request-wrong-stage");
}

TEST_CASE("every end of a paid request without a renewal leaves its money due back X20") {
    for (const auto stage : {Stage::rejected, Stage::withdrawn, Stage::expired, Stage::revoked}) {
        World world;
        world.to(stage);
        CHECK(world.state.money.settlement == Settlement::due_back);
    }
    World good;
    good.to(Stage::installed);
    CHECK(good.state.money.settlement == Settlement::held);
}
