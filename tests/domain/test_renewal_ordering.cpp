#include "tests/domain/support/renewal_world.hpp"

using namespace sigillo::tests;

TEST_CASE("the portal invites once the window is open, for an enrolled member R72") {
    World world;
    CHECK(world.refusal(world.system, Invite{}) == "accepted");
    CHECK(world.refusal(world.member, Invite{}) == "not-allowed");
    world.facts.register_entry->status = EnrolmentStatus::suspended;
    CHECK(world.refusal(world.system, Invite{}) == "register-not-enrolled");
}

TEST_CASE("without a notice the member renews just the same R73 R74") {
    World world;
    const auto events = world.as(world.member, world.place());
    CHECK(world.state.stage == Stage::placed);
    CHECK(std::get<Placed>(events.at(0)).subject == world.facts.subject);
}

TEST_CASE("with a notice the order follows the invitation R76") {
    World world;
    world.to(Stage::invited);
    world.as(world.member, world.place());
    CHECK(world.state.stage == Stage::placed);
    CHECK(world.state.invited_at.has_value());
}

TEST_CASE("a renewal opens two months before expiry, on the day in Rome X12") {
    World world;
    world.facts.now = at("2026-10-19T21:59:59Z");
    const auto early = world.try_as(world.member, world.place());
    REQUIRE_FALSE(early.ok());
    CHECK(early.error().id == ErrorId::renewal_window_not_open);
    CHECK(early.error().details.at("opens_at") == "2026-10-19T22:00:00Z");
    world.facts.now = at("2026-10-19T22:00:00Z");
    CHECK(world.refusal(world.member, world.place()) == "accepted");
}

TEST_CASE("a window that would open on 31 February opens on the month's last day X12") {
    CHECK(rome_date(window_opens_at(at("2026-04-30T10:00:00Z"), 2)) == Date{2026, 2, 28});
    CHECK(rome_date(window_opens_at(at("2028-04-30T10:00:00Z"), 2)) == Date{2028, 2, 29});
}

TEST_CASE("an expired certificate cannot be renewed: a new card is bought with the code R81 R85") {
    World world;
    world.facts.now = world.expires;
    CHECK(world.refusal(world.member, world.place()) == "accepted");
    world.facts.now = world.expires + Duration{1};
    const auto late = world.try_as(world.member, world.place());
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().id == ErrorId::renewal_certificate_expired);
    CHECK(late.error().details.at("new_card_code") == "CNSCNA13");
    CHECK(late.error().details.at("expired_at") == "2026-12-20T22:59:59Z");
}

TEST_CASE("the certificate that expires first decides") {
    World world;
    world.facts.subject.certificates.signature.not_after = at("2026-11-22T09:59:59Z");
    CHECK(world.refusal(world.member, world.place()) == "renewal-certificate-expired");
}

TEST_CASE("a revoked certificate is not renewed, whichever of the two X15") {
    World world;
    world.facts.subject.certificates.authentication.revoked = true;
    CHECK(world.refusal(world.member, world.place()) == "renewal-certificate-revoked");
    World other;
    other.facts.subject.certificates.signature.revoked = true;
    CHECK(other.refusal(other.member, other.place()) == "renewal-certificate-revoked");
}

TEST_CASE("a certificate revoked after the order stops it before payment, validation and keys") {
    World world;
    world.to(Stage::placed);
    world.facts.subject.certificates.signature.revoked = true;
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p"), PaymentMethod::card}) ==
          "renewal-certificate-revoked");
    World paid;
    paid.to(Stage::paid);
    paid.facts.subject.certificates.signature.revoked = true;
    CHECK(paid.refusal(paid.signatory, Validate{}) == "renewal-certificate-revoked");
    World validated;
    validated.to(Stage::validated);
    validated.facts.subject.certificates.signature.revoked = true;
    CHECK(validated.refusal(validated.member, SubmitKeys{World::keys()}) == "renewal-certificate-revoked");
}

TEST_CASE("nobody renews the card of someone else") {
    World world;
    CHECK(world.refusal(world.stranger, world.place()) == "not-allowed");
    Actor impostor = world.stranger;
    impostor.person = world.facts.subject.member;
    CHECK(world.refusal(impostor, world.place()) == "card-of-someone-else");
    CHECK(world.refusal(world.secretary, world.place()) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, world.place()) == "not-allowed");
    CHECK(world.refusal(world.auditor, world.place()) == "not-allowed");
}

TEST_CASE("a second open renewal of the same card is refused") {
    World world;
    world.facts.other_request_open = true;
    CHECK(world.refusal(world.member, world.place()) == "request-already-open");
}

TEST_CASE("renewal is open to every member of an Order with a convention, and to no other R86") {
    World world;
    world.facts.convention.reset();
    CHECK(world.refusal(world.member, PlaceRenewal{}) == "renewal-not-sold");
    world.facts.convention = world.convention;
    world.facts.convention->valid_to = Date{2026, 11, 21};
    CHECK(world.refusal(world.member, PlaceRenewal{}) == "renewal-not-sold");
    world.facts.convention = world.convention;
    world.facts.convention->orders = {OrderId("architetti-ascoli")};
    CHECK(world.refusal(world.member, PlaceRenewal{}) == "renewal-not-sold");
    world.facts.convention = world.convention;
    world.facts.convention->products[0].kind = ProductKind::new_card;
    CHECK(world.refusal(world.member, PlaceRenewal{}) == "renewal-not-sold");
}

TEST_CASE("who is not enrolled or owes dues does not order R51 R79") {
    World world;
    world.facts.register_entry->dues_paid_up_to = {2026, 11, 21};
    CHECK(world.refusal(world.member, world.place()) == "register-dues-unpaid");
    world.facts.register_entry->dues_paid_up_to = {2026, 11, 22};
    CHECK(world.refusal(world.member, world.place()) == "accepted");
    world.facts.register_entry->status = EnrolmentStatus::cancelled;
    CHECK(world.refusal(world.member, world.place()) == "register-not-enrolled");
    world.facts.register_entry.reset();
    CHECK(world.refusal(world.member, world.place()) == "register-not-enrolled");
}

TEST_CASE("the member pays the price that was shown, under the terms that were shown R87") {
    World world;
    PlaceRenewal command = world.place();
    command.price_shown = Cents{2195};
    const auto refused = world.try_as(world.member, command);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().id == ErrorId::price_changed);
    CHECK(refused.error().details.at("price") == "2196");
    command = world.place();
    command.convention_hash = Digest("another");
    CHECK(world.refusal(world.member, command) == "price-changed");
}

TEST_CASE("every clause must be accepted") {
    World world;
    PlaceRenewal command = world.place();
    command.clauses_accepted.pop_back();
    CHECK(world.refusal(world.member, command) == "clauses-not-accepted");
}

TEST_CASE("a request keeps the version of the convention that it began under") {
    World world;
    world.to(Stage::placed);
    CHECK(world.state.convention_hash == world.convention.hash);
    CHECK(world.state.price.gross == Cents{2196});
    world.facts.convention->hash = Digest("next year's");
    CHECK(world.refusal(world.member, BeginPayment{PaymentId("p"), PaymentMethod::card}) ==
          "convention-unknown");
}

TEST_CASE("ordering cannot touch a datum of the certificates R83") {
    // No command has a field for one; what is stored comes from the facts alone.
    World world;
    const CardCertificates before = world.facts.subject.certificates;
    world.to(Stage::installed);
    CHECK(world.state.subject.certificates == before);
}
