#include "tests/app/clients/scripted_host.hpp"
#include "tests/support/catch.hpp"
#include "web/app/clients/connection.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using protocol::Json;
using testing::ScriptedHost;

namespace {

struct Fixture {
    explicit Fixture(bool reconnect, std::vector<std::string> urls = {"/ws"})
        : connection(
              world.host,
              {std::move(urls), ErrorId::agent_connection_lost, ErrorId::agent_not_running, 65536, reconnect},
              {[](std::int64_t id) {
                   return protocol::write_request(protocol::RpcId{id}, "hello", Json::object());
               },
               [this](const Json& json) -> domain::Status {
                   if (json.contains("stranger")) {
                       return ErrorId::version_unsupported;
                   }
                   ++greetings;
                   return domain::Done{};
               },
               [this](Link link) { links.push_back(link); },
               [this](protocol::RpcNotification what) { notified.push_back(what.method); }}) {}

    void call(const std::string& method) {
        connection.call(method, Json::object(), 30, [this](domain::Result<Json> result) {
            ended.push_back(result ? std::string("ok") : std::string(domain::text_of(result.error().id)));
        });
    }
    std::int64_t id_of(std::size_t socket, std::size_t message) const {
        return Json::parse(world.sockets.at(socket)->sent.at(message)).at("id").get<std::int64_t>();
    }
    void reply(std::size_t socket, std::size_t message, Json result = Json::object()) {
        world.receive(socket,
                      protocol::write_result(protocol::RpcId{id_of(socket, message)}, std::move(result)));
    }
    void greet(std::size_t socket) {
        world.open_socket(socket);
        reply(socket, 0);
    }

    ScriptedHost world;
    Connection connection;
    int greetings = 0;
    std::vector<Link> links;
    std::vector<std::string> notified;
    std::vector<std::string> ended;
};

} // namespace

TEST_CASE("calls made before the greeting wait for it and go out in order") {
    Fixture f{true};
    f.world.expect({"/ws"});
    f.call("first");
    f.call("second");
    f.world.open_socket(0);
    CHECK(f.world.sockets[0]->sent.size() == 1);
    f.reply(0, 0);
    REQUIRE(f.world.sockets[0]->sent.size() == 3);
    CHECK_THAT(f.world.sockets[0]->sent[1], ContainsSubstring("first"));
    f.reply(0, 2);
    f.reply(0, 1);
    CHECK(f.ended == std::vector<std::string>{"ok", "ok"});
    f.world.finished();
}

TEST_CASE("each of the agent's ports is tried once, then it is not running") {
    Fixture f{false, {"ws://127.0.0.1:1/", "ws://127.0.0.1:2/"}};
    f.world.expect({"ws://127.0.0.1:1/", "ws://127.0.0.1:2/"});
    f.call("cards.list");
    f.world.cut(0);
    CHECK(f.ended.empty());
    f.world.cut(1);
    CHECK(f.ended == std::vector<std::string>{"agent-not-running"});
    CHECK(f.connection.link() == Link::closed);
    f.world.finished();
}

TEST_CASE("a connection that breaks ends its calls, waits, and greets again") {
    Fixture f{true};
    f.world.expect({"/ws", "/ws"});
    f.connection.connect();
    f.greet(0);
    f.call("request.get");
    f.world.cut(0);
    CHECK(f.ended == std::vector<std::string>{"agent-connection-lost"});
    CHECK(f.connection.link() == Link::waiting);
    f.world.fire_next();
    f.greet(1);
    CHECK(f.connection.link() == Link::open);
    CHECK(f.greetings == 2);
    f.world.finished();
}

TEST_CASE("pauses between attempts grow up to half a minute") {
    Fixture f{true};
    f.world.expect(std::vector<std::string>(9, "/ws"));
    f.connection.connect();
    std::vector<std::uint32_t> pauses;
    for (std::size_t i = 0; i < 8; ++i) {
        f.world.cut(i);
        pauses.push_back(f.world.alarms.back().milliseconds);
        f.world.fire_next();
    }
    CHECK(pauses == std::vector<std::uint32_t>{500, 1000, 2000, 4000, 8000, 16000, 30000, 30000});
    f.world.finished();
}

TEST_CASE("a refused greeting is an answer: no further attempt, and the calls have its reason") {
    Fixture f{true};
    f.world.expect({"/ws"});
    f.call("overview");
    f.world.open_socket(0);
    f.world.receive(0, protocol::write_error(protocol::RpcId{f.id_of(0, 0)}, ErrorId::origin_not_allowed));
    CHECK(f.ended == std::vector<std::string>{"origin-not-allowed"});
    CHECK(f.connection.link() == Link::closed);
    f.world.finished();
}

TEST_CASE("a version that cannot be spoken ends the connection") {
    Fixture f{true};
    f.world.expect({"/ws"});
    f.call("overview");
    f.world.open_socket(0);
    f.reply(0, 0, Json{{"stranger", 1}});
    CHECK(f.ended == std::vector<std::string>{"version-unsupported"});
    f.world.finished();
}

TEST_CASE("an answer that does not come by its time means that the other side is gone") {
    Fixture f{true};
    f.world.expect({"/ws"});
    f.connection.connect();
    f.greet(0);
    f.call("overview");
    while (f.ended.empty()) {
        f.world.fire_next();
    }
    CHECK(f.ended == std::vector<std::string>{"agent-connection-lost"});
    CHECK(f.connection.link() == Link::waiting);
    CHECK(f.world.sockets[0]->closed_by_page);
    f.world.finished();
}

TEST_CASE("what is no message, and a reply that nothing waits for, end nothing") {
    Fixture f{true};
    f.world.expect({"/ws"});
    f.connection.connect();
    f.greet(0);
    f.call("overview");
    f.world.receive(0, "{");
    f.world.receive(0, protocol::write_result(protocol::RpcId{std::int64_t{4711}}, Json::object()));
    CHECK(f.ended.empty());
    f.world.receive(0, protocol::write_notification("request.changed", Json::object()));
    CHECK(f.notified == std::vector<std::string>{"request.changed"});
    f.reply(0, 1);
    CHECK(f.ended == std::vector<std::string>{"ok"});
}

TEST_CASE("closing ends every call and stays closed") {
    Fixture f{true};
    f.world.expect({"/ws"});
    f.connection.connect();
    f.greet(0);
    f.call("overview");
    f.connection.close();
    CHECK(f.ended == std::vector<std::string>{"agent-connection-lost"});
    CHECK(f.world.alarms.empty());
    f.world.finished();
}
