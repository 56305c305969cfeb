#include "tests/portal/server/program.hpp"

using namespace sigillo::portal::test;
using nlohmann::json;

namespace {

json with_clock() {
    return {{"demo", {{"address", "http://127.0.0.1:9/"}, {"clock_file", "clock"}}}};
}

} // namespace

TEST_CASE("a demo's clock moves forward with its file: a session of eight hours ends") {
    const Program program(with_clock());
    const std::string cookie = program.signed_in();
    const auto in = [&] { return json::parse(program.get("/api/session", cookie).body).contains("user"); };
    program.write("clock", "soon"); // half written, or nonsense: no reason to stop
    CHECK(in());
    program.write("clock", "28801");
    while (in()) { // the file is read every second; a portal that never reads it hangs here
        ::usleep(20'000);
    }
    CHECK(program.get("/").status == 200);
}

TEST_CASE("outside a demo on this machine a portal with a clock file does not start") {
    Program program;
    auto config = json::parse(std::ifstream(program.path("portal.json")));
    config["origin"] = "https://sigillo.example";
    config.merge_patch(with_clock());
    program.write("portal.json", config.dump());
    CHECK(program.run({"serve"}, false) != 0);
    config["origin"] = program.origin();
    config.erase("demo");
    config["clock_file"] = "clock";
    program.write("portal.json", config.dump());
    CHECK(program.run({"serve"}, false) != 0);
}

TEST_CASE("a portal whose PEC server is configured wrongly does not start, with a sound one it does") {
    const json pec{{"host", "127.0.0.1"},
                   {"port", 9},
                   {"security", "none"},
                   {"from", "portale@pec.example"},
                   {"from_name", "Sigillo"}};
    Program program(json{{"pec", pec}});
    CHECK(program.get("/").status == 200);
    auto config = json::parse(std::ifstream(program.path("portal.json")));
    for (const auto& [field, value] :
         {std::pair<const char*, json>{"host", "mail.example"}, {"security", "ssl"}, {"port", 70000}}) {
        auto wrong = config;
        wrong["pec"][field] = value;
        program.write("portal.json", wrong.dump());
        CAPTURE(field);
        CHECK(program.run({"serve"}, false) != 0);
    }
}
