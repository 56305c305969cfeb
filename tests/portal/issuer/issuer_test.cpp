#include "shared/pki/pkcs10.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/issuer/embedded_issuer.hpp"

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace pki = sigillo::pki;
using domain::Duration;
using domain::ErrorId;
using domain::Instant;

namespace {

constexpr Instant now{1'800'000'000};

struct Authority {
    explicit Authority(Duration delay = {}) {
        settings.key = folder / "ca.key";
        settings.certificate = folder / "ca.crt";
        settings.ledger = folder / "ca.db";
        settings.delay = delay;
        REQUIRE(EmbeddedIssuer::create(settings, "Test CA", "Test", now - Duration::days(3650)));
        auto opened = EmbeddedIssuer::open(settings);
        REQUIRE(opened);
        issuer = std::move(*opened);
    }
    pki::Certificate old(pki::Profile profile) {
        const auto key = pki::PrivateKey::generate_rsa(2048);
        REQUIRE(key);
        pki::Subject subject;
        subject.codice_fiscale = "RSSMRA80A01H501U";
        subject.given_name = "Mario";
        subject.surname = "Rossi";
        subject.role = pki::RoleData{"Ordine", "Architetto", "A", "", "123", "2005-03-01", ""};
        auto certificate = issuer->certify({profile, subject, key->public_key(), now.seconds - 1000,
                                            now.seconds + 1000, pki::random_serial(), ""});
        REQUIRE(certificate);
        return *certificate;
    }
    static pki::Bytes request(const pki::Certificate& old) {
        const auto key = pki::PrivateKey::generate_rsa(2048);
        REQUIRE(key);
        pki::KeyDigestSigner signer(*key);
        auto der = pki::build_request(key->public_key(), old.facts().subject_der, signer);
        REQUIRE(der);
        return *der;
    }
    IssuanceOrder order() {
        const auto authentication = old(pki::Profile::cns_authentication);
        const auto signature = old(pki::Profile::signature);
        return {"R-1", request(authentication),    request(signature),        authentication, signature,
                now,   now + Duration::days(2000), now + Duration::days(2000)};
    }

    TemporaryFolder folder;
    EmbeddedIssuerSettings settings;
    std::unique_ptr<EmbeddedIssuer> issuer;
};

} // namespace

TEST_CASE("an order sent twice is issued once, with the holder's data unchanged [R83]") {
    Authority ca;
    const auto order = ca.order();
    const auto first = ca.issuer->issue(order);
    REQUIRE(first);
    REQUIRE(*first);
    auto again = order;
    again.now = now + Duration::days(1);
    const auto second = ca.issuer->issue(again);
    REQUIRE(second);
    REQUIRE(*second);
    CHECK((*first)->signature == (*second)->signature);
    CHECK((*first)->authentication == (*second)->authentication);
    CHECK((*first)->signature.facts().subject_der == order.old_signature.facts().subject_der);
    CHECK((*first)->authentication.facts().subject_der == order.old_authentication.facts().subject_der);
}

TEST_CASE("another order under the same transaction is refused") {
    Authority ca;
    auto order = ca.order();
    REQUIRE(ca.issuer->issue(order));
    order.signature_request = Authority::request(order.old_signature);
    const auto other = ca.issuer->issue(order);
    REQUIRE_FALSE(other);
    CHECK(other.error().id == ErrorId::issuer_refused);
}

TEST_CASE("a slow authority says waiting until it is done") {
    Authority ca(Duration::minutes(10));
    auto order = ca.order();
    const auto waiting = ca.issuer->issue(order);
    REQUIRE(waiting);
    CHECK_FALSE(*waiting);
    order.now = now + Duration::minutes(10);
    const auto done = ca.issuer->issue(order);
    REQUIRE(done);
    CHECK(done->has_value());
}

TEST_CASE("the list is renewed when half of its time is over, and at once after a revocation") {
    Authority ca;
    const auto first = ca.issuer->revocation_list(now);
    REQUIRE(first);
    CHECK(*ca.issuer->revocation_list(now + Duration::hours(11)) == *first);
    CHECK(*ca.issuer->revocation_list(now + Duration::hours(12)) != *first);
    const auto certificate = ca.old(pki::Profile::signature);
    REQUIRE(ca.issuer->revoke(certificate.serial_hex(), 1, now));
    const auto after = ca.issuer->revocation_list(now + Duration::hours(12));
    REQUIRE(after);
    const auto list = pki::Crl::parse(*after);
    REQUIRE(list);
    CHECK((*list)->revoked_since(certificate) == now.seconds);
}

TEST_CASE("a certificate of another authority cannot be revoked here") {
    Authority ca;
    const auto revoked = ca.issuer->revoke("0102", 1, now);
    REQUIRE_FALSE(revoked);
    CHECK(revoked.error().id == ErrorId::not_found);
}
