#include "tests/domain/support/renewal_world.hpp"

using namespace sigillo::tests;

TEST_CASE("an invitation goes to the member with price, convention and expiry R72") {
    World world;
    const auto reactions = world.reactions_to_last(world.as(world.system, Invite{}));
    const auto* notice = notice_to(reactions, NoticeStep::invited, Channel::email);
    REQUIRE(notice != nullptr);
    CHECK(notice->recipient == Recipient::member);
    CHECK(notice->text_key == "notice.renewal.invited");
    CHECK(notice->parameters.at("price") == "2196");
    CHECK(notice->parameters.at("convention") == "CNSCNA13");
    CHECK(notice->parameters.at("expires_at") == "2026-12-20T22:59:59Z");
    CHECK(of_kind<ScheduleDeadline>(reactions) ==
          std::vector<ScheduleDeadline>{{Expire{}, world.expires + Duration{1}}});
}

TEST_CASE("an order without an invitation schedules its own expiry, one with it does not again") {
    World straight;
    CHECK(
        of_kind<ScheduleDeadline>(straight.reactions_to_last(straight.as(straight.member, straight.place())))
            .size() == 1);
    World invited;
    invited.to(Stage::invited);
    const auto reactions = invited.reactions_to_last(invited.as(invited.member, invited.place()));
    CHECK(of_kind<ScheduleDeadline>(reactions).empty());
    CHECK(notice_to(reactions, NoticeStep::placed, Channel::email) != nullptr);
}

TEST_CASE("when it is paid the Order is told that a request waits R77") {
    World world;
    world.to(Stage::placed);
    world.as(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    const auto reactions = world.reactions_to_last(
        world.as(world.system, RecordPayment{PaymentId("p-1"), Cents{2196}, world.facts.now}));
    CHECK(notice_to(reactions, NoticeStep::paid, Channel::email)->recipient == Recipient::member);
    CHECK(notice_to(reactions, NoticeStep::queued, Channel::email)->recipient == Recipient::order);
}

TEST_CASE("after validation an e-mail lets the member conclude R80") {
    World world;
    world.to(Stage::paid);
    const auto reactions = world.reactions_to_last(world.as(world.signatory, Validate{}));
    CHECK(notice_to(reactions, NoticeStep::validated, Channel::email)->recipient == Recipient::member);
}

TEST_CASE("a rejection tells reason, code for a new card and what happens to the money R84 R85 X8") {
    World world;
    world.to(Stage::paid);
    const auto reactions = world.reactions_to_last(
        world.as(world.secretary, Reject{RejectionReason::certificate_data_wrong, "Cognome"}));
    const auto* notice = notice_to(reactions, NoticeStep::rejected, Channel::email);
    REQUIRE(notice != nullptr);
    CHECK(notice->parameters.at("reason") == "domain.rejection.certificate_data_wrong");
    CHECK(notice->parameters.at("advice") == "domain.rejection_advice.certificate_data_wrong");
    CHECK(notice->parameters.at("new_card_code") == "CNSCNA13");
    CHECK(notice->parameters.at("note") == "Cognome");
    CHECK(notice->parameters.at("money") == "domain.money.due_back");
}

TEST_CASE("a request that ends unpaid says that nothing is due") {
    World world;
    world.to(Stage::placed);
    const auto reactions = world.reactions_to_last(world.as(world.member, Withdraw{}));
    CHECK(notice_to(reactions, NoticeStep::withdrawn, Channel::email)->parameters.at("money") ==
          "domain.money.none");
    CHECK(of_kind<RefundPayment>(reactions).empty());
}

TEST_CASE("paid in time and about to expire: the Order is reminded, and again until it decides X21") {
    World world;
    world.facts.now = at("2026-12-10T10:00:00Z");
    world.to(Stage::paid);
    // A week before expiry comes before a week after payment.
    const Instant due = world.expires - Duration::days(7);
    world.facts.now = due - Duration{1};
    CHECK(world.refusal(world.system, RemindOrder{}) == "deadline-not-reached");
    CHECK(world.refusal(world.member, RemindOrder{}) == "not-allowed");
    world.facts.now = due;
    const auto reactions = world.reactions_to_last(world.as(world.system, RemindOrder{}));
    CHECK(notice_to(reactions, NoticeStep::order_reminded, Channel::email)->recipient == Recipient::order);
    CHECK(of_kind<ScheduleDeadline>(reactions) ==
          std::vector<ScheduleDeadline>{{RemindOrder{}, due + Duration::days(2)}});
    CHECK(world.refusal(world.system, RemindOrder{}) == "deadline-not-reached");
}

TEST_CASE("a request that ages is reminded of a week after payment X21") {
    World world;
    world.to(Stage::placed);
    world.as(world.member, BeginPayment{PaymentId("p-1"), PaymentMethod::card});
    const auto reactions = world.reactions_to_last(
        world.as(world.system, RecordPayment{PaymentId("p-1"), Cents{2196}, world.facts.now}));
    CHECK(of_kind<ScheduleDeadline>(reactions) ==
          std::vector<ScheduleDeadline>{{RemindOrder{}, world.facts.now + Duration::days(7)}});
}

TEST_CASE("paid on the last days the first reminder still leaves the Order a day") {
    World world;
    world.facts.now = at("2026-12-18T10:00:00Z");
    world.to(Stage::paid);
    CHECK(reminder_due_at(world.state, *world.convention.renewal) == at("2026-12-19T10:00:00Z"));
}

TEST_CASE("channels and recipients are the convention's: without a rule nobody is told") {
    World world;
    world.facts.convention->notices = {
        {Flow::renewal_on_card, NoticeStep::placed, Channel::sms, Recipient::operators, "own.text"},
        {Flow::purchase, NoticeStep::placed, Channel::email, Recipient::member, "of.a.purchase"}};
    const auto reactions = world.reactions_to_last(world.as(world.member, world.place()));
    const auto notices = of_kind<SendNotice>(reactions);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].recipient == Recipient::operators);
    CHECK(notices[0].text_key == "own.text");
    CHECK(of_kind<SendNotice>(world.reactions_to_last(world.as(world.member, Withdraw{}))).empty());
}
