// The PIN window as a conversation with pinentry: what it is told, and what becomes of its answers.

#include "agent/pin_window/pinentry.hpp"
#include "tests/agent/pin_window/own_memory.hpp"
#include "tests/agent/pin_window/scripted_pinentry.hpp"
#include "tests/support/catch.hpp"

#include <csignal>
#include <cstdlib>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::ScriptedPinentry;
using test::window_steps;
using Steps = std::vector<ScriptedPinentry::Step>;

namespace {

Steps operator+(Steps steps, const Steps& more) {
    steps.insert(steps.end(), more.begin(), more.end());
    return steps;
}

PinQuestion question(std::string error = {}) {
    return {Language::en, "Two acts for https://portal.example\nMario Rossi", "Signature PIN",
            std::move(error), PinForm::pin};
}

bool always() {
    return true;
}

struct Bench {
    std::unique_ptr<Platform> platform = make_platform();

    Bench() {
        // As in the program, whose first act is to harden itself.
        std::signal(SIGPIPE, SIG_IGN);
        ::unsetenv("DISPLAY");
        ::unsetenv("GPG_TTY");
    }
    domain::Result<SecretString> ask(const std::string& program, const PinQuestion& asked = question(),
                                     const StillWanted& still_wanted = always) {
        return Pinentry(*platform, program).ask(asked, still_wanted);
    }
};

} // namespace

TEST_CASE("the window says who asks, for what and for which PIN, and gives the PIN that was typed [X14]") {
    Bench bench;
    const ScriptedPinentry program(window_steps() + Steps{{"say", "D 12345"}, {"say", "OK"}});
    const auto pin = bench.ask(program.program());
    REQUIRE(pin);
    CHECK(pin->view() == "12345");
}

TEST_CASE("a PIN asked again says why, with the tries left") {
    Bench bench;
    const ScriptedPinentry program(window_steps("Wrong PIN. Tries left: 2.") +
                                   Steps{{"say", "D 12345"}, {"say", "OK"}});
    CHECK(bench.ask(program.program(), question("Wrong PIN. Tries left: 2.")));
}

TEST_CASE("the window speaks the page's language and opens on the person's display") {
    Bench bench;
    ::setenv("DISPLAY", ":7", 1);
    auto asked = question();
    asked.language = Language::it;
    const ScriptedPinentry program({{"say", "OK"},
                                    {"hear", "OPTION display=:7"},
                                    {"say", "OK"},
                                    {"hear", "OPTION lc-messages=it_IT.UTF-8"},
                                    {"say", "OK"},
                                    {"hear", "SETTITLE Sigillo: PIN della carta"},
                                    {"die"}});
    CHECK_FALSE(bench.ask(program.program(), asked));
    ::unsetenv("DISPLAY");
}

TEST_CASE("a window that the person cancels or closes is a cancelled PIN") {
    Bench bench;
    const std::string code = GENERATE(as<std::string>{}, "83886179", "83886278", "83886194");
    const ScriptedPinentry program(window_steps() + Steps{{"say", "ERR " + code + " cancelled"}});
    CHECK(bench.ask(program.program()).error().id == ErrorId::card_pin_cancelled);
}

TEST_CASE("another refusal of the program is told with its reason") {
    Bench bench;
    const ScriptedPinentry program(window_steps() + Steps{{"say", "ERR 83886142 timeout"}});
    const auto failed = bench.ask(program.program());
    CHECK(failed.error().id == ErrorId::card_pin_window_failed);
    CHECK_FALSE(failed.error().details.at("reason").empty());
}

TEST_CASE("a text that cannot be a PIN is asked again in the same program and never given out") {
    Bench bench;
    const std::string typed = GENERATE(as<std::string>{}, "1234", "123456789", "12a45", "12 45", "");
    auto steps = window_steps();
    if (!typed.empty()) {
        steps.push_back({"say", "D " + typed});
    }
    const ScriptedPinentry program(
        steps + Steps{{"say", "OK"},
                      {"hear", "SETERROR A PIN has 5 to 8 digits. The card was not touched."},
                      {"say", "OK"},
                      {"hear", "GETPIN"},
                      {"say", "D 54321"},
                      {"say", "OK"}});
    const auto pin = bench.ask(program.program());
    REQUIRE(pin);
    CHECK(pin->view() == "54321");
}

