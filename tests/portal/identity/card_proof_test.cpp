#include "web/portal/identity/card_proof.hpp"

#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"
#include "tests/pki/forged_cms.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

#include <openssl/x509.h>

using namespace sigillo::portal;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
using domain::ErrorId;
using domain::IdentificationMethod;
using sigillo::test::must;
using sigillo::test::PkiWorld;

namespace {

constexpr domain::Instant now{PkiWorld::now};

IdentificationChallenge challenge(IdentificationMethod method = IdentificationMethod::cns) {
    return {"https://portal.example", "nonce-0123456789abcdef", domain::RequestId("P-1"), method};
}

std::string content(const char* changed = "", const nlohmann::json& value = {}) {
    nlohmann::json json = {{"type", "sigillo.identification/1"},
                           {"origin", "https://portal.example"},
                           {"nonce", "nonce-0123456789abcdef"},
                           {"request", "P-1"}};
    if (*changed != '\0') {
        json[changed] = value;
    }
    return must(pki::canonical_text(json));
}

domain::Result<domain::purchase::IdentificationFacts>
verify(pki::ByteView p7m, IdentificationMethod method = IdentificationMethod::cns, domain::Instant at = now) {
    const auto& world = PkiWorld::get();
    return verify_identification(p7m, challenge(method), world.trust(), world.revocation(), at);
}

pki::Bytes signed_by(pki::KeySigner signer, const std::string& text = content(),
                     std::int64_t at = PkiWorld::now) {
    return must(pki::sign_cades(pki::view_of(text), signer, at));
}

template <class T>
std::string error_of(const domain::Result<T>& result) {
    return result ? "ok" : std::string(domain::text_of(result.error().id));
}

/// The certificate with a key of that many bits, signed again by the trusted authority.
pki::Certificate with_key(const pki::Certificate& certificate, const pki::PrivateKey& key) {
    const std::unique_ptr<X509, decltype(&X509_free)> copy(X509_dup(certificate.native()), &X509_free);
    REQUIRE(X509_set_pubkey(copy.get(), key.native()) == 1);
    REQUIRE(X509_sign(copy.get(), PkiWorld::get().authority.key().native(), EVP_sha256()) > 0);
    unsigned char* der = nullptr;
    const int size = i2d_X509(copy.get(), &der);
    REQUIRE(size > 0);
    const pki::Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return must(pki::Certificate::from_der(bytes));
}

} // namespace

TEST_CASE("a CNS or health card that signs the challenge identifies its holder [R134] [R123]") {
    const auto method = GENERATE(IdentificationMethod::cns, IdentificationMethod::ts_cns);
    const auto p7m = signed_by(PkiWorld::get().member.authentication_signer());
    const auto facts = verify(p7m, method);
    REQUIRE(error_of(facts) == "ok");
    CHECK(facts->method == method);
    CHECK(facts->holder.text() == "BNCLRA85A41F205L");
    CHECK(facts->names_this_request);
    CHECK(facts->evidence.value == pki::sha256_hex(p7m));
}

TEST_CASE("a qualified signature that signs the challenge identifies its holder [R134]") {
    const auto facts = verify(signed_by(PkiWorld::get().secretary.signature_signer()),
                              IdentificationMethod::digital_signature);
    REQUIRE(error_of(facts) == "ok");
    CHECK(facts->holder.text() == "RSSMRA80A01H501U");
}

TEST_CASE("each way of identifying takes its own certificate of the card [R134] [X17]") {
    const auto& card = PkiWorld::get().secretary;
    CHECK(error_of(verify(signed_by(card.authentication_signer()),
                          IdentificationMethod::digital_signature)) == "pki-key-usage-wrong");
    CHECK(error_of(verify(signed_by(card.signature_signer()), IdentificationMethod::cns)) ==
          "pki-key-usage-wrong");
}

TEST_CASE("a method of an identity provider is not proved by a card [R136]") {
    CHECK(error_of(verify(signed_by(PkiWorld::get().secretary.authentication_signer()),
                          IdentificationMethod::spid)) == "identification-not-offered");
}

TEST_CASE("a challenge of another portal, request or time does not name this request [R134]") {
    const auto changed = GENERATE("origin", "nonce", "request");
    const auto facts =
        verify(signed_by(PkiWorld::get().secretary.authentication_signer(), content(changed, "another")));
    REQUIRE(error_of(facts) == "ok");
    CHECK_FALSE(facts->names_this_request);
}

TEST_CASE("a signature over something else is no identification: an act, a sign-in, more fields") {
    const auto signer = PkiWorld::get().secretary.authentication_signer();
    CHECK(error_of(verify(signed_by(signer, content("type", "sigillo.sign-in/1")))) == "act-unknown-type");
    CHECK(error_of(verify(signed_by(signer, content("more", 1)))) == "act-unknown-type");
    CHECK(error_of(verify(signed_by(signer, "[]"))) == "act-unknown-type");
    CHECK(error_of(verify(signed_by(signer, "{ }"))) == "pki-not-canonical");
    CHECK(error_of(verify(signed_by(signer, "hello"))) == "pki-malformed");
}

TEST_CASE("an RSA key of 1024 bits identifies nobody [X16]") {
    const auto key = must(pki::PrivateKey::generate_rsa(1024));
    const auto certificate = with_key(PkiWorld::get().secretary.authentication, key);
    const auto p7m = sigillo::test::forged_cms(content(), {key, certificate}, PkiWorld::now);
    const auto facts = verify(p7m, IdentificationMethod::ts_cns);
    CHECK(error_of(facts) == "identification-weak-key");
    CHECK(facts.error().details.at("bits") == "1024");
}

TEST_CASE("the same forged by way of a longer key is a good identification [X16]") {
    const auto key = must(pki::PrivateKey::generate_rsa(2048));
    const auto certificate = with_key(PkiWorld::get().secretary.authentication, key);
    CHECK(error_of(verify(sigillo::test::forged_cms(content(), {key, certificate}, PkiWorld::now),
                          IdentificationMethod::ts_cns)) == "ok");
}

TEST_CASE("a card that is revoked, expired or nobody's that we trust identifies nobody [R134]") {
    const auto& world = PkiWorld::get();
    CHECK(error_of(verify(signed_by(world.revoked.authentication_signer()))) == "pki-certificate-revoked");
    CHECK(error_of(verify(signed_by(world.expired.authentication_signer()))) == "pki-certificate-expired");
    CHECK(error_of(verify(signed_by(world.stranger.authentication_signer()))) == "pki-chain-untrusted");
}

TEST_CASE("where revocation is not known nobody is identified") {
    const auto& world = PkiWorld::get();
    const auto facts = verify_identification(signed_by(world.secretary.authentication_signer()), challenge(),
                                             world.trust(), pki::RevocationStore(), now);
    CHECK(error_of(facts) == "pki-revocation-unknown");
}

TEST_CASE("an identification signed more than five minutes from now is refused") {
    const auto signer = PkiWorld::get().secretary.authentication_signer();
    const auto apart = GENERATE(std::int64_t{-301}, std::int64_t{301});
    CHECK(error_of(verify(signed_by(signer, content(), PkiWorld::now + apart))) == "act-clock-off");
    CHECK(error_of(verify(signed_by(signer, content(), PkiWorld::now + apart - apart / 301))) == "ok");
}
