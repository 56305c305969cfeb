#include "tests/portal/server/program.hpp"

#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"

#include <ctime>
#include <functional>

using namespace sigillo::portal::test;
namespace pki = sigillo::pki;

namespace {

std::string content_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What the agent would make of a challenge with the member's card.
std::string card_sign_in(const Program& program, const std::string& origin, const std::string& nonce,
                         const char* key_name = "cns_authentication") {
    const auto key = pki::PrivateKey::from_pem(content_of(program.path(std::string(key_name) + ".key")));
    const std::string der = content_of(program.path(std::string(key_name) + ".der"));
    const auto certificate = pki::Certificate::from_der(pki::view_of(der));
    REQUIRE(key);
    REQUIRE(certificate);
    const auto text =
        pki::canonical_text({{"type", "sigillo.sign-in/1"}, {"origin", origin}, {"nonce", nonce}});
    REQUIRE(text);
    pki::KeySigner signer(*key, *certificate);
    const auto p7m = pki::sign_cades(pki::view_of(*text), signer, std::time(nullptr));
    REQUIRE(p7m);
    return nlohmann::json{{"p7m", pki::base64_of(*p7m)}}.dump();
}

std::string nonce_of(const Program& program) {
    const auto response = program.post("/api/sign-in/challenge", "{}", program.origin());
    REQUIRE(response.status == 200);
    return nlohmann::json::parse(response.body)["nonce"];
}

std::string error_of(const WireResponse& response) {
    return nlohmann::json::parse(response.body)["error"];
}

} // namespace

TEST_CASE("the app is served compressed, cached by content, and as what it is") {
    const Program program;
    const auto page = program.get("/");
    CHECK(page.status == 200);
    CHECK(page.headers.at("content-type") == "text/html; charset=utf-8");
    CHECK(page.headers.at("cache-control") == "no-cache");
    const auto again = program.get("/", "If-None-Match: " + page.headers.at("etag") + "\r\n");
    CHECK(again.status == 304);
    const auto plain = program.get("/app.wasm");
    CHECK(plain.headers.at("content-type") == "application/wasm");
    CHECK(plain.body.size() == 4);
    const auto small = program.get("/app.wasm", "Accept-Encoding: gzip, br\r\n");
    CHECK(small.headers.at("content-encoding") == "br");
    CHECK(small.body == "compressed");
    CHECK(program.get("/app.0123456789abcdef.js").headers.at("cache-control") ==
          "public, max-age=31536000, immutable");
    CHECK(program.get("/requests/R-1").body == page.body);
    CHECK(program.get("/missing.js").status == 404);
}

TEST_CASE("every answer carries the security headers, loosened for the agent's ports alone") {
    const Program program;
    for (const auto& response : {program.get("/"), program.get("/missing.js"), program.get("/api/session")}) {
        const std::string& policy = response.headers.at("content-security-policy");
        CHECK_THAT(policy, ContainsSubstring("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"));
        CHECK_THAT(policy, ContainsSubstring("ws://127.0.0.1:47474"));
        CHECK(policy.find("unsafe-inline") == std::string::npos);
        CHECK(response.headers.at("x-content-type-options") == "nosniff");
        CHECK(response.headers.at("referrer-policy") == "no-referrer");
    }
}

TEST_CASE("no path leads out of the app's folder") {
    const Program program;
    for (const char* target : {"/../secret.txt", "/part/../../secret.txt", "/%2e%2e/secret.txt",
                               "/part/..%2f..%2fsecret.txt", "//etc/passwd", "/..%5csecret.txt"}) {
        const auto response = program.get(target);
        CHECK(response.body.find("not served") == std::string::npos);
        CHECK(response.body.find("root:") == std::string::npos);
    }
}

TEST_CASE("another Host is refused") {
    const Program program;
    WireClient client(program.port());
    client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    CHECK(read_response(client).status == 421);
}

