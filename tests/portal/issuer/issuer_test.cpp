#include "shared/pki/pkcs10.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/issuer/embedded_issuer.hpp"

#include <openssl/x509v3.h>
#include <sqlite3.h>

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

namespace {

using Status = domain::purchase::CertificateStatus;

struct Listing {
    std::optional<std::int64_t> since;
    int reason = -1; ///< -1: none given
};

/// What the authority's list says of the certificate at `at`, as other software reads it.
Listing listing(Authority& ca, const pki::Certificate& certificate, Instant at) {
    const auto der = ca.issuer->revocation_list(at);
    REQUIRE(der);
    const unsigned char* bytes = der->data();
    const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list(
        d2i_X509_CRL(nullptr, &bytes, static_cast<long>(der->size())), &X509_CRL_free);
    REQUIRE(list);
    X509_REVOKED* entry = nullptr;
    if (X509_CRL_get0_by_cert(list.get(), &entry, certificate.native()) != 1) {
        return {};
    }
    Listing found;
    found.since = (*pki::Crl::parse(*der))->revoked_since(certificate);
    const std::unique_ptr<ASN1_ENUMERATED, decltype(&ASN1_ENUMERATED_free)> reason(
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)),
        &ASN1_ENUMERATED_free);
    found.reason = reason ? static_cast<int>(ASN1_ENUMERATED_get(reason.get())) : -1;
    return found;
}

} // namespace

TEST_CASE("a suspended certificate is on hold in the list at once, and out of it when valid again [X9]") {
    Authority ca;
    const auto certificate = ca.old(pki::Profile::signature);
    const auto serial = certificate.serial_hex();
    REQUIRE_FALSE(listing(ca, certificate, now).since);
    REQUIRE(ca.issuer->set_status(serial, Status::suspended, 0, now));
    const auto suspended = listing(ca, certificate, now + Duration::minutes(1));
    CHECK(suspended.since == now.seconds);
    CHECK(suspended.reason == CRL_REASON_CERTIFICATE_HOLD);
    REQUIRE(ca.issuer->set_status(serial, Status::valid, 0, now + Duration::minutes(2)));
    CHECK_FALSE(listing(ca, certificate, now + Duration::minutes(3)).since);
}

TEST_CASE("a suspension that ends in a revocation counts from the suspension [X9]") {
    Authority ca;
    const auto certificate = ca.old(pki::Profile::signature);
    const auto serial = certificate.serial_hex();
    REQUIRE(ca.issuer->set_status(serial, Status::suspended, 0, now - Duration::days(9)));
    REQUIRE(ca.issuer->set_status(serial, Status::valid, 0, now - Duration::days(8)));
    REQUIRE(ca.issuer->set_status(serial, Status::suspended, 0, now));
    REQUIRE(ca.issuer->set_status(serial, Status::revoked, 5, now + Duration::days(1)));
    const auto revoked = listing(ca, certificate, now + Duration::days(2));
    CHECK(revoked.since == now.seconds);
    CHECK(revoked.reason == CRL_REASON_CESSATION_OF_OPERATION);
}

TEST_CASE("a revoked certificate stays revoked: neither suspended nor valid again [X9] [X11]") {
    Authority ca;
    const auto certificate = ca.old(pki::Profile::signature);
    const auto serial = certificate.serial_hex();
    REQUIRE(ca.issuer->set_status(serial, Status::revoked, 0, now));
    REQUIRE(ca.issuer->set_status(serial, Status::revoked, 1, now + Duration::days(1)));
    const auto wanted = GENERATE(Status::suspended, Status::valid);
    const auto changed = ca.issuer->set_status(serial, wanted, 0, now + Duration::days(2));
    REQUIRE_FALSE(changed);
    CHECK(changed.error().id == ErrorId::certificate_revoked_for_good);
    CHECK(listing(ca, certificate, now + Duration::days(3)).since == now.seconds);
}

TEST_CASE("the CNS certificate is suspended without the signature certificate [X15]") {
    Authority ca;
    const auto authentication = ca.old(pki::Profile::cns_authentication);
    const auto signature = ca.old(pki::Profile::signature);
    REQUIRE(ca.issuer->set_status(authentication.serial_hex(), Status::suspended, 0, now));
    CHECK(listing(ca, authentication, now).since);
    CHECK_FALSE(listing(ca, signature, now).since);
}

TEST_CASE("the status of another authority's certificate cannot be set here [X9]") {
    Authority ca;
    const auto changed = ca.issuer->set_status("0102", Status::suspended, 0, now);
    REQUIRE_FALSE(changed);
    CHECK(changed.error().id == ErrorId::not_found);
}

TEST_CASE("a ledger of an earlier portal keeps its revocations") {
    TemporaryFolder folder;
    const auto file = folder / "ca.db";
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database,
                         "CREATE TABLE revocations(serial TEXT PRIMARY KEY, since INTEGER NOT NULL, reason "
                         "INTEGER NOT NULL) STRICT; INSERT INTO revocations VALUES('0a0b', 17, 1); "
                         "CREATE TABLE lists(number INTEGER PRIMARY KEY, this_update INTEGER NOT NULL, "
                         "revocations INTEGER NOT NULL, der BLOB NOT NULL) STRICT;"
                         "INSERT INTO lists VALUES(3, 18, 1, x'00')",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    for (int round = 0; round < 2; ++round) {
        const auto ledger = Ledger::open(file);
        REQUIRE(ledger);
        const auto listed = (*ledger)->listed();
        REQUIRE(listed);
        REQUIRE(listed->entries.size() == 1);
        CHECK(listed->entries[0].since == 17);
        CHECK((*ledger)->list()->changes == listed->changes);
    }
}
