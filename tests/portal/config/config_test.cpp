#include "tests/support/catch.hpp"
#include "web/portal/config/config.hpp"
#include "web/portal/config/files.hpp"
#include "web/portal/provision/channels.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace sigillo;
using namespace sigillo::portal;
using nlohmann::json;

namespace {

json sound() {
    return json::parse(R"({
        "listen": {"host": "127.0.0.1", "port": 8420},
        "origin": "http://127.0.0.1:8420",
        "name": "Sigillo",
        "data": "data", "app": "app", "assets": "assets",
        "mail": {"host": "127.0.0.1", "port": 2525, "security": "none",
                 "from": "portale@sigillo.example", "from_name": "Sigillo"},
        "payment": {"url": "http://127.0.0.1:8430/pay", "refund_url": "http://127.0.0.1:8430/refund",
                    "secret_file": "payment.secret"},
        "issuer": {"common_name": "CA", "organization": "Demo", "crl_hours": 24, "delay_seconds": 0},
        "trust": [{"certificate": "ca.crt", "from": "2020-01-01", "until": "2046-12-31", "demo": true}],
        "checkpoints": {"directory": "checkpoints", "every_minutes": 60},
        "agent_ports": [47474],
        "sessions": {"idle_minutes": 15, "absolute_minutes": 480},
        "passwords": "moderate"})");
}

json pec() {
    return {{"host", "smtps.pec.example"},
            {"port", 465},
            {"security", "tls"},
            {"user", "portale@pec.example"},
            {"password_file", "pec.password"},
            {"ca_file", "pec-ca.pem"},
            {"from", "portale@pec.example"},
            {"from_name", "Sigillo"}};
}

domain::Result<Config> parse(const json& changes) {
    json config = sound();
    config.merge_patch(changes);
    return parse_config(config.dump(), "/etc/sigillo/portal.json");
}

/// The field that is named as wrong; empty where the configuration is accepted.
std::string wrong_field(const json& changes) {
    const auto config = parse(changes);
    if (config) {
        return {};
    }
    CHECK(config.error().id == domain::ErrorId::configuration_invalid);
    CHECK(config.error().details.at("file") == "/etc/sigillo/portal.json");
    CHECK_FALSE(config.error().details.at("reason").empty());
    return config.error().details.at("field");
}

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "sigillo-config-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string file(const char* name) const { return (path_ / name).string(); }
    [[nodiscard]] std::string file(const char* name, const std::string& content, int mode = 0600) const {
        REQUIRE(write_file(path_ / name, content, mode).ok());
        return file(name);
    }

  private:
    std::filesystem::path path_;
};

} // namespace

TEST_CASE(
    "the mail server for PEC is configured as the other is, with its own files beside the configuration") {
    const auto config = parse({{"pec", pec()}});
    REQUIRE(config.ok());
    REQUIRE(config->pec.has_value());
    CHECK(config->pec->host == "smtps.pec.example");
    CHECK(config->pec->from == "portale@pec.example");
    CHECK(config->pec->password_file == "/etc/sigillo/pec.password");
    CHECK(config->pec->ca_file == "/etc/sigillo/pec-ca.pem");
    CHECK(config->mail.host == "127.0.0.1");
}

TEST_CASE("a portal without a mail server for PEC is a portal: it has no such channel") {
    const auto config = parse(json::object());
    REQUIRE(config.ok());
    CHECK_FALSE(config->pec.has_value());
    const auto channels = open_channels(*config);
    REQUIRE(channels.ok());
    CHECK(channels->mail != nullptr);
    CHECK(channels->pec == nullptr);
}

TEST_CASE("what is wrong with the mail server for PEC is told with its field") {
    for (const char* field : {"host", "port", "security", "from", "from_name"}) {
        auto without = pec();
        without.erase(field);
        CHECK(wrong_field({{"pec", without}}) == std::string("pec.") + field);
    }
    const auto with = [](const char* field, const json& value) {
        auto changed = pec();
        changed[field] = value;
        return wrong_field({{"pec", changed}});
    };
    CHECK(with("security", "ssl") == "pec.security");
    CHECK(with("port", 0) == "pec.port");
    CHECK(with("port", "465") == "pec.port");
    CHECK(with("password", "in the file itself") == "pec.password");
    CHECK(wrong_field({{"pec", json::array()}}) == "pec");
    CHECK(wrong_field({{"pec", pec()}}).empty());
}

TEST_CASE("PEC is sent in the clear to this machine alone, and its password is nobody else's to read") {
    const Folder folder;
    const auto opened = [](const json& changes) {
        auto section = pec();
        section.merge_patch(changes);
        const auto config = parse({{"pec", section}});
        REQUIRE(config.ok());
        return open_channels(*config).ok();
    };
    const std::string password = folder.file("password", "a password\n");
    const json no_ca{{"ca_file", nullptr}, {"password_file", password}};
    CHECK(opened(no_ca));
    const json clear{{"security", "none"}};
    auto in_the_clear = pec();
    in_the_clear.merge_patch(clear);
    CHECK(wrong_field({{"pec", in_the_clear}}) == "pec.security");
    CHECK(wrong_field({{"mail", {{"host", "mail.example"}}}}) == "mail.security");
    for (const char* here : {"127.0.0.1", "localhost"}) {
        auto to_here = no_ca;
        to_here.merge_patch(clear);
        to_here["host"] = here;
        CHECK(opened(to_here));
    }
    auto readable = no_ca;
    readable["password_file"] = folder.file("readable", "a password\n", 0644);
    CHECK_FALSE(opened(readable));
    auto missing = no_ca;
    missing["password_file"] = folder.file("missing");
    CHECK_FALSE(opened(missing));
}

TEST_CASE("the clock moves in a demo on this machine alone") {
    const json demo{{"demo", {{"address", "http://127.0.0.1:8430/"}, {"clock_file", "clock"}}}};
    const auto config = parse(demo);
    REQUIRE(config.ok());
    CHECK(config->demo->clock_file == "/etc/sigillo/clock");
    auto in_the_world = demo;
    in_the_world["origin"] = "https://sigillo.example";
    CHECK(wrong_field(in_the_world) == "demo.clock_file");
    CHECK(wrong_field({{"clock_file", "clock"}}) == "clock_file");
    CHECK(wrong_field({{"demo", {{"address", "http://127.0.0.1:8430/"}, {"clock_file", ""}}}}) ==
          "demo.clock_file");
    CHECK(wrong_field({{"demo", {{"address", "http://127.0.0.1:8430/"}, {"clock_file", 3600}}}}) ==
          "demo.clock_file");
    CHECK(wrong_field({{"demo", {{"clock_file", "clock"}}}}) == "demo.address");
    const auto without = parse({{"demo", {{"address", "http://127.0.0.1:8430/"}}}});
    REQUIRE(without.ok());
    CHECK_FALSE(without->demo->clock_file.has_value());
}

TEST_CASE("a clock file says whole seconds ahead; what says anything else moves nothing") {
    const Folder folder;
    CHECK(clock_ahead(folder.file("clock", "3600")).seconds == 3600);
    CHECK(clock_ahead(folder.file("clock", "3600\n")).seconds == 3600);
    CHECK(clock_ahead(folder.file("missing")).seconds == 0);
    for (const char* text : {"", "\n", "soon", "36oo", "3600 seconds", "-3600", "+3600", " 3600", "1e9",
                             "99999999999999999999"}) {
        CAPTURE(text);
        CHECK(clock_ahead(folder.file("clock", text)).seconds == 0);
    }
}
