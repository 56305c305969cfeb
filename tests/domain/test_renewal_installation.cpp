#include "tests/domain/support/renewal_world.hpp"

using namespace sigillo::tests;

TEST_CASE("after validation the member concludes with new keys and certificates R80") {
    World world;
    world.to(Stage::validated);
    const auto keys = world.as(world.member, SubmitKeys{World::keys()});
    CHECK(world.state.stage == Stage::requested);
    const auto issue = of_kind<IssueCertificates>(world.reactions_to_last(keys));
    REQUIRE(issue.size() == 1);
    CHECK(issue[0].keys == World::keys());
    world.as(world.system, world.certificates());
    CHECK(world.state.stage == Stage::certified);
    world.as(world.member, ConfirmInstalled{Digest("new-authentication"), Digest("new-signature")});
    CHECK(world.state.stage == Stage::installed);
}

TEST_CASE("new certificates last six years from the end of the old ones, so no day is lost R88 X12") {
    World world;
    world.to(Stage::validated);
    const auto events = world.as(world.member, SubmitKeys{World::keys()});
    const auto issue = of_kind<IssueCertificates>(world.reactions_to_last(events)).at(0);
    CHECK(to_rfc3339(issue.authentication_not_after) == "2032-12-20T22:59:59Z");
    CHECK(to_rfc3339(issue.signature_not_after) == "2032-12-20T22:59:59Z");
}

TEST_CASE("a certificate that ends on 29 February is renewed to the last of February X12") {
    CHECK(rome_date(new_not_after(at("2028-02-29T12:00:00Z"), 6)) == Date{2034, 2, 28});
}

TEST_CASE("keys count only with a statement by the old authentication key over these requests") {
    World world;
    world.to(Stage::validated);
    const auto refused = [&](auto change) {
        World changed = world;
        change(*changed.facts.statement);
        return changed.refusal(changed.member, SubmitKeys{World::keys()});
    };
    CHECK(refused([](auto& s) { s.signer_certificate = Digest("old-signature"); }) == "keys-not-proven");
    CHECK(refused([](auto& s) { s.names_this_request = false; }) == "keys-not-proven");
    CHECK(refused([](auto& s) { s.covers_requests = false; }) == "keys-not-proven");
    CHECK(refused([](auto& s) { s.requests_are_sound = false; }) == "keys-not-proven");
    World without = world;
    without.facts.statement.reset();
    CHECK(without.refusal(without.member, SubmitKeys{World::keys()}) == "keys-not-proven");
    World same = world;
    CHECK(same.refusal(same.member, SubmitKeys{{Digest("x"), Digest("x"), Digest("s")}}) ==
          "keys-not-proven");
    CHECK(same.refusal(same.stranger, SubmitKeys{World::keys()}) == "not-allowed");
}

TEST_CASE("keys come before the old certificates expire; from then on the request no longer needs them R81") {
    World late;
    late.to(Stage::validated);
    late.facts.now = late.expires + Duration{1};
    CHECK(late.refusal(late.member, SubmitKeys{World::keys()}) == "renewal-certificate-expired");
    World in_time;
    in_time.to(Stage::requested);
    in_time.facts.now = in_time.expires + Duration::days(1);
    CHECK(in_time.refusal(in_time.system, Expire{}) == "request-wrong-stage");
    in_time.as(in_time.system, in_time.certificates());
    in_time.as(in_time.member, ConfirmInstalled{Digest("new-authentication"), Digest("new-signature")});
    CHECK(in_time.state.stage == Stage::installed);
}

TEST_CASE("a renewal that is taken up again sends its keys again, and nothing happens twice") {
    for (const auto stage : {Stage::requested, Stage::certified}) {
        World world;
        world.to(stage);
        const auto again = world.try_as(world.member, SubmitKeys{World::keys()});
        REQUIRE(again.ok());
        CHECK(again->empty());
        const KeyRequests others{Digest("x"), Digest("y"), Digest("z")};
        CHECK(world.refusal(world.member, SubmitKeys{others}) == "request-wrong-stage");
        CHECK(world.refusal(world.stranger, SubmitKeys{World::keys()}) == "not-allowed");
    }
}

TEST_CASE("certificates that are not what was asked for are refused X12") {
    World world;
    world.to(Stage::requested);
    const auto refused = [&](auto change) {
        RecordCertificates command = world.certificates();
        change(command);
        return world.refusal(world.system, command);
    };
    CHECK(refused([](auto& c) { c.signature.not_after = at("2032-12-19T22:59:59Z"); }) ==
          "renewal-certificate-mismatch");
    CHECK(refused([](auto& c) { c.authentication.not_after = at("2032-12-21T22:59:59Z"); }) ==
          "renewal-certificate-mismatch");
    CHECK(refused([](auto& c) { c.signature.sha256 = Digest("old-signature"); }) ==
          "renewal-certificate-mismatch");
    CHECK(refused([](auto& c) { c.signature.sha256 = c.authentication.sha256; }) ==
          "renewal-certificate-mismatch");
    CHECK(refused([](auto& c) { c.signature.serial = {}; }) == "renewal-certificate-mismatch");
    CHECK(world.refusal(world.member, world.certificates()) == "not-allowed");
    CHECK(world.refusal(world.operator_staff, world.certificates()) == "not-allowed");
}

TEST_CASE("a renewal is installed only with the certificates that were issued") {
    World world;
    world.to(Stage::certified);
    CHECK(world.refusal(world.member, ConfirmInstalled{Digest("new-authentication"), Digest("x")}) ==
          "renewal-certificate-mismatch");
    CHECK(world.refusal(world.member,
                        ConfirmInstalled{Digest("new-signature"), Digest("new-authentication")}) ==
          "renewal-certificate-mismatch");
    CHECK(world.refusal(world.stranger, ConfirmInstalled{}) == "not-allowed");
}

TEST_CASE("certified and never installed: revoked at the deadline") {
    World world;
    world.to(Stage::requested);
    const auto issued = world.as(world.system, world.certificates());
    const auto deadlines = of_kind<ScheduleDeadline>(world.reactions_to_last(issued));
    REQUIRE(deadlines.size() == 1);
    // 120 days after 22 November, at the end of that day in Rome.
    CHECK(to_rfc3339(deadlines[0].at) == "2027-03-22T23:00:00Z");
    world.facts.now = deadlines[0].at - Duration{1};
    CHECK(world.refusal(world.system, deadlines[0].command) == "deadline-not-reached");
    world.facts.now = deadlines[0].at;
    const auto events = world.as(world.system, deadlines[0].command);
    CHECK(world.state.stage == Stage::revoked);
    CHECK(of_kind<RevokeCertificates>(world.reactions_to_last(events)) ==
          std::vector<RevokeCertificates>{{Serial("b1"), Serial("b2")}});
}

TEST_CASE("a request expires a second after its certificates, wherever it stands before the keys R81") {
    for (const auto stage : {Stage::invited, Stage::placed, Stage::paid, Stage::validated}) {
        World world;
        world.to(stage);
        world.facts.now = world.expires;
        CHECK(world.refusal(world.system, Expire{}) == "deadline-not-reached");
        world.facts.now = world.expires + Duration{1};
        CHECK(world.refusal(world.member, Expire{}) == "not-allowed");
        world.as(world.system, Expire{});
        CHECK(world.state.stage == Stage::expired);
    }
}
