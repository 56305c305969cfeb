// Identification with a card that somebody else issued: what is shown, what is signed, and what it is good
// for.

#include "shared/pki/cades.hpp"
#include "tests/agent/dispatch/dispatch_bench.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;
using test::DispatchBench;
using test::Json;
using test::must;
using Role = CertificateRole;

namespace {

/// Of a health card of long ago: digitalSignature, clientAuth, RSA-1024.
constexpr std::string_view short_key_certificate = R"(-----BEGIN CERTIFICATE-----
MIIDAzCCAmygAwIBAgIUdENZjORQTyVUJV8NNp22WMk7JRIwDQYJKoZIhvcNAQEL
BQAwgYAxCzAJBgNVBAYTAklUMRAwDgYDVQQKDAdSZWdpb25lMQ4wDAYDVQQEDAVS
T1NTSTEOMAwGA1UEKgwFTUFSSU8xHzAdBgNVBAUTFlRJTklULVJTU01SQTgwQTAx
SDUwMVUxHjAcBgNVBAMMFVJTU01SQTgwQTAxSDUwMVUvNjAzMDAeFw0yNjExMjIw
ODQ1MDJaFw00NjExMTcwODQ1MDJaMIGAMQswCQYDVQQGEwJJVDEQMA4GA1UECgwH
UmVnaW9uZTEOMAwGA1UEBAwFUk9TU0kxDjAMBgNVBCoMBU1BUklPMR8wHQYDVQQF
ExZUSU5JVC1SU1NNUkE4MEEwMUg1MDFVMR4wHAYDVQQDDBVSU1NNUkE4MEEwMUg1
MDFVLzYwMzAwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBAOB3GvgcGDmAYhIq
o1VkCAJ/hBEXxMys4RU/opNKl29hXzGM+p54S1xrJkILBzADAEbj5yAf2dppvcL6
y1GcnxBLHAoCB7/N3Cu3ibu49XDn534o1ORVdQvLCy6gGXoekZE46EPJ6yxSgg6e
mmSwAdQLIIrYxSXrsfzShmukzMDVAgMBAAGjeDB2MB0GA1UdDgQWBBTKUAU+3im4
KMFlxOillZ0+PaPtVDAfBgNVHSMEGDAWgBTKUAU+3im4KMFlxOillZ0+PaPtVDAP
BgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEF
BQcDAjANBgkqhkiG9w0BAQsFAAOBgQCXTB6dsPDuHNZxO5daMFd1+pXtH1hrKsBg
gnGT2pIki70IRbcgIjfnhb9vNTh2+BQTFSaBy2EyRdfLorGSnOgNS8XpxBXTUL9A
w5pSNXJDkhsMGKwiJoWBDoDKzmHvpCcUSAZdl+ongfbu6AUveZKlg4o5LWeAZUuf
iaAn+bmGBw==
-----END CERTIFICATE-----
)";

Json prove(const std::string& role) {
    return {{"card", "card"}, {"role", role}, {"nonce", "0123456789abcdef"}, {"request", "r-2026-000123"}};
}

pki::ReadSignature read(const Json& reply) {
    return must(pki::read_cades(must(pki::bytes_of_base64(reply["result"]["p7m"].get<std::string>()))));
}

std::vector<std::string> values_of(const ConsentQuestion& question) {
    std::vector<std::string> values;
    for (const auto& [name, value] : question.items.at(0).fields) {
        values.push_back(value);
    }
    return values;
}

} // namespace