TEST_CASE("a POST from another page, or from none, is refused") {
    const Program program;
    const std::string body = R"({"user":"mario@example.it","password":"a long password"})";
    for (const char* origin : {"https://evil.example", "null", ""}) {
        const auto response = program.post("/api/sign-in/password", body, origin);
        CHECK(response.status == 403);
        CHECK(error_of(response) == "origin-not-allowed");
    }
}

TEST_CASE("a body that is too large is refused before it is read") {
    const Program program;
    WireClient client(program.port());
    client.send("POST /api/sign-in/password HTTP/1.1\r\nHost: " + program.host() + "\r\nOrigin: " +
                program.origin() + "\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n");
    CHECK(read_response(client).status == 413);
}

TEST_CASE("a member signs in with a password and out again; the cookie is out of reach of scripts") {
    const Program program;
    const auto wrong = program.post("/api/sign-in/password",
                                    R"({"user":"mario@example.it","password":"wrong"})", program.origin());
    CHECK(wrong.status == 401);
    CHECK(error_of(wrong) == "sign-in-failed");
    const auto nobody = program.post("/api/sign-in/password",
                                     R"({"user":"nobody@example.it","password":"wrong"})", program.origin());
    CHECK(nobody.body == wrong.body);
    const auto in =
        program.post("/api/sign-in/password", R"({"user":"mario@example.it","password":"a long password"})",
                     program.origin());
    REQUIRE(in.status == 200);
    CHECK_THAT(in.headers.at("set-cookie"), ContainsSubstring("HttpOnly; SameSite=Strict"));
    const std::string cookie =
        "Cookie: " + in.headers.at("set-cookie").substr(0, in.headers.at("set-cookie").find(';')) + "\r\n";
    CHECK_THAT(program.get("/api/session", cookie).body, ContainsSubstring("Mario Rossi"));
    CHECK(program.post("/api/sign-out", "{}", program.origin(), cookie).status == 200);
    CHECK_FALSE(nlohmann::json::parse(program.get("/api/session", cookie).body).contains("user"));
}

TEST_CASE("guessing passwords is slowed down") {
    const Program program;
    WireResponse last;
    for (int i = 0; i < 11; ++i) {
        last = program.post("/api/sign-in/password", R"({"user":"mario@example.it","password":"wrong"})",
                            program.origin());
    }
    CHECK(last.status == 429);
    CHECK(error_of(last) == "sign-in-rate-limited");
}

TEST_CASE("a member signs in with the card, once for each challenge") {
    const Program program;
    const std::string message = card_sign_in(program, program.origin(), nonce_of(program));
    CHECK(program.post("/api/sign-in/card", message, program.origin()).status == 200);
    const auto replayed = program.post("/api/sign-in/card", message, program.origin());
    CHECK(error_of(replayed) == "sign-in-challenge-expired");
}

TEST_CASE("a challenge signed for another portal, or with the signature key, opens nothing") {
    const Program program;
    const auto other =
        program.post("/api/sign-in/card", card_sign_in(program, "https://evil.example", nonce_of(program)),
                     program.origin());
    CHECK(error_of(other) == "act-other-portal");
    const auto wrong_key = program.post(
        "/api/sign-in/card", card_sign_in(program, program.origin(), nonce_of(program), "signature"),
        program.origin());
    CHECK(error_of(wrong_key) == "pki-key-usage-wrong");
}

TEST_CASE("the socket opens for the portal's own page with a session alone") {
    const Program program;
    const std::string cookie = program.signed_in();
    for (const auto& [origin, more, status] :
         {std::tuple<std::string, std::string, int>{"https://evil.example", cookie, 403},
          {program.origin(), "", 401},
          {program.origin(), cookie, 101}}) {
        WireClient client(program.port());
        client.send(program.upgrade(origin, more));
        CHECK(read_response(client, false).status == status);
    }
}

