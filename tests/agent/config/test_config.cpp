// The agent's configuration file: what may be in it, and what is said about what may not.

#include "agent/config/config.hpp"
#include "tests/support/catch.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;

namespace {

struct Wrong {
    std::string text;
    std::string field;
};

} // namespace

TEST_CASE("without a word in it everything is as delivered") {
    const auto config = read_config("{}", "agent.json");
    REQUIRE(config);
    CHECK(config->port == 47474);
    CHECK(config->state.empty());
    CHECK(config->origins.empty());
    CHECK_FALSE(config->module);
    CHECK(config->pcsc);
    CHECK(config->consent.empty());
    CHECK(config->pinentry == "pinentry");
}

TEST_CASE("every field is taken") {
    const auto config = read_config(
        R"({"port": 5000, "state": "/var/s", "origins": ["https://portal.example", "http://127.0.0.1:8080"],
            "module": "/usr/lib/x.so", "pcsc": false, "consent": ["/bin/window", "--once"],
            "pinentry": "/bin/pin"})",
        "agent.json");
    REQUIRE(config);
    CHECK(config->port == 5000);
    CHECK(config->state == "/var/s");
    CHECK(config->origins == std::vector<std::string>{"https://portal.example", "http://127.0.0.1:8080"});
    CHECK(config->module == std::filesystem::path("/usr/lib/x.so"));
    CHECK_FALSE(config->pcsc);
    CHECK(config->consent == std::vector<std::string>{"/bin/window", "--once"});
    CHECK(config->pinentry == "/bin/pin");
}

TEST_CASE("what is wrong in a configuration is told with file and field") {
    const auto wrong = GENERATE(
        as<Wrong>{}, Wrong{R"({"prot": 5000})", "prot"}, Wrong{R"({"port": "5000"})", "port"},
        Wrong{R"({"port": 80})", "port"}, Wrong{R"({"port": 65536})", "port"},
        Wrong{R"({"state": "relative"})", "state"}, Wrong{R"({"state": 1})", "state"},
        Wrong{R"({"origins": "https://portal.example"})", "origins"}, Wrong{R"({"origins": [1]})", "origins"},
        Wrong{R"({"origins": ["http://portal.example"]})", "origins"},
        Wrong{R"({"origins": ["https://portal.example/"]})", "origins"},
        Wrong{R"({"origins": ["*"]})", "origins"}, Wrong{R"({"module": "opensc-pkcs11.so"})", "module"},
        Wrong{R"({"module": ["/usr/lib/x.so"]})", "module"}, Wrong{R"({"pcsc": "no"})", "pcsc"},
        Wrong{R"({"pcsc": false})", "pcsc"}, Wrong{R"({"consent": "window"})", "consent"},
        Wrong{R"({"consent": [""]})", "consent"}, Wrong{R"({"pinentry": ""})", "pinentry"},
        Wrong{R"({"pinentry": null})", "pinentry"});
    CAPTURE(wrong.text);
    const auto config = read_config(wrong.text, "agent.json");
    REQUIRE_FALSE(config);
    CHECK(config.error().id == ErrorId::configuration_invalid);
    CHECK(config.error().details.at("file") == "agent.json");
    CHECK(config.error().details.at("field") == wrong.field);
    CHECK_FALSE(config.error().details.at("reason").empty());
}

TEST_CASE("a file that is not one JSON object is told as that") {
    const std::string text =
        GENERATE(as<std::string>{}, "", "[]", "7", "{", R"({"port": 5000, "port": 5001})", "{} {}", "\xff",
                 R"({"consent": [[[[["x"]]]]]})");
    CAPTURE(text);
    const auto config = read_config(text, "agent.json");
    REQUIRE_FALSE(config);
    CHECK(config.error().id == ErrorId::configuration_invalid);
    CHECK(config.error().details.at("field").empty());
}

TEST_CASE("a file that every user may change is refused, one for its owner's eyes is not") {
    std::string name = (std::filesystem::temp_directory_path() / "sigillo-config.XXXXXX").string();
    const int made = ::mkstemp(name.data());
    REQUIRE(made >= 0);
    REQUIRE(::write(made, "{}", 2) == 2);
    ::close(made);
    const auto platform = make_platform();
    CHECK(load_config(*platform, name));
    REQUIRE(::chmod(name.c_str(), 0666) == 0);
    const auto refused = load_config(*platform, name);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().id == ErrorId::configuration_invalid);
    CHECK(refused.error().details.at("file") == name);
    std::filesystem::remove(name);
}

TEST_CASE("a file that is not there is told by its name") {
    const auto platform = make_platform();
    const auto missing = load_config(*platform, "/nonexistent/agent.json");
    CHECK(missing.error().id == ErrorId::not_found);
    CHECK(missing.error().details.at("file") == "/nonexistent/agent.json");
}

TEST_CASE("a file that is too long is refused unread") {
    CHECK_FALSE(read_config(std::string(70 * 1024, ' ') + "{}", "agent.json"));
}
