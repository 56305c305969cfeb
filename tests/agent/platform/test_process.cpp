#include "agent/platform/platform.hpp"
#include "tests/support/catch.hpp"

#include <fcntl.h>
#include <unistd.h>

using namespace sigillo;
using namespace std::chrono_literals;

TEST_CASE("a child answers over its pipe, which is its descriptor 3") {
    const auto platform = agent::make_platform();
    // A frame is four bytes of length and the text: what comes in goes out.
    auto child = platform->spawn({"sh", "-c", "cat <&3 >&3"}, {});
    REQUIRE(child);
    REQUIRE((*child)->pipe().send(pki::view_of("hello")));
    const auto answer = (*child)->pipe().receive(10s);
    REQUIRE(answer);
    CHECK(pki::text_of(*answer) == "hello");
}

TEST_CASE("a child that does not answer is told apart from one that died") {
    const auto platform = agent::make_platform();
    auto silent = platform->spawn({"sh", "-c", "exec sleep 60"}, {});
    REQUIRE(silent);
    CHECK((*silent)->pipe().receive(50ms).error().id == domain::ErrorId::busy);
    (*silent)->kill();
    CHECK((*silent)->exit_code() == 128 + 9);
    auto dead = platform->spawn({"sh", "-c", "exit 7"}, {});
    REQUIRE(dead);
    CHECK((*dead)->pipe().receive(10s).error().id == domain::ErrorId::card_module_failed);
}

TEST_CASE("a child sees no handle of ours but its pipe, and what is added to its environment") {
    const auto platform = agent::make_platform();
    const int ours = ::open("/dev/null", O_RDONLY);
    auto child = platform->spawn({"sh", "-c",
                                  "for n in 4 5 6 7 8 9 10 11 12; do test -e /proc/$$/fd/$n && exit 1; done; "
                                  "test \"$SIGILLO_X\" = yes && printf '\\002\\000\\000\\000ok' >&3"},
                                 {"SIGILLO_X=yes"});
    ::close(ours);
    REQUIRE(child);
    const auto answer = (*child)->pipe().receive(10s);
    REQUIRE(answer);
    CHECK(pki::text_of(*answer) == "ok");
}

TEST_CASE("a frame longer than the limit is refused before it is read") {
    const auto platform = agent::make_platform();
    auto child = platform->spawn({"sh", "-c", "printf '\\377\\377\\377\\377' >&3; exec sleep 60"}, {});
    REQUIRE(child);
    CHECK((*child)->pipe().receive(10s).error().id == domain::ErrorId::message_too_large);
}
