// Sign-in and acts: what is shown, what is signed, and for whom.

#include "shared/pki/cades.hpp"
#include "tests/agent/dispatch/dispatch_bench.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::act_content;
using test::DispatchBench;
using test::Json;
using test::must;
using Role = CertificateRole;

namespace {

Json entry(const std::string& request, const std::string& content) {
    return {{"request", request}, {"content", content}};
}

Json act(const std::string& request) {
    return entry(request, act_content(DispatchBench::origin, request));
}

pki::ReadSignature signed_in(const Json& p7m) {
    return must(pki::read_cades(must(pki::bytes_of_base64(p7m.get<std::string>()))));
}

const Json sign_in{{"card", "card"}, {"nonce", "0123456789abcdef"}};

} // namespace

TEST_CASE("a sign-in signs the nonce with the origin of the socket, by the authentication key") {
    DispatchBench bench;
    bench.ready(1);
    bench.expect_signature(Role::authentication);
    const auto reply = bench.call(1, "session.sign_in", sign_in);
    const auto read = signed_in(reply["result"]["p7m"]);
    CHECK(pki::text_of(read.content) ==
          R"({"nonce":"0123456789abcdef","origin":"https://portal.example","type":"sigillo.sign-in/1"})");
    CHECK(read.signer == bench.card.snapshot.current(Role::authentication)->certificate);
    const auto& asked = bench.consent.shown.at(0);
    CHECK(asked.items.at(0).fields.at(0).second == "https://portal.example");
    CHECK_THAT(asked.text, ContainsSubstring("Rossi Mario"));
}

TEST_CASE("declined, nothing is asked of the card but what is on it") {
    DispatchBench bench;
    bench.ready(1);
    bench.consent.expect({{ErrorId::consent_declined}, {ErrorId::consent_declined}});
    bench.card.expect({{"card"}, {"card"}});
    CHECK(DispatchBench::error_of(bench.call(1, "session.sign_in", sign_in)) == "consent-declined");
    CHECK(DispatchBench::error_of(bench.call(1, "acts.sign", {{"card", "card"}, {"acts", {act("R-1")}}})) ==
          "consent-declined");
}

TEST_CASE("a certificate that has expired signs nothing, and the person is not asked [R81]") {
    DispatchBench bench;
    bench.ready(1);
    bench.now += 31 * test::PkiWorld::day;
    bench.card.expect({{"card"}, {"card"}});
    CHECK(DispatchBench::error_of(bench.call(1, "session.sign_in", sign_in)) == "card-certificate-expired");
    CHECK(DispatchBench::error_of(bench.call(1, "acts.sign", {{"card", "card"}, {"acts", {act("R-1")}}})) ==
          "card-certificate-expired");
}

TEST_CASE(
    "acts are shown field by field from their own bytes, signed with one PIN, and answered one by one") {
    DispatchBench bench;
    bench.ready(1);
    bench.expect_signature(Role::signature);
    const auto reply =
        bench.call(1, "acts.sign", {{"card", "card"}, {"acts", {act("R-1"), act("R-2"), act("R-3")}}});
    const auto& acts = reply["result"]["acts"];
    REQUIRE(acts.size() == 3);
    const auto read = signed_in(acts[1]["p7m"]);
    CHECK(pki::base64_of(read.content) == act_content(DispatchBench::origin, "R-2"));
    CHECK(read.signer == bench.card.snapshot.current(Role::signature)->certificate);
    REQUIRE(bench.consent.shown.size() == 1);
    const auto& shown = bench.consent.shown[0];
    REQUIRE(shown.items.size() == 3);
    CHECK_THAT(shown.items[1].title, ContainsSubstring("Esposito Anna"));
    CHECK_THAT(shown.items[1].title, ContainsSubstring("R-2"));
    CHECK(bench.pin_window.shown.size() == 1);
}

TEST_CASE("an act that is refused is neither shown nor signed, and says why") {
    DispatchBench bench;
    bench.ready(1);
    bench.expect_signature(Role::signature);
    const auto reply = bench.call(1, "acts.sign",
                                  {{"card", "card"},
                                   {"acts",
                                    {entry("R-1", act_content("https://other.example", "R-1")), act("R-2"),
                                     entry("R-3", act_content(DispatchBench::origin, "R-4"))}}});
    const auto& acts = reply["result"]["acts"];
    CHECK(acts[0]["failure"]["error"] == "act-other-portal");
    CHECK(acts[1].contains("p7m"));
    CHECK(acts[2]["failure"]["error"] == "act-content-differs");
    CHECK(bench.consent.shown.at(0).items.size() == 1);
}

TEST_CASE("where every act is refused nobody is asked") {
    DispatchBench bench;
    bench.ready(1);
    const auto reply =
        bench.call(1, "acts.sign",
                   {{"card", "card"}, {"acts", {entry("R-1", act_content("https://other.example", "R-1"))}}});
    CHECK(reply["result"]["acts"][0]["failure"]["error"] == "act-other-portal");
}

TEST_CASE("a card that fails in the middle of a batch fails the whole of it, and nothing is half signed") {
    DispatchBench bench;
    bench.ready(1);
    bench.consent.expect({{}});
    bench.pin_window.expect({std::string("12345")});
    bench.card.expect(
        {{"card"}, {"login signature"}, {"sign", domain::Error(ErrorId::card_removed)}, {"end"}});
    CHECK(DispatchBench::error_of(bench.call(
              1, "acts.sign", {{"card", "card"}, {"acts", {act("R-1"), act("R-2")}}})) == "card-removed");
}

TEST_CASE("the PIN is in no frame and in no line of the log") {
    DispatchBench bench;
    bench.ready(1);
    bench.expect_signature(Role::signature);
    const auto reply = bench.call(1, "acts.sign", {{"card", "card"}, {"acts", {act("R-1")}}});
    CHECK(bench.card.pins_given == std::vector<std::string>{"12345"});
    CHECK(reply.dump().find("12345") == std::string::npos);
    REQUIRE(bench.log == std::vector<std::string>{"acts.sign: done"});
}

TEST_CASE("characters that hide or reorder text are shown as what they are") {
    CHECK(shown("a\xe2\x80\xae"
                "b\nc") == "a\xef\xbf\xbd"
                           "b\xef\xbf\xbd"
                           "c");
    CHECK(shown("F\xc3\xb2") == "F\xc3\xb2");
}
