// The states of a page's socket: who may ask what and when, and one reply to every message.

#include "tests/agent/dispatch/dispatch_bench.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::act_content;
using test::DispatchBench;
using test::Json;

namespace {

const Json hello{{"version", protocol::agent::version}, {"language", "en"}};
const Json sign_in{{"card", "card"}, {"nonce", "0123456789abcdef"}};

Json sign_acts(const std::string& card = "card") {
    return {{"card", card},
            {"acts", {{{"request", "R-1"}, {"content", act_content(DispatchBench::origin, "R-1")}}}}};
}

struct Call {
    std::string method;
    Json params;
};

/// One of each request but `hello`.
std::vector<Call> all_calls() {
    return {{"cards.list", Json::object()},
            {"session.sign_in", sign_in},
            {"acts.sign", sign_acts()},
            {"renewal.start",
             {{"card", "card"},
              {"request", "R-1"},
              {"codice_fiscale", "RSSMRA80A01H501U"},
              {"roles", {"signature"}}}},
            {"renewal.install",
             {{"card", "card"},
              {"request", "R-1"},
              {"certificates", {{{"role", "signature"}, {"der", "AQI="}}}}}},
            {"renewal.status", {{"request", "R-1"}}},
            {"diagnose", Json::object()}};
}

} // namespace

TEST_CASE("before hello every request is in the wrong state, and gets its one reply") {
    DispatchBench bench;
    bench.open(1);
    for (const auto& [method, params] : all_calls()) {
        CAPTURE(method);
        CHECK(DispatchBench::error_of(bench.call(1, method, params)) == "wrong-state");
        CHECK(bench.notifications.empty());
    }
}

TEST_CASE("hello tells version and the origin that everything is bound to, once") {
    DispatchBench bench;
    bench.open(1);
    const auto reply = bench.call(1, "hello", hello);
    CHECK(reply["result"] ==
          Json{{"version", protocol::agent::version}, {"agent", "1.2.3"}, {"origin", DispatchBench::origin}});
    CHECK(DispatchBench::error_of(bench.call(1, "hello", hello)) == "wrong-state");
}

TEST_CASE("a page of another version or without a language may try again") {
    DispatchBench bench;
    bench.open(1);
    CHECK(DispatchBench::error_of(bench.call(1, "hello", {{"version", 99}, {"language", "en"}})) ==
          "version-unsupported");
    CHECK(DispatchBench::error_of(
              bench.call(1, "hello", {{"version", protocol::agent::version}, {"language", "fr"}})) ==
          "message-value-out-of-range");
    CHECK(bench.call(1, "hello", hello).contains("result"));
}

TEST_CASE("what is no request, no method or no params of it is refused with its reason") {
    DispatchBench bench;
    bench.ready(1);
    CHECK(DispatchBench::error_of(bench.call(1, "card.format")) == "method-unknown");
    CHECK(DispatchBench::error_of(bench.call(1, "renewal.status", {{"request", 7}})) == "message-wrong-type");
    CHECK(DispatchBench::error_of(bench.call(1, "cards.list", {{"x", 1}})) == "message-unknown-field");
    bench.dispatcher.received(1, "{");
    const auto unread = bench.take(1);
    REQUIRE(unread.size() == 1);
    CHECK(unread[0]["id"].is_null());
    CHECK(DispatchBench::error_of(unread[0]) == "message-malformed");
}

TEST_CASE("a frame that the transport refused is answered, and the socket lives on") {
    DispatchBench bench;
    bench.ready(1);
    (void)bench.take(1);
    bench.dispatcher.refused(1, ErrorId::message_not_text);
    const auto told = bench.take(1);
    REQUIRE(told.size() == 1);
    CHECK(DispatchBench::error_of(told[0]) == "message-not-text");
    CHECK(bench.call(1, "cards.list").contains("result"));
}

