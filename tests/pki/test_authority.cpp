#include "shared/pki/authority.hpp"
#include "shared/pki/der.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

namespace {

CertificateOrder good_order() {
    const auto& holder = PkiWorld::get().secretary;
    return {Profile::signature,
            holder.subject,
            holder.signature_key.public_key(),
            PkiWorld::now,
            PkiWorld::now + PkiWorld::day,
            Bytes{0x12, 0x34},
            std::string(PkiWorld::crl_url)};
}

template <class Change>
std::string issue_outcome(Change change) {
    CertificateOrder order = good_order();
    change(order);
    return outcome(PkiWorld::get().authority.issue(order));
}

} // namespace

TEST_CASE("the same order gives the same certificate") {
    const auto& authority = PkiWorld::get().authority;
    const auto first = test::must(authority.issue(good_order()));
    CHECK(first == test::must(authority.issue(good_order())));
    CHECK(first.serial_hex() == "1234");
    CHECK(first.facts().policies == std::vector<std::string>{"1.3.76.16.6"});
}

TEST_CASE("what cannot be certified is refused with its field") {
    CHECK(issue_outcome([](auto&) {}) == "ok");
    CHECK(issue_outcome([](auto& o) { o.serial.clear(); }) == "invalid-argument:serial");
    CHECK(issue_outcome([](auto& o) { o.serial = Bytes(3); }) == "invalid-argument:serial");
    CHECK(issue_outcome([](auto& o) { o.serial = Bytes(21, 1); }) == "invalid-argument:serial");
    CHECK(issue_outcome([](auto& o) { o.serial = Bytes(20, 0x80); }) == "invalid-argument:serial");
    CHECK(issue_outcome([](auto& o) { o.not_after = o.not_before - 1; }) == "invalid-argument:validity");
    CHECK(issue_outcome([](auto& o) { o.not_after = INT64_MAX; }) == "invalid-argument:validity");
    CHECK(issue_outcome([](auto& o) { o.subject.codice_fiscale.clear(); }) ==
          "invalid-argument:codice_fiscale");
    CHECK(issue_outcome([](auto& o) { o.subject.codice_fiscale = "RSSMRA80A01H501"; }) ==
          "invalid-argument:codice_fiscale");
    CHECK(issue_outcome([](auto& o) { o.subject.surname = std::string(65, 'x'); }) ==
          "invalid-argument:surname");
    CHECK(issue_outcome([](auto& o) { o.subject.surname = "Ros\xff"; }) == "invalid-argument:surname");
    CHECK(issue_outcome([](auto& o) { o.subject.surname = "Ros\nsi"; }) == "invalid-argument:surname");
    CHECK(issue_outcome([](auto& o) { o.subject.country = "it"; }) == "invalid-argument:country");
    CHECK(issue_outcome([](auto& o) { o.subject.role->title.clear(); }) == "invalid-argument:title");
    CHECK(issue_outcome([](auto& o) { o.crl_url = "http://a b"; }) == "invalid-argument:crl_url");
}

TEST_CASE("names outside ASCII keep their letters") {
    CertificateOrder order = good_order();
    order.subject.given_name = "Niccolò";
    order.subject.surname = "Çelik";
    const auto certificate = test::must(PkiWorld::get().authority.issue(order));
    CHECK(certificate.facts().given_name == "Niccolò");
    CHECK(certificate.facts().surname == "Çelik");
    CHECK_THAT(certificate.facts().subject, ContainsSubstring("Niccolò Çelik"));
}

TEST_CASE("a certificate for checkpoints signs and nothing else") {
    const auto& world = PkiWorld::get();
    Subject portal;
    portal.common_name = "https://portal.example";
    const auto certificate =
        world.issue(Profile::portal_checkpoint, portal, world.member.signature_key.public_key(),
                    PkiWorld::now, PkiWorld::now + PkiWorld::day);
    CHECK(certificate.role() == CertificateRole::other);
    CHECK(certificate.facts().key_usage.digital_signature);
    CHECK(certificate.codice_fiscale().empty());
    CHECK(outcome(world.trust().chain_of(certificate, PkiWorld::now)) == "ok");
}

TEST_CASE("a weak key makes neither a certificate nor a root") {
    const PrivateKey weak = test::must(PrivateKey::generate_rsa(1024));
    CHECK(issue_outcome([&weak](auto& o) { o.key = weak.public_key(); }) == "pki-key-weak");
    CHECK(outcome(Authority::create_root("Weak", "", weak, 0, 1, Bytes{1})) == "pki-key-weak");
}

TEST_CASE("an authority comes back from its PEM and issues the same") {
    const auto& authority = PkiWorld::get().authority;
    const auto again =
        test::must(Authority::from(test::must(PrivateKey::from_pem(authority.key().pem())),
                                   test::must(Certificate::from_pem(authority.certificate().pem()))));
    CHECK(test::must(again.issue(good_order())) == test::must(authority.issue(good_order())));
    CHECK(outcome(Authority::from(authority.key(), PkiWorld::get().other_authority.certificate())) ==
          "pki-malformed");
}

TEST_CASE("an authority on an EC key issues what verifies") {
    const auto ec = test::must(Authority::create_root("EC CA", "", test::must(PrivateKey::generate_ec_p256()),
                                                      0, PkiWorld::now * 2, Bytes{9}));
    const auto certificate = test::must(ec.issue(good_order()));
    CHECK(outcome(Trust({{ec.certificate(), 0, PkiWorld::now * 2}}).chain_of(certificate, PkiWorld::now)) ==
          "ok");
}

TEST_CASE("a CRL with bad times, serials or reasons is refused, an empty one is a list") {
    const auto& authority = PkiWorld::get().authority;
    CHECK(outcome(authority.revocation_list({}, 10, 10, 1)) == "invalid-argument:validity");
    CHECK(outcome(authority.revocation_list({}, 10, 20, -1)) == "invalid-argument:number");
    CHECK(outcome(authority.revocation_list({{Bytes{}, 1, 0}}, 10, 20, 1)) == "invalid-argument:serial");
    CHECK(outcome(authority.revocation_list({{Bytes{1}, 1, 7}}, 10, 20, 1)) == "invalid-argument:reason");
    CHECK(outcome(Crl::parse(test::must(authority.revocation_list({}, 10, 20, 1)))) == "ok");
}

TEST_CASE("random serials differ, are positive and 16 bytes") {
    const Bytes first = random_serial();
    CHECK(first.size() == 16);
    CHECK((first[0] & 0xc0) == 0x40);
    CHECK(first != random_serial());
}