TEST_CASE("every message on the socket gets a reply, in order, whatever it is") {
    const Program program;
    WireClient client(program.port());
    client.send(program.upgrade(program.origin(), program.signed_in()));
    REQUIRE(read_response(client, false).status == 101);
    const auto ask = [&](const std::string& text) {
        client.send(text_frame(text));
        const std::string reply = read_frame(client);
        REQUIRE_FALSE(reply.empty());
        return nlohmann::json::parse(reply);
    };
    CHECK(ask("nonsense").contains("error"));
    CHECK(ask(R"({"jsonrpc":"2.0","id":1,"method":"overview","params":{}})").dump().find("wrong-state") !=
          std::string::npos);
    const auto hello =
        ask(R"({"jsonrpc":"2.0","id":2,"method":"hello","params":{"version":3,"language":"en"}})");
    REQUIRE(hello.contains("result"));
    CHECK(hello["result"]["origin"] == program.origin());
    CHECK(ask(R"({"jsonrpc":"2.0","id":3,"method":"no.such","params":{}})").dump().find("method-unknown") !=
          std::string::npos);
    const auto overview = ask(R"({"jsonrpc":"2.0","id":4,"method":"overview","params":{}})");
    REQUIRE(overview.contains("result"));
    CHECK(overview["result"]["cards"][0]["serial"] == "7420000000000001");
    CHECK(ask(R"({"jsonrpc":"2.0","id":5,"method":"overview","params":{"a":1}})")
              .dump()
              .find("message-unknown-field") != std::string::npos);
}

TEST_CASE("signing out elsewhere ends an open page") {
    const Program program;
    const std::string cookie = program.signed_in();
    WireClient client(program.port());
    client.send(program.upgrade(program.origin(), cookie));
    REQUIRE(read_response(client, false).status == 101);
    REQUIRE(program.post("/api/sign-out", "{}", program.origin(), cookie).status == 200);
    CHECK_THAT(read_frame(client), ContainsSubstring("session.ended"));
    CHECK(read_frame(client).empty());
}

TEST_CASE("the authority's certificate and list are there for other software") {
    const Program program;
    const auto certificate = program.get("/ca/ca.crt");
    CHECK(pki::Certificate::from_der(pki::view_of(certificate.body)));
    CHECK(program.get("/ca/crl.der").headers.at("content-type") == "application/pkix-crl");
}

TEST_CASE("a payment call-back that is not the provider's changes nothing") {
    const Program program;
    const auto response = program.post("/payments/callback", "{}", "", "Sigillo-Signature: 00\r\n");
    CHECK(response.status == 403);
    CHECK(error_of(response) == "payment-not-authentic");
}

TEST_CASE("the record of everything verifies") {
    Program program;
    program.signed_in();
    program.run({"audit", "checkpoint"});
    CHECK(program.run({"audit", "verify"}, false) == 0);
}

namespace {

/// The status of the last of so many asks for a challenge, each with these header lines.
int last_status(const Program& program, int asks, const std::function<std::string(int)>& headers) {
    int status = 0;
    for (int i = 0; i < asks; ++i) {
        status = program.post("/api/sign-in/challenge", "{}", program.origin(), headers(i)).status;
    }
    return status;
}

constexpr int more_than_an_address_may = 205;

} // namespace

TEST_CASE("behind a trusted proxy limits count the client, and a client cannot write its way around them") {
    const Program program(
        nlohmann::json{{"listen", {{"trusted_proxies", nlohmann::json::array({"127.0.0.1"})}}}});
    const auto spoofed = [](int i) {
        return "X-Forwarded-For: 10.0.0." + std::to_string(i) + ", 203.0.113.5\r\n";
    };
    CHECK(last_status(program, more_than_an_address_may, spoofed) == 429);
    const auto two_lines = [](int i) {
        return "X-Forwarded-For: 10.0.0." + std::to_string(i) + "\r\nX-Forwarded-For: 203.0.113.6\r\n";
    };
    CHECK(last_status(program, more_than_an_address_may, two_lines) == 429);
    CHECK(last_status(program, 1, [](int) { return "X-Forwarded-For: 203.0.113.7\r\n"; }) == 200);
}

TEST_CASE("without a configured proxy the header changes nothing") {
    const Program program;
    const auto changing = [](int i) { return "X-Forwarded-For: 203.0.113." + std::to_string(i) + "\r\n"; };
    CHECK(last_status(program, more_than_an_address_may, changing) == 429);
}