TEST_CASE("a page that is no page is refused at hello without asking anybody") {
    DispatchBench bench;
    const std::string from = GENERATE(as<std::string>{}, "null", "http://portal.example", "file://");
    bench.open(1, from);
    CHECK(DispatchBench::error_of(bench.call(1, "hello", hello)) == "origin-not-allowed");
}

TEST_CASE("the person is asked about a new origin, which waits meanwhile, and not again once agreed") {
    DispatchBench bench;
    bench.consent.expect({{domain::Done{}}});
    bench.open(1, "https://new.example");
    bench.ask(1, "hello", hello);
    bench.ask(1, "cards.list");
    bench.ask(1, "hello", hello);
    for (const auto& early : bench.take(1)) {
        CHECK(DispatchBench::error_of(early) == "wrong-state");
    }
    bench.settle();
    CHECK(bench.take(1).at(0)["result"]["origin"] == "https://new.example");
    bench.ready(2, "https://new.example");
    REQUIRE(bench.consent.shown.size() == 1);
    CHECK(bench.consent.shown[0].items.at(0).fields.at(0).second == "https://new.example");
}

TEST_CASE("an origin that the person declined cannot ask again for a minute") {
    DispatchBench bench;
    bench.consent.expect({{ErrorId::consent_declined}});
    bench.open(1, "https://new.example");
    CHECK(DispatchBench::error_of(bench.call(1, "hello", hello)) == "origin-not-allowed");
    CHECK(DispatchBench::error_of(bench.call(1, "hello", hello)) == "origin-not-allowed");
    bench.now += 61;
    bench.consent.expect({{domain::Done{}}});
    CHECK(bench.call(1, "hello", hello).contains("result"));
}

TEST_CASE("where no window can be shown a new origin is told that, and has not been declined") {
    DispatchBench bench;
    bench.consent.expect({{ErrorId::consent_unavailable}, {domain::Done{}}});
    bench.open(1, "https://new.example");
    CHECK(DispatchBench::error_of(bench.call(1, "hello", hello)) == "consent-unavailable");
    CHECK(bench.call(1, "hello", hello).contains("result"));
}

TEST_CASE("a page that went away while its origin was asked about has not been declined") {
    DispatchBench bench;
    bench.consent.expect({{domain::Done{}, [&] { bench.dispatcher.closed(1); }}, {domain::Done{}}});
    bench.open(1, "https://new.example");
    bench.ask(1, "hello", hello);
    bench.settle();
    CHECK(bench.take(1).empty());
    bench.ready(2, "https://new.example");
}

TEST_CASE("while somebody is asked, whatever would ask too is busy, and the rest is served") {
    DispatchBench bench;
    bench.ready(1);
    bench.ready(2);
    bench.consent.expect({{ErrorId::consent_declined, [&] {
                               for (const auto& [method, params] : all_calls()) {
                                   bench.ask(2, method, params);
                               }
                               bench.open(3, "https://new.example");
                               bench.ask(3, "hello", hello);
                           }}});
    bench.renewals.expect({{"status"}});
    bench.card.expect({{"card"}});
    (void)bench.take(2);
    CHECK(DispatchBench::error_of(bench.call(1, "session.sign_in", sign_in)) == "consent-declined");
    int busy = 0;
    int served = 0;
    for (const auto& reply : bench.take(2)) {
        if (reply.contains("result")) {
            ++served;
        } else {
            busy += DispatchBench::error_of(reply) == "busy" ? 1 : 0;
        }
    }
    CHECK(busy == 4);
    CHECK(served == 3);
    CHECK(DispatchBench::error_of(bench.take(3).at(0)) == "busy");
    CHECK_FALSE(bench.dispatcher.working());
}

TEST_CASE("an operation that waited its turn is not begun for a page that went away") {
    DispatchBench bench;
    bench.ready(1);
    bench.ask(1, "session.sign_in", sign_in);
    bench.dispatcher.closed(1);
    bench.settle();
    CHECK(bench.consent.shown.empty());
    CHECK_FALSE(bench.dispatcher.working());
}