TEST_CASE("an identification signs origin, nonce and request with the key of the role [R134]") {
    DispatchBench bench;
    bench.ready(1);
    const auto role = GENERATE(Role::authentication, Role::signature);
    bench.expect_signature(role);
    const auto signature = read(
        bench.call(1, "identity.prove", prove(role == Role::signature ? "signature" : "authentication")));
    CHECK(
        pki::text_of(signature.content) ==
        R"({"nonce":"0123456789abcdef","origin":"https://portal.example","request":"r-2026-000123","type":"sigillo.identification/1"})");
    CHECK(signature.signer == bench.card.snapshot.current(role)->certificate);
}

TEST_CASE(
    "the consent to an identification shows portal, request and holder before the PIN is asked [R134]") {
    DispatchBench bench;
    bench.ready(1);
    bench.consent.expect({{ErrorId::consent_declined}});
    bench.card.expect({{"card"}});
    CHECK(DispatchBench::error_of(bench.call(1, "identity.prove", prove("authentication"))) ==
          "consent-declined");
    const auto values = values_of(bench.consent.shown.at(0));
    CHECK(values.at(0) == "https://portal.example");
    CHECK(values.at(1) == "r-2026-000123");
    CHECK(values.at(2) == "Rossi Mario");
    CHECK(values.at(3) == "RSSMRA80A01H501U");
    CHECK(bench.pin_window.shown.empty());
}

TEST_CASE("the PIN window says that the PIN is for an identification [X16]") {
    DispatchBench bench;
    bench.ready(1);
    bench.expect_signature(Role::authentication);
    (void)bench.call(1, "identity.prove", prove("authentication"));
    CHECK_THAT(bench.pin_window.shown.at(0).description, ContainsSubstring("Identification"));
}

TEST_CASE("a card with a key of 1024 bits identifies nobody, and the person is asked nothing [X16]") {
    DispatchBench bench;
    bench.ready(1);
    const auto certificate = must(pki::Certificate::from_pem(short_key_certificate));
    bench.card.snapshot.certificates = {{Role::authentication, {1}, "CNS0", certificate, true}};
    bench.card.expect({{"card"}});
    const auto reply = bench.call(1, "identity.prove", prove("authentication"));
    CHECK(DispatchBench::error_of(reply) == "card-key-too-short");
    CHECK(reply["error"]["data"]["details"]["bits"] == "1024");
}

TEST_CASE("an expired card identifies nobody [R134]") {
    DispatchBench bench;
    bench.ready(1);
    bench.now += 31 * test::PkiWorld::day;
    bench.card.expect({{"card"}});
    CHECK(DispatchBench::error_of(bench.call(1, "identity.prove", prove("signature"))) ==
          "card-certificate-expired");
}

TEST_CASE("a card without a certificate of the role says which one is missing") {
    DispatchBench bench;
    bench.ready(1);
    bench.card.snapshot.certificates.pop_back();
    bench.card.expect({{"card"}});
    const auto reply = bench.call(1, "identity.prove", prove("signature"));
    CHECK(DispatchBench::error_of(reply) == "card-certificate-missing");
    CHECK(reply["error"]["data"]["details"]["role"] == "signature");
}

TEST_CASE("what an identification signs is not signed as an act") {
    DispatchBench bench;
    bench.ready(1);
    const std::string content =
        R"({"nonce":"0123456789abcdef","origin":"https://portal.example","request":"R-1","type":"sigillo.identification/1"})";
    const auto reply =
        bench.call(1, "acts.sign",
                   {{"card", "card"},
                    {"acts", {{{"request", "R-1"}, {"content", pki::base64_of(pki::view_of(content))}}}}});
    CHECK(reply["result"]["acts"][0]["failure"]["error"] == "act-unknown-type");
}

TEST_CASE(
    "a text of the page that hides or reorders is shown as what it is in the consent to an identification") {
    DispatchBench bench;
    bench.ready(1);
    bench.consent.expect({{ErrorId::consent_declined}});
    bench.card.expect({{"card"}});
    auto wanted = prove("authentication");
    wanted["request"] = "r\xe2\x80\xae"
                        "321";
    (void)bench.call(1, "identity.prove", wanted);
    CHECK(values_of(bench.consent.shown.at(0)).at(1) == "r\xef\xbf\xbd"
                                                        "321");
}
