#include "tests/domain/mailbox/mailbox_world.hpp"

using namespace sigillo::tests;

namespace {
MailboxWorld active() {
    MailboxWorld world;
    world.active();
    return world;
}
} // namespace

TEST_CASE("a new mailbox is STANDARD with 1 GB R99") {
    CHECK(active().space() == Space{MailboxPlan::standard, 1, 0});
}

TEST_CASE("the member alone buys add-ons, and pays them R106 R108") {
    auto world = active();
    CHECK(world.refused(world.secretary, world.buy("a", AddOnKind::inbox_space, 2)) == ErrorId::not_allowed);
    world.done(world.member, world.buy("a", AddOnKind::inbox_space, 2));
    CHECK(world.space() == Space{MailboxPlan::standard, 1, 0});
    world.pay("a");
    CHECK(world.space() == Space{MailboxPlan::standard, 3, 0});
}

TEST_CASE("a STANDARD mailbox takes 5 GB more and not a sixth R100") {
    auto world = active();
    CHECK(world.refused(world.member, world.buy("a", AddOnKind::inbox_space, 6)) ==
          ErrorId::mailbox_space_exceeded);
    world.bought("b", AddOnKind::inbox_space, 5);
    CHECK(world.refused(world.member, world.buy("c", AddOnKind::inbox_space, 1)) ==
          ErrorId::mailbox_space_exceeded);
}

TEST_CASE("what is ordered and not paid yet counts towards the limit R100") {
    auto world = active();
    world.done(world.member, world.buy("a", AddOnKind::inbox_space, 4));
    CHECK(world.refused(world.member, world.buy("b", AddOnKind::inbox_space, 2)) ==
          ErrorId::mailbox_space_exceeded);
    world.done(world.member, CancelAddOn{AddOnId("a")});
    CHECK(world.as(world.member, world.buy("b", AddOnKind::inbox_space, 2)).ok());
}

TEST_CASE("space is bought by whole gigabytes, one at least R100") {
    auto world = active();
    CHECK(world.refused(world.member, world.buy("a", AddOnKind::inbox_space, 0)) == ErrorId::field_invalid);
    CHECK(world.refused(world.member, world.buy("a", AddOnKind::inbox_space, -3)) == ErrorId::field_invalid);
}

TEST_CASE("a STANDARD mailbox has no archive to extend R101 R102") {
    auto world = active();
    CHECK(world.refused(world.member, world.buy("a", AddOnKind::archive_space, 1)) ==
          ErrorId::mailbox_pro_needed);
}

TEST_CASE("PRO gives 3 GB of inbox and 2 GB of archive R101") {
    auto world = active();
    world.bought("p", AddOnKind::pro);
    CHECK(world.space() == Space{MailboxPlan::pro, 3, 2});
}

TEST_CASE("inbox and archive of PRO go up to 300 GB each R102") {
    auto world = active();
    world.bought("p", AddOnKind::pro);
    CHECK(world.refused(world.member, world.buy("a", AddOnKind::inbox_space, 298)) ==
          ErrorId::mailbox_space_exceeded);
    world.bought("a", AddOnKind::inbox_space, 297);
    world.bought("b", AddOnKind::archive_space, 298);
    CHECK(world.space() == Space{MailboxPlan::pro, 300, 300});
    CHECK(world.refused(world.member, world.buy("c", AddOnKind::archive_space, 1)) ==
          ErrorId::mailbox_space_exceeded);
}

TEST_CASE("a mailbox becomes PRO once, also while the order waits for its payment R101") {
    auto world = active();
    world.done(world.member, world.buy("p", AddOnKind::pro, 0));
    CHECK(world.refused(world.member, world.buy("q", AddOnKind::pro, 0)) == ErrorId::mailbox_pro_already);
    world.pay("p");
    CHECK(world.refused(world.member, world.buy("q", AddOnKind::pro, 0)) == ErrorId::mailbox_pro_already);
}

TEST_CASE("space of the STANDARD mailbox stays when it becomes PRO R100 R101") {
    auto world = active();
    world.bought("a", AddOnKind::inbox_space, 2);
    world.bought("p", AddOnKind::pro);
    CHECK(world.space() == Space{MailboxPlan::pro, 5, 2});
}

TEST_CASE("an add-on runs a year from purchase, to the end of the day X18") {
    auto world = active();
    world.bought("a", AddOnKind::inbox_space, 1);
    CHECK(add_on(world.state, AddOnId("a"))->until == at("2027-11-22T22:59:59Z"));
}

TEST_CASE("an add-on bought while another runs costs and runs a whole year, never a part X18") {
    auto world = active();
    world.bought("p", AddOnKind::pro);
    world.facts.now = at("2027-06-01T10:00:00Z");
    world.bought("a", AddOnKind::archive_space, 10);
    CHECK(add_on(world.state, AddOnId("a"))->order.price.gross == Cents{2440});
    CHECK(add_on(world.state, AddOnId("a"))->until == at("2028-06-01T21:59:59Z"));
}

TEST_CASE("who was shown another price or other terms buys nothing") {
    auto world = active();
    auto order = world.buy("a", AddOnKind::inbox_space, 2);
    order.price_shown = Cents{1};
    CHECK(world.refused(world.member, order) == ErrorId::price_changed);
    order = world.buy("a", AddOnKind::inbox_space, 2);
    order.convention_hash = Digest("older");
    CHECK(world.refused(world.member, order) == ErrorId::price_changed);
    order = world.buy("a", AddOnKind::inbox_space, 2);
    order.clauses_accepted.pop_back();
    CHECK(world.refused(world.member, order) == ErrorId::clauses_not_accepted);
}

TEST_CASE("nothing can be added to a mailbox that is not active yet R103") {
    MailboxWorld world;
    world.done(world.member, Ask{MailboxWorld::form()});
    CHECK(world.refused(world.member, world.buy("a", AddOnKind::pro, 0)) == ErrorId::request_wrong_stage);
}

TEST_CASE("the provider is told of the new size when it is paid, not before R108") {
    auto world = active();
    world.done(world.member, world.buy("a", AddOnKind::inbox_space, 2));
    CHECK(world.of_kind<SetSpace>().empty());
    world.pay("a");
    const auto set = world.of_kind<SetSpace>();
    REQUIRE(set.size() == 1);
    CHECK(set[0].space == Space{MailboxPlan::standard, 3, 0});
    CHECK(set[0].address == "maria.rossi@ingpec.example");
}
