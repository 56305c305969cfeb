#include "tests/domain/mailbox/mailbox_world.hpp"

using namespace sigillo::tests;

namespace {

/// With 5 GB more, bought on 22 November 2026.
MailboxWorld with_space() {
    MailboxWorld world;
    world.active();
    world.bought("a", AddOnKind::inbox_space, 5);
    return world;
}
const AddOnId a("a");

} // namespace

TEST_CASE("when an add-on is bought its end and its first reminder are set R105 R109") {
    const auto world = with_space();
    const auto due = world.of_kind<mailbox::ScheduleDeadline>();
    REQUIRE(due.size() == 2);
    CHECK(due[0] == mailbox::ScheduleDeadline{EndAddOn{a}, at("2027-11-22T23:00:00Z")});
    CHECK(due[1] == mailbox::ScheduleDeadline{RemindAddOn{a}, at("2027-09-23T22:59:59Z")});
}

TEST_CASE("a reminder goes out on its day, not before R105") {
    auto world = with_space();
    world.facts.now = at("2027-09-23T22:59:58Z");
    CHECK(world.refused(world.system, RemindAddOn{a}) == ErrorId::deadline_not_reached);
    world.facts.now = at("2027-09-23T22:59:59Z");
    world.done(world.system, RemindAddOn{a});
    CHECK(world.notice(NoticeStep::expiring).parameters.at("days") == "60");
}

TEST_CASE("each reminder goes out once, and sets the next R105") {
    auto world = with_space();
    world.facts.now = at("2027-09-23T22:59:59Z");
    world.done(world.system, RemindAddOn{a});
    const auto due = world.of_kind<mailbox::ScheduleDeadline>();
    REQUIRE(due.size() == 1);
    CHECK(due[0].at == at("2027-10-23T22:59:59Z"));
    CHECK(world.refused(world.system, RemindAddOn{a}) == ErrorId::deadline_not_reached);
}

TEST_CASE("after a standstill one reminder goes out, not all that were missed R105") {
    auto world = with_space();
    world.facts.now = at("2027-11-20T10:00:00Z");
    world.done(world.system, RemindAddOn{a});
    CHECK(world.notice(NoticeStep::expiring).parameters.at("days") == "7");
    CHECK(world.refused(world.system, RemindAddOn{a}) == ErrorId::deadline_not_reached);
}

TEST_CASE("a reminder goes by PEC to the member and says what will be left R107 R109 R110") {
    auto world = with_space();
    world.facts.now = at("2027-10-25T10:00:00Z");
    world.done(world.system, RemindAddOn{a});
    const auto notice = world.notice(NoticeStep::expiring);
    CHECK(notice.channel == Channel::pec);
    CHECK(notice.recipient == Recipient::member);
    CHECK(notice.parameters.at("plan") == "domain.mailbox_plan.standard");
    CHECK(notice.parameters.at("inbox_gb") == "1");
    CHECK(notice.parameters.count("archive_gb") == 0);
    CHECK(notice.parameters.at("until") == "2027-11-22T22:59:59Z");
}

TEST_CASE("an add-on that is not renewed ends at expiry: STANDARD with 1 GB again R109") {
    auto world = with_space();
    world.facts.now = at("2027-11-22T22:59:59Z");
    CHECK(world.refused(world.system, EndAddOn{a}) == ErrorId::deadline_not_reached);
    world.facts.now = at("2027-11-22T23:00:00Z");
    world.done(world.system, EndAddOn{a});
    CHECK(world.space() == Space{MailboxPlan::standard, 1, 0});
    CHECK(world.state.stage == mailbox::Stage::active);
    REQUIRE(world.of_kind<SetSpace>().size() == 1);
    CHECK(world.of_kind<SetSpace>()[0].space == Space{MailboxPlan::standard, 1, 0});
}

TEST_CASE("an end that comes twice ends once R109") {
    auto world = with_space();
    world.facts.now = at("2027-11-23T10:00:00Z");
    world.done(world.system, EndAddOn{a});
    CHECK(world.refused(world.system, EndAddOn{a}) == ErrorId::request_wrong_stage);
}

