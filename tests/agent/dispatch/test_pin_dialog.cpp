// What is asked of the person and what of the card, window by window.

#include "agent/dispatch/pin_dialog.hpp"
#include "tests/agent/dispatch/scripted_person.hpp"
#include "tests/agent/support/scripted_card.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::Done;
using domain::Error;
using domain::ErrorId;
using domain::Status;
using Role = CertificateRole;
using Given = std::map<Role, std::string>;

namespace {

Error wrong(const std::string& tries) {
    return {ErrorId::card_pin_wrong, {{"tries", tries}}};
}

/// A card with a PIN for each role, a person, and a renewal that takes what they gave.
struct Bench {
    test::ScriptedCard card;
    test::ScriptedPinWindow window;
    PinDialog dialog{card, window};
    bool wanted = true;
    std::vector<Given> attempts;
    Status outcome = Done{};

    Bench() {
        CardPin authentication;
        authentication.roles = {Role::authentication};
        CardPin signature;
        signature.roles = {Role::signature};
        card.snapshot.pins = {authentication, signature};
    }
    Caller caller() {
        return {1, "https://portal.example", Language::en, [this] { return wanted; }, [](std::string) {}};
    }
    Status with_pins(const std::vector<Role>& roles = {Role::authentication, Role::signature}) {
        return dialog.with_pins(caller(), card.snapshot, roles, {PinPurpose::renewal, "Rossi Mario", 0},
                                [this](RenewalPins pins) {
                                    Given given;
                                    for (const auto& [role, pin] : pins) {
                                        given.emplace(role, pin.view());
                                    }
                                    attempts.push_back(given);
                                    return outcome;
                                });
    }
    domain::Result<std::unique_ptr<CardSession>> log_in() {
        return dialog.log_in(caller(), card.snapshot, Role::signature, {PinPurpose::acts, "Rossi Mario", 2});
    }
};

} // namespace

TEST_CASE("each PIN is tried on the card before the next one is asked [X14]") {
    Bench bench;
    bench.window.expect({std::string("11111"), std::string("22222")});
    bench.card.expect({{"login authentication"}, {"end"}, {"login signature"}, {"end"}});
    REQUIRE(bench.with_pins());
    CHECK(bench.card.pins_given == std::vector<std::string>{"11111", "22222"});
    CHECK(bench.attempts ==
          std::vector<Given>{{{Role::authentication, "11111"}, {Role::signature, "22222"}}});
}

TEST_CASE("a wrong PIN is told with the tries left in its own window, before another PIN is asked") {
    Bench bench;
    bench.window.expect({std::string("00000"), std::string("11111"), std::string("22222")});
    bench.card.expect({{"login authentication", wrong("2")},
                       {"login authentication"},
                       {"end"},
                       {"login signature"},
                       {"end"}});
    REQUIRE(bench.with_pins());
    REQUIRE(bench.window.shown.size() == 3);
    CHECK(bench.window.shown[0].error.empty());
    CHECK_THAT(bench.window.shown[1].error, ContainsSubstring("Tries left: 2"));
    CHECK(bench.window.shown[1].prompt == bench.window.shown[0].prompt);
    CHECK(bench.window.shown[2].error.empty());
    CHECK(bench.window.shown[2].prompt != bench.window.shown[0].prompt);
}

TEST_CASE("cancelled after a wrong PIN, no other window opens and nothing is done") {
    Bench bench;
    bench.window.expect({std::string("00000"), ErrorId::card_pin_cancelled});
    bench.card.expect({{"login authentication", wrong("2")}});
    CHECK(bench.with_pins().error().id == ErrorId::card_pin_cancelled);
    CHECK(bench.attempts.empty());
}

TEST_CASE("a PIN is asked three times at most, and the page is told the role and the tries left") {
    Bench bench;
    bench.window.expect({std::string("00000"), std::string("00001"), std::string("00002")});
    bench.card.expect({{"login authentication", wrong("7")},
                       {"login authentication", wrong("6")},
                       {"login authentication", wrong("5")}});
    const auto done = bench.with_pins();
    CHECK(done.error().id == ErrorId::card_pin_wrong);
    CHECK(done.error().details.at("tries") == "5");
    CHECK(done.error().details.at("role") == "authentication");
    CHECK(bench.attempts.empty());
}

TEST_CASE("each PIN has its own three windows") {
    Bench bench;
    bench.window.expect({std::string("00000"), std::string("00001"), std::string("11111"),
                         std::string("00002"), std::string("00003"), std::string("22222")});
    bench.card.expect({{"login authentication", wrong("8")},
                       {"login authentication", wrong("7")},
                       {"login authentication"},
                       {"end"},
                       {"login signature", wrong("8")},
                       {"login signature", wrong("7")},
                       {"login signature"},
                       {"end"}});
    CHECK(bench.with_pins());
}

