#include "tests/domain/mailbox/mailbox_world.hpp"

using namespace sigillo::tests;

namespace {

/// With an order of 2 GB that waits for its payment, 4.88 euro.
MailboxWorld ordered() {
    MailboxWorld world;
    world.active();
    world.done(world.member, world.buy("a", AddOnKind::inbox_space, 2));
    return world;
}
MailboxWorld paying() {
    auto world = ordered();
    world.done(world.member, BeginPayment{AddOnId("a"), PaymentId("p1"), PaymentMethod::card});
    return world;
}
RecordPayment money(const char* id, int cents) {
    return {PaymentId(id), Cents{cents}, at("2026-11-22T10:00:00Z")};
}

} // namespace

TEST_CASE("a payment of another amount buys nothing and goes back R108") {
    auto world = paying();
    world.done(world.system, money("p1", 487));
    CHECK(world.space().inbox_gb == 1);
    REQUIRE(world.of_kind<RefundPayment>().size() == 1);
    CHECK(world.of_kind<RefundPayment>()[0].payment.payment == PaymentId("p1"));
    CHECK(world.notice(NoticeStep::payment_not_accepted).parameters.at("reason") ==
          "error.payment-amount-differs.what");
}

TEST_CASE("a payment that is told of twice counts once R108") {
    auto world = paying();
    world.done(world.system, money("p1", 488));
    CHECK(world.refused(world.system, money("p1", 488)) == ErrorId::payment_already_recorded);
    CHECK(world.space().inbox_gb == 3);
}

TEST_CASE("a second payment of one order goes back R108") {
    auto world = paying();
    world.done(world.member, BeginPayment{AddOnId("a"), PaymentId("p2"), PaymentMethod::paypal});
    world.done(world.system, money("p1", 488));
    world.done(world.system, money("p2", 488));
    CHECK(world.notice(NoticeStep::payment_not_accepted).parameters.at("reason") ==
          "error.payment-duplicate.what");
    CHECK(world.space().inbox_gb == 3);
}

TEST_CASE("a payment that nobody began is unknown") {
    auto world = paying();
    CHECK(world.refused(world.system, money("other", 488)) == ErrorId::payment_unknown);
}

TEST_CASE("an order that is not paid in time lapses, and money that comes later goes back") {
    auto world = paying();
    world.facts.now = at("2026-12-06T22:59:59Z");
    CHECK(world.refused(world.system, EndAddOn{AddOnId("a")}) == ErrorId::deadline_not_reached);
    world.facts.now = at("2026-12-06T23:00:00Z");
    world.done(world.system, EndAddOn{AddOnId("a")});
    CHECK(world.notice(NoticeStep::expired).channel == Channel::email);
    world.done(world.system, money("p1", 488));
    CHECK(world.notice(NoticeStep::payment_not_accepted).parameters.at("reason") ==
          "error.payment-late.what");
}

TEST_CASE("money that comes after the last day to pay goes back, even if the deadline has not run yet") {
    auto world = paying();
    world.facts.now = at("2026-12-07T10:00:00Z");
    world.done(world.system, money("p1", 488));
    CHECK(world.of_kind<RefundPayment>().size() == 1);
    CHECK(world.space().inbox_gb == 1);
}

TEST_CASE("what went back is marked once") {
    auto world = paying();
    world.done(world.system, money("p1", 100));
    world.done(world.provider, MarkRefunded{PaymentId("p1")});
    CHECK(world.notice(NoticeStep::payment_returned).parameters.at("amount") == "100");
    CHECK(world.refused(world.provider, MarkRefunded{PaymentId("p1")}) == ErrorId::payment_nothing_to_return);
}

TEST_CASE("a bank transfer is declared with its reference, then the money comes in") {
    auto world = ordered();
    DeclarePayment declared{
        AddOnId("a"), PaymentId("p1"), PaymentMethod::bank_transfer, "12", {2026, 11, 22}};
    CHECK(world.refused(world.member, declared) == ErrorId::reference_invalid);
    declared.reference = "cro 12345678901";
    world.done(world.member, declared);
    CHECK(add_on(world.state, AddOnId("a"))->payment_reference == "CRO12345678901");
    world.done(world.provider, money("p1", 488));
    CHECK(world.space().inbox_gb == 3);
}

TEST_CASE("only methods of the convention are taken") {
    auto world = ordered();
    world.facts.convention->payment_methods = {PaymentMethod::card};
    CHECK(world.refused(world.member, BeginPayment{AddOnId("a"), PaymentId("p1"), PaymentMethod::paypal}) ==
          ErrorId::payment_method_not_offered);
}

TEST_CASE("only the portal and the provider record money") {
    auto world = paying();
    CHECK(world.refused(world.member, money("p1", 488)) == ErrorId::not_allowed);
}
