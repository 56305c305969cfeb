#include "tests/portal/identity/signed_answer.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/identity/identity_provider.hpp"
#include "web/portal/identity/identity_state.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
using domain::Duration;
using domain::IdentificationMethod;
using domain::Instant;
using nlohmann::json;

namespace {

constexpr Instant now{1'800'000'000};
const std::string secret(32, 's');

struct Provider {
    Provider() : key(*pki::PrivateKey::generate_ec_p256()) {
        std::ofstream(folder / "idp.pem") << public_pem(key);
        page = open(secret);
        start = {domain::RequestId("P-1"), IdentificationMethod::spid, "session-token",
                 "https://portal.example/#/request/P-1"};
    }
    [[nodiscard]] std::unique_ptr<IdentityProvider> open(const std::string& with) const {
        auto made =
            make_identity_page({"https://idp.example/identity", "https://idp.example", folder / "idp.pem",
                                with, "https://portal.example", "https://portal.example/identity/callback"});
        REQUIRE(made);
        return std::move(*made);
    }
    [[nodiscard]] std::string state(Instant at = now) const {
        const auto url = page->page_of(start, at);
        REQUIRE(url);
        return url->substr(url->find("&state=") + 7);
    }
    [[nodiscard]] json claims(Instant at = now) const {
        return {{"iss", "https://idp.example"},
                {"aud", "https://portal.example"},
                {"iat", at.seconds},
                {"exp", at.seconds + 120},
                {"auth_time", at.seconds},
                {"nonce", state()},
                {"method", "spid"},
                {"outcome", "identified"},
                {"fiscal_number", "TINIT-RSSMRA80A01H501U"},
                {"given_name", "Mario"},
                {"family_name", "Rossi"}};
    }
    [[nodiscard]] std::string jws(const json& with) const {
        return signed_jws({{"alg", "ES256"}, {"typ", "JWT"}, {"kid", "1"}}, with.dump(), key);
    }
    [[nodiscard]] std::string outcome(const json& with, Instant at = now) const {
        const auto report = page->read_callback(jws(with), at);
        if (report) {
            return "ok";
        }
        CHECK(report.error().id == domain::ErrorId::identification_not_authentic);
        return report.error().details.at("reason");
    }

    TemporaryFolder folder;
    pki::PrivateKey key;
    std::unique_ptr<IdentityProvider> page;
    IdentityStart start;
};

json without(json claims, const char* name) {
    claims.erase(name);
    return claims;
}

json with(json claims, const char* name, const json& value) {
    claims[name] = value;
    return claims;
}

} // namespace

TEST_CASE("the page that the member goes to knows the method and where to answer, and nothing of the request "
          "[R123] [R136]") {
    Provider provider;
    const auto url = provider.page->page_of(provider.start, now);
    REQUIRE(url);
    CHECK(url->rfind("https://idp.example/identity?method=spid&client=https%3A%2F%2Fportal.example&return=",
                     0) == 0);
    CHECK(url->find("&callback=https%3A%2F%2Fportal.example%2Fidentity%2Fcallback&state=") !=
          std::string::npos);
    CHECK(url->find("session-token") == std::string::npos);
    CHECK(url->size() <= 1024);
}

TEST_CASE("an identification that the provider signed is read [R123] [R135] [R136] [R137]") {
    Provider provider;
    const auto method = GENERATE(IdentificationMethod::spid, IdentificationMethod::cie,
                                 IdentificationMethod::remote_signature, IdentificationMethod::video);
    provider.start.method = method;
    const auto body = provider.jws(with(provider.claims(), "method", std::string(domain::text_of(method))));
    const auto report = provider.page->read_callback(body, now);
    REQUIRE(report);
    CHECK(report->outcome == IdentityReport::Outcome::identified);
    CHECK(report->method == method);
    CHECK(report->request.value == "P-1");
    CHECK(report->codice_fiscale == "RSSMRA80A01H501U");
    CHECK(report->given_name == "Mario");
    CHECK(report->surname == "Rossi");
    CHECK(report->at == now);
    CHECK(report->session.value == pki::sha256_hex(pki::view_of("session-token")));
    CHECK(pki::text_of(report->evidence) == body);
}

TEST_CASE("a card's own method goes to no identity provider [R134]") {
    Provider provider;
    provider.start.method = GENERATE(IdentificationMethod::digital_signature, IdentificationMethod::cns,
                                     IdentificationMethod::ts_cns);
    const auto url = provider.page->page_of(provider.start, now);
    REQUIRE_FALSE(url);
    CHECK(url.error().id == domain::ErrorId::identification_not_offered);
}

TEST_CASE("a person who gave up is reported as such, without a name") {
    Provider provider;
    auto claims = with(provider.claims(), "outcome", "refused");
    CHECK(provider.outcome(claims) == "form");
    for (const char* name : {"fiscal_number", "given_name", "family_name"}) {
        claims.erase(name);
    }
    const auto report = provider.page->read_callback(provider.jws(claims), now);
    REQUIRE(report);
    CHECK(report->outcome == IdentityReport::Outcome::refused);
    CHECK(report->codice_fiscale.empty());
}

TEST_CASE("an answer by another method than the one begun is refused [R136] [R137]") {
    Provider provider;
    CHECK(provider.outcome(with(provider.claims(), "method", "cie")) == "method");
}

TEST_CASE("an answer of another provider or for another portal is refused") {
    Provider provider;
    CHECK(provider.outcome(with(provider.claims(), "iss", "https://other.example")) == "issuer");
    CHECK(provider.outcome(with(provider.claims(), "aud", "https://other.example")) == "audience");
}

TEST_CASE("an answer signed by another key is refused") {
    Provider provider;
    const auto other = *pki::PrivateKey::generate_ec_p256();
    const auto report =
        provider.page->read_callback(signed_jws({{"alg", "ES256"}}, provider.claims().dump(), other), now);
    REQUIRE_FALSE(report);
    CHECK(report.error().details.at("reason") == "signature");
}

TEST_CASE("an answer is good for five minutes at most, and not before its time") {
    Provider provider;
    CHECK(provider.outcome(provider.claims(), now + Duration{119}) == "ok");
    CHECK(provider.outcome(provider.claims(), now + Duration{120}) == "time");
    CHECK(provider.outcome(with(provider.claims(), "exp", now.seconds + 300), now + Duration{299}) == "ok");
    CHECK(provider.outcome(with(provider.claims(), "exp", now.seconds + 301)) == "time");
    CHECK(provider.outcome(provider.claims(now + Duration{60})) == "ok");
    CHECK(provider.outcome(provider.claims(now + Duration{61})) == "time");
    CHECK(provider.outcome(with(provider.claims(), "auth_time", now.seconds + 61)) == "time");
}

TEST_CASE("an answer to a page that was not begun here, or too long ago, is refused") {
    Provider provider;
    CHECK(provider.outcome(with(provider.claims(), "nonce", "AAAA")) == "state");
    CHECK(provider.outcome(with(provider.claims(), "nonce", std::string(600, 'A'))) == "state");
    provider.page = provider.open(std::string(32, 't'));
    const auto foreign = provider.state();
    provider.page = provider.open(secret);
    CHECK(provider.outcome(with(provider.claims(), "nonce", foreign)) == "state");
    const auto old = provider.state(now - Duration::hours(1));
    CHECK(provider.outcome(with(provider.claims(), "nonce", old)) == "state");
    const auto recent = provider.state(now - Duration::hours(1) + Duration{1});
    CHECK(provider.outcome(with(provider.claims(), "nonce", recent)) == "ok");
}

TEST_CASE("somebody identified before the page was begun was not identified for it") {
    Provider provider;
    CHECK(provider.outcome(with(provider.claims(), "auth_time", now.seconds - 61)) == "state");
}

TEST_CASE("an answer that comes again is the same command; another beginning is another") {
    Provider provider;
    const auto claims = provider.claims();
    const auto first = provider.page->read_callback(provider.jws(claims), now);
    auto later = with(with(claims, "iat", now.seconds + 30), "exp", now.seconds + 90);
    const auto again = provider.page->read_callback(provider.jws(later), now + Duration{30});
    const auto other = provider.page->read_callback(provider.jws(provider.claims()), now);
    REQUIRE(first);
    REQUIRE(again);
    REQUIRE(other);
    CHECK(first->command == again->command);
    CHECK(first->command.value != other->command.value);
    CHECK(first->command.value.size() <= 64);
}

TEST_CASE("an answer without its fields, with one too many, or with no codice fiscale is refused") {
    Provider provider;
    for (const char* name : {"iss", "aud", "iat", "exp", "auth_time", "nonce", "method", "outcome",
                             "fiscal_number", "given_name", "family_name"}) {
        INFO(name);
        CHECK(provider.outcome(without(provider.claims(), name)) == "form");
    }
    CHECK(provider.outcome(with(provider.claims(), "admin", true)) == "form");
    CHECK(provider.outcome(with(provider.claims(), "exp", "soon")) == "form");
    CHECK(provider.outcome(with(provider.claims(), "outcome", "perhaps")) == "form");
    CHECK(provider.outcome(with(provider.claims(), "fiscal_number", "TINIT-RSSMRA80A01H501V")) == "form");
    CHECK(provider.outcome(with(provider.claims(), "fiscal_number", "PASIT-RSSMRA80A01H501U")) == "form");
}

TEST_CASE("a short secret or a key that checks nothing is a wrong configuration") {
    Provider provider;
    IdentityPageSettings settings{"u", "i", provider.folder / "idp.pem", std::string(31, 's'), "o", "c"};
    CHECK(make_identity_page(settings).error().id == domain::ErrorId::configuration_invalid);
    settings.secret = secret;
    settings.public_key = provider.folder / "absent.pem";
    CHECK(make_identity_page(settings).error().id == domain::ErrorId::configuration_invalid);
    std::ofstream(provider.folder / "no.pem") << "no key";
    settings.public_key = provider.folder / "no.pem";
    CHECK(make_identity_page(settings).error().id == domain::ErrorId::configuration_invalid);
}

TEST_CASE("a state opens as it was sealed, and with a bit changed not at all") {
    const auto states = IdentityStates::keyed_by(secret);
    REQUIRE(states);
    const IdentityBinding binding{domain::RequestId("P-9"), IdentificationMethod::video,
                                  domain::Digest(std::string(64, 'a')), now};
    const std::string state = states->seal(binding);
    CHECK(states->open(state) == binding);
    CHECK(states->seal(binding) != state);
    auto bytes = *pki::bytes_of_base64url(state);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bytes[at] ^= 1;
        CHECK_FALSE(states->open(pki::base64url_of(bytes)));
        bytes[at] ^= 1;
    }
}
