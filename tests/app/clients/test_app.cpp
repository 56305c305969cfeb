#include "tests/app/clients/scripted_host.hpp"
#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/app/app.hpp"
#include "web/app/app/saved.hpp"
#include "web/app/editions/editions.hpp"

using namespace sigillo;
using namespace sigillo::app;
using protocol::Json;
using testing::ScriptedHost;

namespace {

struct Fixture {
    Fixture()
        : app(
              world.host, [this] { return "fresh-id-" + std::to_string(++ids); }, member_edition()) {}

    void sign_in() {
        world.expect({"GET /texts.it", "GET /api/session", "/ws"});
        app.start();
        world.answer(1, 200, protocol::dump(protocol::encode(samples::session())));
        world.open_socket(0);
        reply(0, protocol::encode(portal::Hello::Reply{portal::version, "https://portale.example",
                                                       samples::now, *samples::session().user}));
    }
    void reply(std::size_t message, Json result) {
        const auto id = Json::parse(world.sockets.at(0)->sent.at(message)).at("id").get<std::int64_t>();
        world.receive(0, protocol::write_result(protocol::RpcId{id}, std::move(result)));
    }

    ScriptedHost world;
    int ids = 0;
    App app;
};

} // namespace

TEST_CASE("the app asks who is there, connects, and asks for what the address names") {
    Fixture f;
    f.world.address = "/#/request/R-1";
    f.sign_in();
    REQUIRE(f.world.sockets[0]->sent.size() == 2);
    CHECK_THAT(f.world.sockets[0]->sent[1], ContainsSubstring("request.get"));
    f.reply(1, protocol::encode(samples::request(portal::Stage::paid)));
    REQUIRE(f.app.state().request);
    CHECK(f.app.state().request->row.id == "R-1");
    f.world.finished();
}

TEST_CASE("a portal that does not answer at first is asked again") {
    Fixture f;
    f.world.expect({"GET /texts.it", "GET /api/session", "GET /api/session"});
    f.app.start();
    f.world.answer(1, 0, "");
    CHECK(f.app.state().unreachable);
    f.world.fire_next();
    f.world.finished();
}

TEST_CASE("a refusal of the portal's HTTP has its sentences") {
    Fixture f;
    f.world.expect({"GET /texts.it", "GET /api/session"});
    f.app.start();
    f.world.answer(1, 429, R"({"error":"sign-in-rate-limited","details":{}})");
    CHECK(f.app.state().session.has_value() == false);
    CHECK_FALSE(f.app.state().unreachable);
}

TEST_CASE("the back button shows the page of its address") {
    Fixture f;
    f.sign_in();
    f.world.address = "/#/privacy";
    f.app.location_changed();
    CHECK(f.app.state().route.place == Place::privacy);
}

TEST_CASE("what was typed survives a reload, and a password does not") {
    State state;
    state.sign_in.user = "maria@example.it";
    state.sign_in.password = "segreta";
    state.accepted = {true, true, false, true, false};
    state.queue.search = "Rossi";
    state.queue.filter = portal::QueueFilter::ended;
    state.queue.selected = {{"R-1", "Maria Rossi"}};
    state.rejecting = Rejecting{portal::RejectReason::other, "Nota", false, false};
    state.away_for = "R-1";
    const auto saved = save(state);
    CHECK(saved.find("segreta") == std::string::npos);
    State fresh;
    restore(saved, fresh);
    CHECK(fresh.sign_in.user == "maria@example.it");
    CHECK(fresh.accepted == state.accepted);
    CHECK(fresh.queue.search == "Rossi");
    CHECK(fresh.queue.filter == portal::QueueFilter::ended);
    CHECK(fresh.queue.selected == state.queue.selected);
    REQUIRE(fresh.rejecting);
    CHECK(fresh.rejecting->note == "Nota");
    CHECK(fresh.away_for == "R-1");
}

TEST_CASE("what is not the app's own in the storage changes nothing") {
    State state;
    restore(GENERATE("", "{", "[]", R"({"user":1})", R"({"filter":"nowhere"})"), state);
    CHECK(save(state).empty());
}

TEST_CASE("the storage holds nothing after signing out") {
    Fixture f;
    State typed;
    typed.queue.search = "Rossi";
    f.world.stored["sigillo.state"] = save(typed);
    f.sign_in();
    CHECK(f.app.state().queue.search == "Rossi");
    f.world.receive(0, protocol::write_notification("session.ended", Json::object()));
    CHECK(f.world.stored.count("sigillo.state") == 0);
}