TEST_CASE("when PRO ends the space bought for PRO ends with it, the STANDARD space stays R109") {
    MailboxWorld world;
    world.active();
    world.bought("s", AddOnKind::inbox_space, 2);
    world.facts.now = at("2026-12-01T10:00:00Z");
    world.bought("p", AddOnKind::pro);
    world.facts.now = at("2027-05-01T10:00:00Z");
    world.bought("x", AddOnKind::archive_space, 20);
    world.facts.now = at("2027-11-01T10:00:00Z");
    world.done(world.member, world.renew("s2", "s"));
    world.pay("s2");
    world.facts.now = at("2027-12-02T10:00:00Z");
    world.done(world.system, EndAddOn{AddOnId("p")});
    CHECK(world.space() == Space{MailboxPlan::standard, 3, 0});
    CHECK(add_on(world.state, AddOnId("x"))->status == AddOnStatus::ended);
    CHECK(world.of_kind<SendNotice>().size() == 1);
}

TEST_CASE("the reminder of PRO counts the space that ends with it R109 R110") {
    MailboxWorld world;
    world.active();
    world.bought("p", AddOnKind::pro);
    world.bought("x", AddOnKind::archive_space, 20);
    world.facts.now = at("2027-11-01T10:00:00Z");
    world.done(world.system, RemindAddOn{AddOnId("p")});
    CHECK(world.notice(NoticeStep::expiring).parameters.at("inbox_gb") == "1");
    CHECK(world.notice(NoticeStep::expiring).parameters.count("archive_gb") == 0);
}

TEST_CASE("renewal opens with the first reminder R105") {
    auto world = with_space();
    world.facts.now = at("2027-09-23T22:59:58Z");
    CHECK(world.refused(world.member, world.renew("b", "a")) == ErrorId::mailbox_renewal_not_open);
    world.facts.now = at("2027-09-23T22:59:59Z");
    CHECK(world.as(world.member, world.renew("b", "a")).ok());
}

TEST_CASE("a renewed add-on runs a year from its old expiry: no day is lost R106") {
    auto world = with_space();
    world.facts.now = at("2027-10-01T10:00:00Z");
    world.done(world.member, world.renew("b", "a"));
    world.pay("b");
    CHECK(add_on(world.state, a)->until == at("2028-11-22T22:59:59Z"));
    CHECK(world.space() == Space{MailboxPlan::standard, 6, 0});
    world.facts.now = at("2027-11-22T23:00:00Z");
    CHECK(world.refused(world.system, EndAddOn{a}) == ErrorId::deadline_not_reached);
}

TEST_CASE("a renewal is told of, and reminded of again a year later R105") {
    auto world = with_space();
    world.facts.now = at("2027-11-01T10:00:00Z");
    world.done(world.system, RemindAddOn{a});
    world.done(world.member, world.renew("b", "a"));
    world.pay("b");
    CHECK(world.notice(NoticeStep::renewed).parameters.at("until") == "2028-11-22T22:59:59Z");
    world.facts.now = at("2028-09-24T10:00:00Z");
    world.done(world.system, RemindAddOn{a});
    CHECK(world.notice(NoticeStep::expiring).parameters.at("days") == "60");
}

TEST_CASE("one renewal at a time") {
    auto world = with_space();
    world.facts.now = at("2027-10-01T10:00:00Z");
    world.done(world.member, world.renew("b", "a"));
    CHECK(world.refused(world.member, world.renew("c", "a")) == ErrorId::mailbox_renewal_already);
}

TEST_CASE("a renewal that is not paid by the expiry lapses with what it would have renewed R109") {
    auto world = with_space();
    world.facts.now = at("2027-11-20T10:00:00Z");
    world.done(world.member, world.renew("b", "a"));
    CHECK(add_on(world.state, AddOnId("b"))->pay_by == at("2027-11-22T22:59:59Z"));
    world.facts.now = at("2027-11-22T23:00:00Z");
    world.done(world.system, EndAddOn{a});
    CHECK(add_on(world.state, AddOnId("b"))->status == AddOnStatus::cancelled);
    CHECK(world.space() == Space{MailboxPlan::standard, 1, 0});
}

TEST_CASE("what has ended can be bought anew, not renewed R109") {
    auto world = with_space();
    world.facts.now = at("2027-11-23T10:00:00Z");
    const auto late = world.renew("b", "a");
    world.done(world.system, EndAddOn{a});
    CHECK(world.refused(world.member, late) == ErrorId::add_on_unknown);
    CHECK(world.as(world.member, world.buy("c", AddOnKind::inbox_space, 5)).ok());
}

TEST_CASE("an add-on bought on 29 February ends on 28 February X18") {
    CHECK(bought_until(at("2028-02-29T10:00:00Z")) == at("2029-02-28T22:59:59Z"));
}