TEST_CASE("a PIN that is blocked by the last try is not asked again") {
    Bench bench;
    bench.window.expect({std::string("00000")});
    bench.card.expect({{"login authentication", Error(ErrorId::card_pin_blocked)}});
    CHECK(bench.with_pins().error().id == ErrorId::card_pin_blocked);
}

TEST_CASE("a wrong PIN without tries left is not asked again") {
    Bench bench;
    bench.window.expect({std::string("00000")});
    bench.card.expect({{"login authentication", wrong("0")}});
    CHECK(bench.with_pins().error().id == ErrorId::card_pin_blocked);
}

TEST_CASE("where one of the PINs is blocked none is asked") {
    Bench bench;
    bench.card.snapshot.pins[1].blocked = true;
    CHECK(bench.with_pins().error().id == ErrorId::card_pin_blocked);
    CHECK(bench.window.shown.empty());
}

TEST_CASE("the last try is warned of in the first window already") {
    Bench bench;
    bench.card.snapshot.pins[0].tries_left = 1;
    bench.window.expect({ErrorId::card_pin_cancelled});
    CHECK(bench.with_pins().error().id == ErrorId::card_pin_cancelled);
    CHECK_THAT(bench.window.shown.at(0).error, ContainsSubstring("last try"));
}

TEST_CASE("one PIN for both roles is asked and tried once") {
    Bench bench;
    bench.card.snapshot.pins.erase(bench.card.snapshot.pins.begin());
    bench.card.snapshot.pins[0].roles = {Role::authentication, Role::signature};
    bench.window.expect({std::string("11111")});
    bench.card.expect({{"login authentication"}, {"end"}});
    REQUIRE(bench.with_pins());
    CHECK(bench.attempts == std::vector<Given>{{{Role::authentication, "11111"}}});
}

TEST_CASE("a role that no PIN of the card serves is told before a window opens") {
    Bench bench;
    bench.card.snapshot.pins.pop_back();
    const auto done = bench.with_pins();
    CHECK(done.error().id == ErrorId::card_certificate_missing);
    CHECK(done.error().details.at("role") == "signature");
}

TEST_CASE("a PIN typed for a page that went away never reaches the card") {
    Bench bench;
    bench.wanted = false;
    bench.window.expect({std::string("11111")});
    CHECK(bench.with_pins().error().id == ErrorId::consent_declined);
    CHECK(bench.card.pins_given.empty());
}

TEST_CASE("a PIN for the reader's keypad opens no window and is not taken twice from the person") {
    Bench bench;
    bench.card.snapshot.pins[0].on_keypad = true;
    bench.card.snapshot.pins[1].on_keypad = true;
    REQUIRE(bench.with_pins());
    CHECK(bench.attempts == std::vector<Given>{{{Role::authentication, ""}, {Role::signature, ""}}});
}

TEST_CASE("a wrong PIN on the keypad is asked there again, three times at most") {
    Bench bench;
    bench.card.snapshot.pins[0].on_keypad = true;
    bench.card.snapshot.pins[1].on_keypad = true;
    bench.outcome = wrong("2");
    CHECK(bench.with_pins().error().id == ErrorId::card_pin_wrong);
    CHECK(bench.attempts.size() == 3);
}

TEST_CASE("what fails after the PINs were right is told as it is") {
    Bench bench;
    bench.window.expect({std::string("11111"), std::string("22222")});
    bench.card.expect({{"login authentication"}, {"end"}, {"login signature"}, {"end"}});
    bench.outcome = ErrorId::card_full;
    CHECK(bench.with_pins().error().id == ErrorId::card_full);
    CHECK(bench.attempts.size() == 1);
}

TEST_CASE("a card that fails otherwise while its PIN is tried is told at once") {
    Bench bench;
    bench.window.expect({std::string("11111")});
    bench.card.expect({{"login authentication", Error(ErrorId::card_removed)}});
    CHECK(bench.with_pins().error().id == ErrorId::card_removed);
}

TEST_CASE("a log-in for signatures keeps the session in which its PIN was right") {
    Bench bench;
    bench.window.expect({std::string("00000"), std::string("22222")});
    bench.card.expect({{"login signature", wrong("2")}, {"login signature"}});
    auto session = bench.log_in();
    REQUIRE(session);
    CHECK(bench.card.done());
    bench.card.expect({{"end"}});
    session->reset();
}
