#include "shared/domain/signatory.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

namespace {

const CodiceFiscale mario = CodiceFiscale::parse("RSSMRA80A01H501U").value();
const CodiceFiscale maria = CodiceFiscale::parse("RSSMRA80A41H501Y").value();
const OrderId fermo("architetti-fermo");

Instant at(const char* text) {
    return parse_rfc3339(text).value();
}

struct World {
    SignatoryState state;
    SignatoryFacts facts;

    World() {
        state.order = fermo;
        facts.now = at("2026-06-15T10:00:00Z");
        facts.actor = {PersonId("ada"), {}, {{Role::administrator, fermo}}};
    }

    std::string give(const SignatoryCommand& command) {
        const auto events = decide(state, command, facts);
        if (!events) {
            return std::string(text_of(events.error().id));
        }
        for (const auto& event : events.value()) {
            state = evolve(state, event);
        }
        return "accepted";
    }
};

} // namespace

TEST_CASE("a signatory signs from the first to the last day of the term X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 7, 1}, Date{2026, 12, 31}}) == "accepted");
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-06-30T21:59:59Z")));
    CHECK(is_signatory(world.state, mario, at("2026-06-30T22:00:00Z")));
    CHECK(is_signatory(world.state, mario, at("2026-12-31T22:59:59Z")));
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-12-31T23:00:00Z")));
    CHECK_FALSE(is_signatory(world.state, maria, at("2026-08-01T10:00:00Z")));
}

TEST_CASE("what was signed before a withdrawal stays valid, what comes after is not X19") {
    World world;
    world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt});
    world.facts.now = at("2026-06-15T10:00:00Z");
    REQUIRE(world.give(WithdrawSignatory{mario, std::nullopt}) == "accepted");
    CHECK(is_signatory(world.state, mario, at("2026-06-15T09:59:59Z")));
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-06-15T10:00:00Z")));
}

TEST_CASE("a deputy can be appointed beside, and someone withdrawn appointed again X19") {
    World world;
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt}) == "accepted");
    CHECK(world.give(AppointSignatory{maria, "Maria", {2026, 1, 1}, std::nullopt}) == "accepted");
    CHECK(world.give(WithdrawSignatory{mario, std::nullopt}) == "accepted");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 9, 1}, std::nullopt}) == "accepted");
    CHECK(is_signatory(world.state, mario, at("2026-09-01T10:00:00Z")));
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-08-31T10:00:00Z")));
}

TEST_CASE("a term that cannot be is refused") {
    World world;
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 7, 1}, Date{2026, 6, 30}}) ==
          "invalid-argument");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2025, 7, 1}, Date{2026, 6, 14}}) ==
          "invalid-argument");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 2, 30}, std::nullopt}) == "invalid-argument");
    CHECK(world.give(AppointSignatory{{}, "Mario", {2026, 7, 1}, std::nullopt}) == "invalid-argument");
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 7, 1}, Date{2026, 12, 31}}) == "accepted");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 12, 31}, std::nullopt}) == "invalid-argument");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2027, 1, 1}, std::nullopt}) == "accepted");
}

TEST_CASE("only the Order's own administrator, or the set-up, appoints") {
    World world;
    world.facts.actor.roles = {{Role::secretary, fermo}, {Role::administrator, OrderId("altro")}};
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 7, 1}, std::nullopt}) == "not-allowed");
    CHECK(world.give(WithdrawSignatory{mario, std::nullopt}) == "not-allowed");
    world.facts.actor = Actor::of_system();
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 7, 1}, std::nullopt}) == "accepted");
}

TEST_CASE("a withdrawal on a day to come counts after that day, and acts up to then stay valid X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt}) == "accepted");
    REQUIRE(world.give(WithdrawSignatory{mario, Date{2026, 8, 31}}) == "accepted");
    CHECK(is_signatory(world.state, mario, at("2026-06-15T10:00:00Z")));
    CHECK(is_signatory(world.state, mario, at("2026-08-31T21:59:59Z")));
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-08-31T22:00:00Z")));
}