TEST_CASE("a page that goes away at the consent leaves no PIN window, and the next page is served at once") {
    DispatchBench bench;
    bench.ready(1);
    bench.ready(2);
    bench.consent.expect({{domain::Done{},
                           [&] {
                               bench.dispatcher.closed(1);
                               bench.ask(2, "session.sign_in", sign_in);
                           }},
                          {domain::Done{}}});
    bench.pin_window.expect({std::string("12345")});
    bench.card.expect({{"card"}, {"card"}, {"login authentication"}, {"sign"}, {"end"}});
    (void)bench.take(1);
    (void)bench.take(2);
    bench.ask(1, "session.sign_in", sign_in);
    bench.settle();
    CHECK(bench.take(1).empty());
    const auto replies = bench.take(2);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].contains("result"));
}

TEST_CASE("all windows close when the agent ends") {
    DispatchBench bench;
    bench.ready(1);
    bench.consent.expect({{domain::Done{}, [&] { bench.dispatcher.cancel_all(); }}});
    bench.card.expect({{"card"}});
    CHECK(DispatchBench::error_of(bench.call(1, "session.sign_in", sign_in)) == "consent-declined");
}

TEST_CASE("many changes of the readers are one piece of news, for pages that were greeted") {
    DispatchBench bench;
    bench.ready(1);
    bench.open(2);
    (void)bench.take(1);
    bench.card.change();
    bench.card.change();
    bench.settle();
    const auto news = bench.take(1);
    REQUIRE(news.size() == 1);
    CHECK(news[0] == Json{{"jsonrpc", "2.0"}, {"method", "cards.changed"}, {"params", Json::object()}});
    CHECK(bench.take(2).empty());
    bench.card.change();
    bench.settle();
    CHECK(bench.take(1).size() == 1);
}

TEST_CASE("a page that sends too much is told for each message, recovers with time, and is closed at last") {
    DispatchBench bench({3, 1, 2, 8, 15'000});
    bench.ready(1);
    CHECK(bench.call(1, "cards.list").contains("result"));
    CHECK(bench.call(1, "cards.list").contains("result"));
    CHECK(DispatchBench::error_of(bench.call(1, "cards.list")) == "rate-limited");
    bench.milliseconds += 1'000;
    CHECK(bench.call(1, "cards.list").contains("result"));
    CHECK(DispatchBench::error_of(bench.call(1, "cards.list")) == "rate-limited");
    CHECK(bench.wire.closed.empty());
    bench.ask(1, "cards.list");
    CHECK(bench.wire.closed == std::vector<SocketId>{1});
}

TEST_CASE("a page waits for a few answers at a time") {
    DispatchBench bench;
    bench.ready(1);
    (void)bench.take(1);
    for (int i = 0; i < 9; ++i) {
        bench.ask(1, "cards.list");
    }
    const auto refused = bench.take(1);
    REQUIRE(refused.size() == 1);
    CHECK(DispatchBench::error_of(refused[0]) == "busy");
    bench.settle();
    CHECK(bench.take(1).size() == 8);
}

TEST_CASE("a socket that never greets is closed, one that did stays") {
    DispatchBench bench;
    bench.ready(1);
    bench.open(2);
    bench.milliseconds += 15'001;
    bench.dispatcher.tick();
    CHECK(bench.wire.closed == std::vector<SocketId>{2});
}

TEST_CASE("a socket that is gone gets nothing more") {
    DispatchBench bench;
    bench.ready(1);
    (void)bench.take(1);
    bench.ask(1, "cards.list");
    bench.dispatcher.closed(1);
    bench.dispatcher.received(1, "{}");
    bench.settle();
    CHECK(bench.take(1).empty());
}

TEST_CASE("a problem report tells the versions and what was looked for") {
    DispatchBench bench;
    bench.ready(1);
    const auto lines = bench.call(1, "diagnose")["result"]["lines"];
    CHECK(lines == Json{"sigillo-agent 1.2.3, protocol " + std::to_string(protocol::agent::version),
                        "reader: reader"});
}
