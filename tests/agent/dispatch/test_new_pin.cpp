// A new PIN, with the old one or with the PUK: which windows open, in which order, and what the card gets.

#include "tests/agent/dispatch/dispatch_bench.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::Error;
using domain::ErrorId;
using test::DispatchBench;
using test::Json;
using Role = CertificateRole;
using Given = std::vector<std::string>;

namespace {

/// A card with a PIN for each role in a reader, and a page that was greeted.
struct Bench : DispatchBench {
    Bench() {
        CardPin authentication;
        authentication.roles = {Role::authentication};
        CardPin signature;
        signature.roles = {Role::signature};
        card.snapshot.pins = {authentication, signature};
        ready(1);
    }
    void one_pin() {
        card.snapshot.pins.pop_back();
        card.snapshot.pins[0].roles = {Role::authentication, Role::signature};
    }
    void type(std::vector<test::ScriptedPinWindow::Answer> answers) { pin_window.expect(std::move(answers)); }
    Json change(const std::string& role = "signature") {
        return call(1, "pin.change", {{"card", "card"}, {"role", role}});
    }
    Json unblock(const std::string& role = "signature") {
        return call(1, "pin.unblock", {{"card", "card"}, {"role", role}});
    }
    const PinQuestion& window(std::size_t at) { return pin_window.shown.at(at); }
};

Error wrong(ErrorId id, const std::string& tries) {
    return {id, {{"tries", tries}}};
}

} // namespace

TEST_CASE("a new PIN is set after the old one was right and the new one typed twice [X14]") {
    Bench bench;
    bench.type({std::string("22222"), std::string("33333"), std::string("33333")});
    bench.card.expect({{"card"}, {"login signature"}, {"change_pin"}, {"end"}});
    CHECK(bench.change()["result"] == Json::object());
    CHECK(bench.card.pins_given == Given{"22222", "22222", "33333"});
}

TEST_CASE("the windows of a new PIN say for whom, which PIN and which of the three is typed [X14]") {
    Bench bench;
    bench.type({std::string("22222"), std::string("33333"), std::string("33333")});
    bench.card.expect({{"card"}, {"login signature"}, {"change_pin"}, {"end"}});
    (void)bench.change();
    CHECK(bench.window(0).prompt == "Signature PIN");
    CHECK(bench.window(1).prompt == "New PIN – digital signature");
    CHECK(bench.window(2).prompt == "New PIN again – digital signature");
    CHECK_THAT(bench.window(0).description,
               ContainsSubstring("https://portal.example") && ContainsSubstring("Rossi Mario"));
}

TEST_CASE("a wrong old PIN is asked again with the tries left, before a new one is asked [X14]") {
    Bench bench;
    bench.type({std::string("00000"), std::string("22222"), std::string("33333"), std::string("33333")});
    bench.card.expect({{"card"},
                       {"login signature", wrong(ErrorId::card_pin_wrong, "2")},
                       {"login signature"},
                       {"change_pin"},
                       {"end"}});
    CHECK(bench.change().contains("result"));
    CHECK_THAT(bench.window(1).error, ContainsSubstring("Tries left: 2"));
}

TEST_CASE("new PINs that differ are both asked again, and the card sees the pair that is alike [X14]") {
    Bench bench;
    bench.type({std::string("22222"), std::string("33333"), std::string("33334"), std::string("44444"),
                std::string("44444")});
    bench.card.expect({{"card"}, {"login signature"}, {"change_pin"}, {"end"}});
    CHECK(bench.change().contains("result"));
    CHECK_THAT(bench.window(3).error, ContainsSubstring("differ"));
    CHECK(bench.card.pins_given.back() == "44444");
}

TEST_CASE("cancelled at the new PIN, the old one stays [X14]") {
    Bench bench;
    bench.type({std::string("22222"), ErrorId::card_pin_cancelled});
    bench.card.expect({{"card"}, {"login signature"}, {"end"}});
    CHECK(Bench::error_of(bench.change()) == "card-pin-cancelled");
}

TEST_CASE("a new PIN that the card does not take is told as that") {
    Bench bench;
    bench.type({std::string("22222"), std::string("33333"), std::string("33333")});
    bench.card.expect(
        {{"card"}, {"login signature"}, {"change_pin", Error(ErrorId::card_pin_refused)}, {"end"}});
    CHECK(Bench::error_of(bench.change()) == "card-pin-refused");
}

TEST_CASE("the one PIN of a card needs no role to be changed") {
    Bench bench;
    bench.one_pin();
    bench.type({std::string("22222"), std::string("33333"), std::string("33333")});
    bench.card.expect({{"card"}, {"login authentication"}, {"change_pin"}, {"end"}});
    CHECK(bench.call(1, "pin.change", {{"card", "card"}}).contains("result"));
}

TEST_CASE("of two PINs the page has to name one, and no window opens before that") {
    Bench bench;
    bench.card.expect({{"card"}, {"card"}});
    for (const auto* method : {"pin.change", "pin.unblock"}) {
        CHECK(Bench::error_of(bench.call(1, method, {{"card", "card"}})) == "invalid-argument");
    }
}

TEST_CASE("a blocked PIN cannot be changed, only unblocked [X14]") {
    Bench bench;
    bench.card.snapshot.pins[1].blocked = true;
    bench.card.expect({{"card"}});
    CHECK(Bench::error_of(bench.change()) == "card-pin-blocked");
}

TEST_CASE("a keypad takes old and new PIN itself") {
    Bench bench;
    bench.card.snapshot.pins[1].on_keypad = true;
    bench.card.expect({{"card"}, {"login signature"}, {"change_pin"}, {"end"}});
    CHECK(bench.change().contains("result"));
    CHECK(bench.card.pins_given == Given{"", "", ""});
}