TEST_CASE("a withdrawal can be brought forward, not put off; putting off is a new appointment X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt}) == "accepted");
    REQUIRE(world.give(WithdrawSignatory{mario, Date{2026, 8, 31}}) == "accepted");
    CHECK(world.give(WithdrawSignatory{mario, Date{2026, 8, 31}}) == "not-found");
    CHECK(world.give(WithdrawSignatory{mario, Date{2026, 9, 30}}) == "not-found");
    CHECK(world.give(WithdrawSignatory{mario, Date{2026, 7, 31}}) == "accepted");
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-08-01T10:00:00Z")));
    CHECK(world.give(WithdrawSignatory{mario, std::nullopt}) == "accepted");
    CHECK_FALSE(is_signatory(world.state, mario, world.facts.now));
    CHECK(is_signatory(world.state, mario, world.facts.now - Duration{1}));
}

TEST_CASE("days gone by are not taken back by a withdrawal X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt}) == "accepted");
    CHECK(world.give(WithdrawSignatory{mario, Date{2026, 6, 14}}) == "invalid-argument");
    CHECK(world.give(WithdrawSignatory{mario, Date{2026, 6, 31}}) == "invalid-argument");
    CHECK(world.give(WithdrawSignatory{mario, Date{2026, 6, 15}}) == "accepted");
    CHECK(is_signatory(world.state, mario, at("2026-06-15T21:59:59Z")));
}

TEST_CASE("an appointment that has not begun can be taken back, and made again X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 9, 1}, Date{2026, 12, 31}}) == "accepted");
    REQUIRE(world.give(WithdrawSignatory{mario, std::nullopt}) == "accepted");
    CHECK_FALSE(is_signatory(world.state, mario, at("2026-10-01T10:00:00Z")));
    CHECK(world.give(WithdrawSignatory{mario, std::nullopt}) == "not-found");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 10, 1}, Date{2026, 12, 31}}) == "accepted");
    CHECK(is_signatory(world.state, mario, at("2026-10-01T10:00:00Z")));
}

TEST_CASE("after a withdrawal on a day to come the next term starts the day after X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt}) == "accepted");
    REQUIRE(world.give(WithdrawSignatory{mario, Date{2026, 8, 31}}) == "accepted");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 8, 31}, std::nullopt}) == "invalid-argument");
    CHECK(world.give(AppointSignatory{mario, "Mario", {2026, 9, 1}, std::nullopt}) == "accepted");
    CHECK(is_signatory(world.state, mario, at("2026-08-31T21:59:59Z")));
    CHECK(is_signatory(world.state, mario, at("2026-08-31T22:00:00Z")));
}

TEST_CASE("a deputy signs like a signatory, and the history says which of the two X19") {
    World world;
    AppointSignatory deputy{maria, "Maria", {2026, 7, 1}, Date{2026, 7, 31}};
    deputy.office = SignatoryOffice::deputy;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 1, 1}, std::nullopt}) == "accepted");
    REQUIRE(world.give(deputy) == "accepted");
    const Instant july = at("2026-07-10T10:00:00Z");
    REQUIRE(term_on(world.state, maria, july) != nullptr);
    CHECK(term_on(world.state, maria, july)->office == SignatoryOffice::deputy);
    CHECK(term_on(world.state, mario, july)->office == SignatoryOffice::signatory);
    CHECK(term_on(world.state, maria, at("2026-08-01T10:00:00Z")) == nullptr);
}

TEST_CASE("a term says whether it is to come, in office or ended X19") {
    World world;
    REQUIRE(world.give(AppointSignatory{mario, "Mario", {2026, 7, 1}, Date{2026, 7, 31}}) == "accepted");
    const auto standing = [&](const char* now) { return standing_of(world.state.terms.at(0), at(now)); };
    CHECK(standing("2026-06-30T21:59:59Z") == TermStanding::to_come);
    CHECK(standing("2026-06-30T22:00:00Z") == TermStanding::in_office);
    CHECK(standing("2026-07-31T22:00:00Z") == TermStanding::ended);
    REQUIRE(world.give(WithdrawSignatory{mario, std::nullopt}) == "accepted");
    CHECK(standing("2026-06-15T10:00:00Z") == TermStanding::ended);
}

TEST_CASE("who is no signatory cannot be withdrawn") {
    World world;
    CHECK(world.give(WithdrawSignatory{mario, std::nullopt}) == "not-found");
}
