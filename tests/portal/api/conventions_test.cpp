#include "tests/portal/api/portal_world.hpp"
#include "web/portal/api/conventions_desk.hpp"

// What the provider's operators look after.

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

struct Provider {
    PortalWorld world;
    Caller operator_staff() {
        auto caller = world.administrator();
        caller.account.roles = {{domain::Role::operator_staff, {}}};
        return caller;
    }
    std::vector<wire::ConventionVersionView> versions() {
        const auto reply = world.conventions->handle(operator_staff(), wire::ListConventions{});
        REQUIRE(reply);
        return reply->versions;
    }
    wire::Office office(const std::string& order) {
        const auto reply = world.conventions->handle(operator_staff(), wire::ListOffices{});
        REQUIRE(reply);
        for (const auto& one : reply->offices) {
            if (one.order == order) {
                return one;
            }
        }
        FAIL("no such Order");
        return {};
    }
};

} // namespace

TEST_CASE("an operator sees what is in force, and what changes when with prices before and after X1") {
    Provider provider;
    const auto all = provider.versions();
    CHECK(all.front().state == wire::ConventionState::in_force);
    const auto next = std::find_if(all.begin(), all.end(), [](const auto& one) {
        return one.code == "FDING1793" && one.state == wire::ConventionState::to_come;
    });
    REQUIRE(next != all.end());
    CHECK(next->from == "2028-01-01");
    CHECK(next->follows == "2015-01-01");
    // From purchases to renewals only: what was sold ends, the renewal begins.
    const auto change = [&](std::optional<std::int64_t> before, std::optional<std::int64_t> after) {
        return std::any_of(next->changes.begin(), next->changes.end(),
                           [&](const auto& one) { return one.before == before && one.after == after; });
    };
    CHECK(change(4400, std::nullopt));
    CHECK(change(5850, std::nullopt));
    CHECK(change(std::nullopt, 3600));
    const auto now = std::find_if(all.begin(), all.end(), [](const auto& one) {
        return one.code == "FDING1793" && one.state == wire::ConventionState::in_force;
    });
    REQUIRE(now != all.end());
    CHECK(now->until == "2027-12-31");
    CHECK(now->prices.at(0).net == 4400);
    CHECK(now->prices.at(0).total == 5368);
    CHECK_FALSE(now->follows);
}

TEST_CASE("a code that is not public is shown to the provider's operators and to nobody else R54") {
    Provider provider;
    const auto all = provider.versions();
    CHECK(std::any_of(all.begin(), all.end(),
                      [](const auto& one) { return one.code == "INGTODEMO25" && !one.is_public; }));
    for (const auto& caller :
         {provider.world.member(), provider.world.secretary(), provider.world.administrator()}) {
        CHECK(provider.world.conventions->handle(caller, wire::ListConventions{}).error().id ==
              ErrorId::not_allowed);
        CHECK(provider.world.conventions->handle(caller, wire::ListOffices{}).error().id ==
              ErrorId::not_allowed);
    }
}

TEST_CASE("an operator opens an Order's office by inviting its first administrator") {
    Provider provider;
    const auto closed = provider.office("ingegneri-pavia");
    CHECK(closed.administrators.empty());
    CHECK_FALSE(closed.waiting);
    CHECK(closed.users == 0);
    REQUIRE(provider.world.users->handle(
        provider.operator_staff(),
        wire::InviteUser{provider.world.command(), closed.seq, "ingegneri-pavia", "BNCLRA70A41H501B", "Laura",
                         "Bianchi", "presidente@pavia.example", "", false, true}));
    const auto open = provider.office("ingegneri-pavia");
    CHECK(open.administrators == std::vector<std::string>{"Laura Bianchi"});
    CHECK(open.waiting);
    CHECK(open.users == 1);
    CHECK(provider.office(PortalWorld::order).members == 1);
}