TEST_CASE("a blocked PIN is unblocked with the PUK and a new PIN typed twice [X14]") {
    Bench bench;
    bench.card.snapshot.pins[1].blocked = true;
    bench.type({std::string("87654321"), std::string("33333"), std::string("33333")});
    bench.card.expect({{"card"}, {"unblock signature"}});
    CHECK(bench.unblock()["result"] == Json::object());
    CHECK(bench.card.pins_given == Given{"87654321", "33333"});
    CHECK(bench.window(0).form == PinForm::puk);
    CHECK(bench.window(0).prompt == "PUK – digital signature");
    CHECK(bench.window(1).form == PinForm::pin);
}

TEST_CASE("a wrong PUK is asked again with the tries left, the new PIN is not [X14]") {
    Bench bench;
    bench.type(
        {std::string("00000000"), std::string("33333"), std::string("33333"), std::string("87654321")});
    bench.card.expect(
        {{"card"}, {"unblock signature", wrong(ErrorId::card_puk_wrong, "9")}, {"unblock signature"}});
    CHECK(bench.unblock().contains("result"));
    CHECK_THAT(bench.window(3).error, ContainsSubstring("Tries left: 9"));
    CHECK(bench.card.pins_given == Given{"00000000", "33333", "87654321", "33333"});
}

TEST_CASE("the last try of a PUK is warned of [X14]") {
    Bench bench;
    bench.type(
        {std::string("00000000"), std::string("33333"), std::string("33333"), ErrorId::card_pin_cancelled});
    bench.card.expect({{"card"}, {"unblock signature", wrong(ErrorId::card_puk_wrong, "1")}});
    CHECK(Bench::error_of(bench.unblock()) == "card-pin-cancelled");
    CHECK_THAT(bench.window(3).error, ContainsSubstring("last try"));
}

TEST_CASE("a PUK of which the card tells the last try is warned of in its first window [X14]") {
    Bench bench;
    bench.card.snapshot.pins[1].puk_tries_left = 1;
    bench.type({ErrorId::card_pin_cancelled});
    bench.card.expect({{"card"}});
    CHECK(Bench::error_of(bench.unblock()) == "card-pin-cancelled");
    CHECK_THAT(bench.window(0).error, ContainsSubstring("last try"));
}

TEST_CASE("a PUK is asked three times at most, and the page is told the role and the tries left [X14]") {
    Bench bench;
    bench.type({std::string("00000000"), std::string("33333"), std::string("33333"), std::string("00000001"),
                std::string("00000002")});
    bench.card.expect({{"card"},
                       {"unblock signature", wrong(ErrorId::card_puk_wrong, "9")},
                       {"unblock signature", wrong(ErrorId::card_puk_wrong, "8")},
                       {"unblock signature", wrong(ErrorId::card_puk_wrong, "7")}});
    const auto reply = bench.unblock();
    CHECK(Bench::error_of(reply) == "card-puk-wrong");
    CHECK(reply["error"]["data"]["details"]["tries"] == "7");
    CHECK(reply["error"]["data"]["details"]["role"] == "signature");
}

TEST_CASE("PIN and PUK both lost is told as that, and not asked again [X14]") {
    Bench bench;
    bench.type({std::string("00000000"), std::string("33333"), std::string("33333")});
    bench.card.expect({{"card"}, {"unblock signature", Error(ErrorId::card_puk_blocked)}});
    CHECK(Bench::error_of(bench.unblock()) == "card-puk-blocked");
    bench.card.snapshot.pins[1].puk_blocked = true;
    bench.card.expect({{"card"}});
    CHECK(Bench::error_of(bench.unblock()) == "card-puk-blocked");
}

TEST_CASE("a PIN or PUK typed for a page that went away never reaches the card") {
    Bench bench;
    bench.type({std::string("87654321")});
    bench.card.expect({{"card"}});
    bench.pin_window.while_open = [&] { bench.dispatcher.closed(1); };
    bench.ask(1, "pin.unblock", {{"card", "card"}, {"role", "signature"}});
    bench.settle();
    CHECK(bench.card.pins_given.empty());
}

TEST_CASE("no PIN and no PUK is in a frame or in a line of the log [X14]") {
    Bench bench;
    bench.type({std::string("22222"), std::string("33333"), std::string("33333"), std::string("87654321"),
                std::string("44444"), std::string("44444")});
    bench.card.expect(
        {{"card"}, {"login signature"}, {"change_pin"}, {"end"}, {"card"}, {"unblock signature"}});
    const auto changed = bench.change().dump();
    const auto seen = changed + bench.unblock().dump();
    for (const auto* secret : {"22222", "33333", "87654321", "44444"}) {
        CHECK(seen.find(secret) == std::string::npos);
    }
    CHECK(bench.log == std::vector<std::string>{"pin.change: done", "pin.unblock: done"});
}

TEST_CASE("cards.list tells of each PIN whether it is blocked or lost [X14]") {
    Bench bench;
    auto& pins = bench.card.snapshot.pins;
    pins[0].told = true;
    pins[0].tries_left = 2;
    pins[1].blocked = true;
    const auto listed = [&] { return bench.call(1, "cards.list")["result"]["readers"][0]["card"]["pins"]; };
    CHECK(listed() == Json::parse(R"([{"roles":["authentication"],"state":"usable","tries":2},
                                      {"roles":["signature"],"state":"blocked"}])"));
    pins[0].told = false;
    pins[0].tries_left.reset();
    pins[1].puk_blocked = true;
    CHECK(listed() == Json::parse(R"([{"roles":["authentication"],"state":"unknown"},
                                      {"roles":["signature"],"state":"lost","puk_tries":0}])"));
}
