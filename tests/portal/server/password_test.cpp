#include "tests/portal/server/program.hpp"

using namespace sigillo::portal::test;

namespace {

std::string error_of(const WireResponse& response) {
    return nlohmann::json::parse(response.body)["error"];
}

} // namespace

TEST_CASE("a forgotten password is answered the same whether or not there is such an account") {
    const Program program;
    const auto known =
        program.post("/api/password/forgotten", R"({"user":"mario@example.it"})", program.origin());
    const auto unknown =
        program.post("/api/password/forgotten", R"({"user":"nobody@example.it"})", program.origin());
    CHECK(known.status == 200);
    CHECK(known.body == "{}");
    CHECK(unknown.status == known.status);
    CHECK(unknown.body == known.body);
}

TEST_CASE("calls about passwords are refused from another page") {
    const Program program;
    for (const char* path : {"/api/password/forgotten", "/api/password/set", "/api/password/change"}) {
        CHECK(program.post(path, "{}", "https://attacker.example").status == 403);
    }
}

TEST_CASE("a link that nobody was sent sets no password") {
    const Program program;
    const auto response = program.post(
        "/api/password/set",
        R"({"token":"0123456789abcdef0123456789abcdef","password":"quattro cavalli blu"})", program.origin());
    CHECK(response.status == 400);
    CHECK(error_of(response) == "link-invalid");
}

TEST_CASE("the own password changes with a session and the current one, and every session ends") {
    const Program program;
    const std::string cookie = program.signed_in();
    const auto change = [&](const char* current, const std::string& header) {
        return program.post("/api/password/change",
                            std::string(R"({"current":")") + current +
                                R"(","password":"quattro cavalli blu"})",
                            program.origin(), header);
    };
    CHECK(change("a long password", "").status == 401);
    CHECK(error_of(change("another password", cookie)) == "password-wrong");
    CHECK(change("a long password", cookie).status == 200);
    CHECK_FALSE(nlohmann::json::parse(program.get("/api/session", cookie).body).contains("user"));
    const auto before =
        program.post("/api/sign-in/password", R"({"user":"mario@example.it","password":"a long password"})",
                     program.origin());
    CHECK(before.status == 401);
    const auto after =
        program.post("/api/sign-in/password",
                     R"({"user":"mario@example.it","password":"quattro cavalli blu"})", program.origin());
    CHECK(after.status == 200);
}
