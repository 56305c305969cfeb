#include "tests/portal/api/portal_world.hpp"
#include "web/portal/api/live.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

struct Doorway {
    Doorway() {
        auto account = world.store->account_by_login("mario@example.it");
        REQUIRE(account);
        account->password_hash = passwords.hash("a long password");
        Transaction transaction;
        transaction.writes.emplace_back(PutAccount{*account});
        REQUIRE(world.store->append(transaction));
    }
    domain::Result<Door::SignedIn> sign_in(const char* user, const char* password) {
        domain::Result<Door::SignedIn> result = ErrorId::internal;
        door.with_password({user, password}, "192.0.2.1",
                           [&](domain::Result<Door::SignedIn> in) { result = in; });
        return result;
    }
    std::string cookie(const Door::SignedIn& in) const {
        const std::string line = door.cookie(in.token);
        return line.substr(0, line.find(';'));
    }

    PortalWorld world;
    Passwords passwords{PasswordCost::interactive};
    AtOnce background;
    Door door{*world.store, world.clock, passwords,
              *world.trust, background,  {PortalWorld::origin, Duration::minutes(15), Duration::hours(8)}};
};

/// What was sent to which page.
class Pages final : public SocketSender {
  public:
    void send(SocketId socket, std::string text) override { sent.emplace_back(socket, std::move(text)); }
    void close(SocketId socket) override { closed.push_back(socket); }
    std::vector<std::pair<SocketId, std::string>> sent;
    std::vector<SocketId> closed;
};

struct OpenPages : Doorway {
    OpenPages() { live.send_through(pages); }
    void open(SocketId socket, const char* login) {
        auto account = world.store->account_by_login(login);
        REQUIRE(account);
        const std::string token = "token-of-page-" + std::to_string(socket);
        const Instant now = world.clock.now();
        REQUIRE(world.store->begin_session(
            token, {account->person, "password", now, now, now + Duration::hours(8)}));
        live.opened(socket, {token, *account});
        live.received(socket, R"({"jsonrpc":"2.0","id":1,"method":"hello","params":{"version":)" +
                                  std::to_string(wire::version) + R"(,"language":"it"}})");
        pages.sent.clear();
    }
    Desks desks = world.desks();
    Live live{*world.store, world.clock, door, desks, {}};
    Pages pages;
};

} // namespace

TEST_CASE("who signed in from where is in the audit, under the person's key alone") {
    Doorway d;
    REQUIRE(d.sign_in("mario@example.it", "a long password"));
    CHECK_FALSE(d.sign_in("mario@example.it", "another password"));
    const auto person = d.world.store->account_by_login("mario@example.it")->person;
    const std::string month = domain::to_text(domain::rome_date(d.world.clock.now())).substr(0, 7);
    const auto events = d.world.store->read({StreamKind::system, "sign-in/" + month});
    REQUIRE(events);
    REQUIRE(events->size() == 2);
    for (const auto& event : *events) {
        CHECK(event.event.payload.find("192.0.2.1") == std::string::npos);
        const auto json = nlohmann::json::parse(event.event.payload);
        const auto sealed = sigillo::pki::bytes_of_base64(json["address"].get<std::string>());
        REQUIRE(sealed);
        const auto address = d.world.store->vault().open(person, "sign-in/address", *sealed);
        REQUIRE(address);
        CHECK(*address == "192.0.2.1");
    }
}

TEST_CASE("a session ends when it is not used") {
    Doorway d;
    const auto in = d.sign_in("mario@example.it", "a long password");
    REQUIRE(in);
    d.world.clock.pass(Duration::minutes(14));
    CHECK(d.door.session(d.cookie(*in)));
    d.world.clock.pass(Duration::minutes(16));
    CHECK_FALSE(d.door.session(d.cookie(*in)));
}

TEST_CASE("a session ends after its longest time, however much it is used") {
    Doorway d;
    const auto in = d.sign_in("mario@example.it", "a long password");
    REQUIRE(in);
    for (int i = 0; i < 47; ++i) {
        d.world.clock.pass(Duration::minutes(10));
        CHECK(d.door.session(d.cookie(*in)));
    }
    d.world.clock.pass(Duration::minutes(11));
    CHECK_FALSE(d.door.session(d.cookie(*in)));
}

TEST_CASE("a member signs in with the codice fiscale too") {
    Doorway d;
    CHECK(d.sign_in(PortalWorld::member_code, "a long password"));
}

TEST_CASE("an account without a password opens to none") {
    Doorway d;
    const auto in = d.sign_in("segreteria@example.it", "nobody has this password");
    REQUIRE_FALSE(in);
    CHECK(in.error().id == ErrorId::sign_in_failed);
}

TEST_CASE("after too many tries the right password waits too") {
    Doorway d;
    for (int i = 0; i < 10; ++i) {
        CHECK_FALSE(d.sign_in("mario@example.it", "wrong"));
    }
    const auto in = d.sign_in("mario@example.it", "a long password");
    REQUIRE_FALSE(in);
    CHECK(in.error().id == ErrorId::sign_in_rate_limited);
    d.world.clock.pass(Duration::minutes(16));
    CHECK(d.sign_in("mario@example.it", "a long password"));
}

TEST_CASE("a request that changes is told to the pages that may see it, and to no other") {
    OpenPages p;
    p.open(1, "mario@example.it");
    p.open(2, "segreteria@example.it");
    auto stranger = p.world.store->account_by_login("presidente@example.it");
    REQUIRE(stranger);
    stranger->roles = {{domain::Role::member, domain::OrderId("ingegneri-imperia")}};
    Transaction transaction;
    transaction.writes.emplace_back(PutAccount{*stranger});
    REQUIRE(p.world.store->append(transaction));
    p.open(3, "presidente@example.it");
    REQUIRE(p.live.fan_out());
    const auto placed = p.world.placed_request();
    REQUIRE(p.live.fan_out());
    REQUIRE(p.pages.sent.size() == 2);
    for (const auto& [socket, text] : p.pages.sent) {
        CHECK(socket != 3);
        CHECK_THAT(text, ContainsSubstring("request.changed"));
        CHECK_THAT(text, ContainsSubstring(placed.row.id));
    }
}

TEST_CASE("a page that nobody uses is told that its session ended, and closed") {
    OpenPages p;
    p.open(1, "mario@example.it");
    p.world.clock.pass(Duration::minutes(16));
    p.live.end_idle();
    REQUIRE(p.pages.sent.size() == 1);
    CHECK_THAT(p.pages.sent[0].second, ContainsSubstring("session.ended"));
    CHECK(p.pages.closed == std::vector<SocketId>{1});
}

TEST_CASE("a page that asks without end is told to wait") {
    OpenPages p;
    p.open(1, "mario@example.it");
    std::string last;
    for (int i = 0; i < 200; ++i) {
        p.live.received(1, R"({"jsonrpc":"2.0","id":7,"method":"signatories.list","params":{}})");
        last = p.pages.sent.back().second;
    }
    CHECK_THAT(last, ContainsSubstring("rate-limited"));
    CHECK(p.pages.sent.size() == 200);
}