TEST_CASE("a PUK has 8 digits, no fewer, and its window says that it is the PUK [X14]") {
    Bench bench;
    auto asked = question();
    asked.form = PinForm::puk;
    auto steps = window_steps();
    steps[3].line = "SETTITLE Sigillo: PUK of the card";
    const ScriptedPinentry program(steps +
                                   Steps{{"say", "D 1234567"},
                                         {"say", "OK"},
                                         {"hear", "SETERROR A PUK has 8 digits. The card was not touched."},
                                         {"say", "OK"},
                                         {"hear", "GETPIN"},
                                         {"say", "D 12345678"},
                                         {"say", "OK"}});
    const auto puk = bench.ask(program.program(), asked);
    REQUIRE(puk);
    CHECK(puk->view() == "12345678");
}

TEST_CASE("no end of a text that is too long is taken for a PIN") {
    Bench bench;
    const ScriptedPinentry program(window_steps() + Steps{{"say", "D " + std::string(70, '1')},
                                                          {"say", "D 12345"},
                                                          {"say", "OK"},
                                                          {"hear", "SETERROR *"},
                                                          {"say", "OK"},
                                                          {"hear", "GETPIN"},
                                                          {"say", "ERR 83886179 cancelled"}});
    CHECK(bench.ask(program.program()).error().id == ErrorId::card_pin_cancelled);
}

TEST_CASE("escapes, comments, status lines and questions of the program are understood") {
    Bench bench;
    const ScriptedPinentry program(window_steps() + Steps{{"say", "# hello"},
                                                          {"say", "S PASSWORD_FROM_CACHE"},
                                                          {"say", "INQUIRE QUALITY 1"},
                                                          {"hear", "CAN"},
                                                          {"say", "D 1%32"},
                                                          {"say", "D 345"},
                                                          {"say", "OK"}});
    const auto pin = bench.ask(program.program());
    REQUIRE(pin);
    CHECK(pin->view() == "12345");
}

TEST_CASE("an old program that does not know a command still asks") {
    Bench bench;
    auto steps = window_steps();
    steps[2].line = "ERR 83886361 unknown option";
    const ScriptedPinentry program(steps + Steps{{"say", "D 12345"}, {"say", "OK"}});
    CHECK(bench.ask(program.program()));
}

TEST_CASE("a program that dies or talks nonsense is a window that failed") {
    Bench bench;
    const auto last = GENERATE(as<Steps>{}, Steps{{"die"}}, Steps{{"say", "HELLO"}});
    SECTION("before it greets") {
        const ScriptedPinentry program(last);
        CHECK(bench.ask(program.program()).error().id == ErrorId::card_pin_window_failed);
    }
    SECTION("while the PIN is asked") {
        const ScriptedPinentry program(window_steps() + last);
        CHECK(bench.ask(program.program()).error().id == ErrorId::card_pin_window_failed);
    }
}

TEST_CASE("where there is no pinentry its name is told") {
    Bench bench;
    const auto failed = bench.ask("sigillo-no-such-pinentry");
    CHECK(failed.error().id == ErrorId::card_pin_window_failed);
    CHECK_THAT(failed.error().details.at("reason"), ContainsSubstring("sigillo-no-such-pinentry"));
}

TEST_CASE("the window closes when the PIN is no longer wanted") {
    Bench bench;
    SECTION("while the person looks at it") {
        const ScriptedPinentry program(window_steps() + Steps{{"wait"}});
        const auto gone = bench.ask(program.program(), question(), [&] { return !program.waiting(); });
        CHECK(gone.error().id == ErrorId::consent_declined);
        CHECK(::kill(program.process(), 0) != 0);
    }
    SECTION("while the program starts") {
        const ScriptedPinentry program({{"wait"}});
        const auto gone = bench.ask(program.program(), question(), [&] { return !program.waiting(); });
        CHECK(gone.error().id == ErrorId::consent_declined);
        CHECK(::kill(program.process(), 0) != 0);
    }
}

TEST_CASE("a PIN is nowhere in memory but in its own page, and nowhere after that") {
    Bench bench;
    const ScriptedPinentry program(window_steps() + Steps{{"digits"}, {"say", "OK"}});
    auto pin = bench.ask(program.program());
    REQUIRE(pin);
    // Not the PIN itself, which must not be found: each character changed.
    const auto masked = test::masked(pin->view());
    CHECK(test::places_in_own_memory(masked) == 1);
    pin = ErrorId::not_found;
    CHECK(test::places_in_own_memory(masked) == 0);
}

TEST_CASE("a text for pinentry is one line of at most 1000 bytes, cut at a character's edge") {
    CHECK(assuan_escaped("50%\n\x7f") == "50%25%0A%7F");
    std::string accents;
    for (int i = 0; i < 700; ++i) {
        accents += "\xc3\xa0";
    }
    CHECK(assuan_escaped(accents).size() == 900);
    CHECK(assuan_escaped("x" + accents).size() == 899);
    CHECK(assuan_escaped(std::string(899, 'x') + "%").size() == 899);
}
