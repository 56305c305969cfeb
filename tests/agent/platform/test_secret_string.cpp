#include "agent/platform/secret_string.hpp"
#include "tests/support/catch.hpp"

#include <string>

using sigillo::agent::SecretString;

TEST_CASE("a PIN taken over is wiped where it came from") {
    std::string typed = "12345";
    const SecretString pin{std::span<char>(typed.data(), typed.size())};
    CHECK(pin.view() == "12345");
    CHECK(typed == std::string(5, '\0'));
}

TEST_CASE("a PIN does not move in memory while it grows") {
    SecretString pin;
    pin.push_back('1');
    const char* place = pin.view().data();
    while (pin.push_back('2')) {
    }
    CHECK(pin.view().data() == place);
    CHECK(pin.size() == SecretString::capacity);
}

TEST_CASE("moving a PIN leaves nothing behind") {
    std::string typed = "12345";
    SecretString first{std::span<char>(typed.data(), typed.size())};
    const char* place = first.view().data();
    const SecretString second = std::move(first);
    CHECK(second.view().data() == place);
    CHECK(first.empty()); // NOLINT(bugprone-use-after-move): that it is empty is the point
}

TEST_CASE("a wiped PIN is zero in its page") {
    std::string typed = "12345";
    SecretString pin{std::span<char>(typed.data(), typed.size())};
    const char* place = pin.view().data();
    pin.wipe();
    CHECK(std::string(place, 5) == std::string(5, '\0'));
}

TEST_CASE("a text longer than any PIN gives an empty one") {
    std::string typed(SecretString::capacity + 1, '1');
    CHECK(SecretString{std::span<char>(typed.data(), typed.size())}.empty());
}
