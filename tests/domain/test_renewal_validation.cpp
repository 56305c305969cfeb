#include "tests/domain/support/renewal_world.hpp"

using namespace sigillo::tests;

TEST_CASE("after payment the request goes to the Order, which validates by a signed act R77 R78") {
    World world;
    world.to(Stage::placed);
    CHECK(world.refusal(world.signatory, Validate{}) == "request-wrong-stage");
    world = World();
    world.to(Stage::paid);
    world.as(world.signatory, Validate{});
    CHECK(world.state.stage == Stage::validated);
    CHECK(world.state.validation->signer == world.signer);
    CHECK(world.state.validation->signed_at == world.facts.now);
    CHECK(world.state.validation->act == Digest("act"));
}

TEST_CASE("a secretary hands in what the signatory signed; nobody outside the Order does") {
    World world;
    world.to(Stage::paid);
    CHECK(world.refusal(world.secretary, Validate{}) == "accepted");
    CHECK(world.refusal(world.other_secretary, Validate{}) == "not-allowed");
    CHECK(world.refusal(world.member, Validate{}) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, Validate{}) == "not-allowed");
    CHECK(world.refusal(world.auditor, Validate{}) == "not-allowed");
}

TEST_CASE("an act of someone who is not the Order's signatory that day is refused X19") {
    World world;
    world.to(Stage::paid);
    world.facts.act->signer_is_signatory = false;
    CHECK(world.refusal(world.signatory, Validate{}) == "act-signer-not-signatory");
}

TEST_CASE("an act over other bytes, or for another portal, is refused") {
    World world;
    world.to(Stage::paid);
    world.facts.act->content_equals_issued = false;
    CHECK(world.refusal(world.signatory, Validate{}) == "act-content-differs");
    world.facts.act->portal_matches = false;
    CHECK(world.refusal(world.signatory, Validate{}) == "act-other-portal");
}

TEST_CASE("an act is signed within five minutes of the portal's clock, before or after") {
    World world;
    world.to(Stage::paid);
    for (const std::int64_t seconds : {-300, 300}) {
        world.facts.act->signing_time = world.facts.now + Duration{seconds};
        CHECK(world.refusal(world.signatory, Validate{}) == "accepted");
    }
    for (const std::int64_t seconds : {-301, 301, 600}) {
        world.facts.act->signing_time = world.facts.now + Duration{seconds};
        CHECK(world.refusal(world.signatory, Validate{}) == "act-clock-off");
    }
}

TEST_CASE("an act over data that have changed since is refused") {
    World world;
    world.to(Stage::paid);
    world.facts.current_data = Digest("changed");
    CHECK(world.refusal(world.signatory, Validate{}) == "act-data-changed");
    world.facts.current_data = {};
    world.facts.act->data = {};
    CHECK(world.refusal(world.signatory, Validate{}) == "act-data-changed");
}

TEST_CASE("an act that is sent twice is known, also once the request has gone on") {
    World world;
    world.to(Stage::validated);
    CHECK(world.refusal(world.signatory, Validate{}) == "act-already-received");
    world.as(world.member, SubmitKeys{World::keys()});
    CHECK(world.refusal(world.signatory, Validate{}) == "act-already-received");
    world.facts.act->act = Digest("another");
    CHECK(world.refusal(world.signatory, Validate{}) == "request-wrong-stage");
}

TEST_CASE("the Order validates only who is still enrolled and has paid the dues R79") {
    World world;
    world.to(Stage::paid);
    world.facts.register_entry->status = EnrolmentStatus::suspended;
    CHECK(world.refusal(world.signatory, Validate{}) == "register-not-enrolled");
    world.facts.register_entry->status = EnrolmentStatus::enrolled;
    world.facts.register_entry->dues_paid_up_to = {2026, 1, 1};
    CHECK(world.refusal(world.signatory, Validate{}) == "register-dues-unpaid");
    world.facts.register_entry.reset();
    CHECK(world.refusal(world.signatory, Validate{}) == "register-not-enrolled");
}

TEST_CASE("a certificate with a wrong name is not validated, and the code for a new card is named R84 R85") {
    World world;
    world.facts.subject.certificates.surname = "Russo";
    world.to(Stage::paid);
    const auto refused = world.try_as(world.signatory, Validate{});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().id == ErrorId::renewal_data_wrong);
    CHECK(refused.error().details.at("field") == "surname");
    CHECK(refused.error().details.at("new_card_code") == "CNSCNA13");
}

TEST_CASE("a difference in the way a title is written is the Order's to judge R79") {
    World world;
    world.facts.subject.certificates.title = "Arch.";
    world.facts.register_entry->title = "Architetto";
    world.to(Stage::paid);
    CHECK(world.refusal(world.signatory, Validate{}) == "accepted");
}

TEST_CASE("paid in time but validated late: the request ends and the money goes back R81 X8") {
    World world;
    world.to(Stage::paid);
    world.facts.now = world.expires + Duration{1};
    world.facts.act->signing_time = world.facts.now;
    CHECK(world.refusal(world.signatory, Validate{}) == "renewal-certificate-expired");
    const auto events = world.as(world.system, Expire{});
    CHECK(world.state.stage == Stage::expired);
    CHECK(world.state.money.settlement == Settlement::due_back);
    CHECK(of_kind<RefundPayment>(world.reactions_to_last(events)) ==
          std::vector<RefundPayment>{{*world.state.money.payment}});
}

TEST_CASE("the Order rejects wrong data and the member is asked to buy a new card R84 R85") {
    World world;
    world.to(Stage::paid);
    world.as(world.secretary, Reject{RejectionReason::certificate_data_wrong, "Cognome"});
    CHECK(world.state.stage == Stage::rejected);
    CHECK(world.state.rejection->new_card_code.value == "CNSCNA13");
    CHECK(world.state.rejection->note == "Cognome");
}

TEST_CASE("a new card is proposed only where it helps R85") {
    for (const auto reason : {RejectionReason::not_enrolled, RejectionReason::dues_unpaid}) {
        World world;
        world.to(Stage::paid);
        world.as(world.secretary, Reject{reason, ""});
        CHECK(world.state.rejection->new_card_code.empty());
    }
}

TEST_CASE("another reason needs words, of bounded length") {
    World world;
    world.to(Stage::paid);
    CHECK(world.refusal(world.secretary, Reject{RejectionReason::other, " \n"}) == "rejection-note-missing");
    CHECK(world.refusal(world.secretary, Reject{RejectionReason::other, std::string(1001, 'x')}) ==
          "invalid-argument");
    CHECK(world.refusal(world.secretary, Reject{RejectionReason::other, "Manca"}) == "accepted");
}

TEST_CASE("the Order can reject before payment too, which spares it") {
    World world;
    world.to(Stage::placed);
    world.as(world.signatory, Reject{RejectionReason::certificate_data_wrong, ""});
    CHECK(world.state.stage == Stage::rejected);
    CHECK(world.state.money.settlement == Settlement::none);
}

TEST_CASE("an Order rejects only its own requests") {
    World world;
    world.to(Stage::paid);
    CHECK(world.refusal(world.other_secretary, Reject{}) == "not-allowed");
    CHECK(world.refusal(world.member, Reject{}) == "not-allowed");
}
