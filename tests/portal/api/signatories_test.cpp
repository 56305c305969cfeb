#include "tests/portal/api/portal_world.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

constexpr const char* deputy_code = "NRENNA60C43H501A";

struct Office {
    PortalWorld world;

    std::int64_t seq() { return list().seq; }
    wire::SignatoryList list() {
        auto reply = world.signatories->handle(world.administrator(), wire::ListSignatories{});
        REQUIRE(reply);
        return *reply;
    }
    std::string day(int from_now) {
        return domain::to_text(domain::add_days(domain::rome_date(world.clock.now()), from_now));
    }
    std::string withdraw(const std::optional<std::string>& until, const char* code) {
        const auto reply = world.signatories->handle(
            world.administrator(), wire::WithdrawSignatory{world.command(), seq(), code, until});
        return reply ? std::string() : std::string(domain::text_of(reply.error().id));
    }
    std::string appoint(const char* code, const char* name, int from, std::optional<int> until, bool deputy) {
        wire::AppointSignatory message;
        message.command = world.command();
        message.seq = seq();
        message.codice_fiscale = code;
        message.name = name;
        message.from = day(from);
        if (until) {
            message.until = day(*until);
        }
        message.deputy = deputy;
        const auto reply = world.signatories->handle(world.administrator(), message);
        return reply ? std::string() : std::string(domain::text_of(reply.error().id));
    }
    /// Signs and hands in an act about a fresh reading of the request.
    std::string validate(const std::string& request, const SoftCard& card) {
        const auto p7m = world.signed_act(world.prepared(request), card, world.clock.now());
        return world.refusal(world.submit(request, p7m, world.command().c_str()));
    }
    void days_pass(int days) {
        world.clock.pass(Duration::days(days));
        REQUIRE(world.trust->refresh(world.clock.now()));
    }
};

} // namespace

TEST_CASE("a deputy is appointed through the portal and validates from the first day on X19") {
    Office office;
    auto& world = office.world;
    const Instant now = world.clock.now();
    const auto card =
        world.make_card(deputy_code, "Anna", "Neri", now - Duration::days(10), now + Duration::days(100));
    const auto request = world.paid_request().row.id;
    REQUIRE(office.appoint(deputy_code, "Anna Neri", 2, 9, true) == "");
    CHECK(office.list().signatories.at(0).deputy);
    CHECK(office.list().signatories.at(0).state == wire::TermState::to_come);
    CHECK(office.validate(request, card) == "act-signer-not-signatory");
    office.days_pass(2);
    CHECK(office.list().signatories.at(0).state == wire::TermState::in_office);
    CHECK(office.validate(request, card) == "");
    const auto evidence = world.store->read({StreamKind::system, "evidence/" + request});
    REQUIRE(evidence);
    CHECK(nlohmann::json::parse(evidence->at(0).event.payload)["office"] == "deputy");
}

TEST_CASE("a signatory withdrawn on a day to come validates up to that day and not after X19") {
    Office office;
    auto& world = office.world;
    const auto request = world.paid_request().row.id;
    REQUIRE(office.withdraw(office.day(3), PortalWorld::signatory_code) == "");
    CHECK(office.list().signatories.at(0).until == office.day(3));
    CHECK(office.list().signatories.at(0).state == wire::TermState::in_office);
    office.days_pass(4);
    CHECK(office.list().signatories.at(0).state == wire::TermState::ended);
    CHECK(office.validate(request, *world.signatory_card) == "act-signer-not-signatory");
}

TEST_CASE("on the last day of a withdrawn signatory an act is still accepted X19") {
    Office office;
    const auto request = office.world.paid_request().row.id;
    REQUIRE(office.withdraw(office.day(3), PortalWorld::signatory_code) == "");
    office.days_pass(3);
    CHECK(office.validate(request, *office.world.signatory_card) == "");
}

TEST_CASE("an act that was accepted stays valid after the signatory's withdrawal X19") {
    Office office;
    auto& world = office.world;
    const auto request = world.paid_request().row.id;
    REQUIRE(office.validate(request, *world.signatory_card) == "");
    REQUIRE(office.withdraw(std::nullopt, PortalWorld::signatory_code) == "");
    office.days_pass(1);
    const auto view = world.member_desk->handle(world.member(), wire::GetRequest{request});
    REQUIRE(view);
    CHECK(view->row.stage == wire::Stage::validated);
    CHECK(view->has_act);
}

TEST_CASE("a withdrawal at once shows as ended the same day; one in the past is refused X19") {
    Office office;
    CHECK(office.withdraw(office.day(-1), PortalWorld::signatory_code) == "invalid-argument");
    CHECK(office.withdraw("2026-02-30", PortalWorld::signatory_code) == "invalid-argument");
    REQUIRE(office.withdraw(std::nullopt, PortalWorld::signatory_code) == "");
    CHECK(office.list().signatories.at(0).state == wire::TermState::ended);
    CHECK(office.withdraw(std::nullopt, PortalWorld::signatory_code) == "not-found");
}

TEST_CASE("two administrators at once: the second is told that the list changed") {
    Office office;
    const auto before = office.seq();
    REQUIRE(office.withdraw(office.day(5), PortalWorld::signatory_code) == "");
    const auto late = office.world.signatories->handle(
        office.world.administrator(),
        wire::WithdrawSignatory{office.world.command(), before, PortalWorld::signatory_code, std::nullopt});
    REQUIRE_FALSE(late);
    CHECK(late.error().id == ErrorId::request_changed_meanwhile);
}

TEST_CASE("who is in office sees the Order's queue, and no longer once the term is over X19") {
    Office office;
    auto& world = office.world;
    const auto deputy = [&] {
        const auto caller =
            world.renewals->caller(world.caller("mario@example.it").account, domain::Language::it);
        REQUIRE(caller);
        return *caller;
    };
    const domain::OrderId order(PortalWorld::order);
    CHECK_FALSE(deputy().is_staff_of(order));
    REQUIRE(office.appoint(PortalWorld::member_code, "Mario Rossi", 0, 1, true) == "");
    CHECK(deputy().actor().has(domain::Role::signatory, order));
    CHECK(deputy().is_staff_of(order));
    office.days_pass(2);
    CHECK_FALSE(deputy().is_staff_of(order));
}

TEST_CASE("an account that is called signatory without an appointment is none X19") {
    Office office;
    auto account = office.world.caller("mario@example.it").account;
    account.roles.push_back({domain::Role::signatory, domain::OrderId(PortalWorld::order)});
    const auto caller = office.world.renewals->caller(account, domain::Language::it);
    REQUIRE(caller);
    CHECK_FALSE(caller->is_staff_of(domain::OrderId(PortalWorld::order)));
}
