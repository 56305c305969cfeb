#include "shared/pki/crl.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

namespace {

std::shared_ptr<const Crl> list_from(std::int64_t this_update, const std::vector<Certificate>& also = {}) {
    return test::must(Crl::parse(PkiWorld::get().crl(this_update, PkiWorld::now + PkiWorld::day, also)));
}

} // namespace

TEST_CASE("a list says who is revoked and since when") {
    const auto& world = PkiWorld::get();
    const auto crl = list_from(PkiWorld::now);
    CHECK(crl->revoked_since(world.revoked.signature) == PkiWorld::now - PkiWorld::day);
    CHECK_FALSE(crl->revoked_since(world.secretary.signature).has_value());
    CHECK(crl->this_update() == PkiWorld::now);
    CHECK(crl->next_update() == PkiWorld::now + PkiWorld::day);
}

TEST_CASE("a list signed by someone else does not get in") {
    const auto& world = PkiWorld::get();
    RevocationStore store;
    CHECK(outcome(store.add(list_from(PkiWorld::now), world.other_authority.certificate())) ==
          "pki-signature-invalid:crl");
    CHECK(outcome(store.add(list_from(PkiWorld::now), world.secretary.signature)) ==
          "pki-signature-invalid:crl");
    CHECK(store.newest_of(world.other_authority.certificate()) == nullptr);
}

TEST_CASE("a list whose bytes were changed does not get in") {
    const auto& world = PkiWorld::get();
    Bytes bytes = world.crl(PkiWorld::now, PkiWorld::now + PkiWorld::day);
    bytes[bytes.size() - 5] ^= 1;
    RevocationStore store;
    CHECK(outcome(store.add(test::must(Crl::parse(bytes)), world.authority.certificate())) ==
          "pki-signature-invalid:crl");
}

TEST_CASE("the newest list counts, in whatever order they come") {
    const auto& world = PkiWorld::get();
    RevocationStore store;
    test::must(store.add(list_from(PkiWorld::now), world.authority.certificate()));
    test::must(store.add(list_from(PkiWorld::now - 100), world.authority.certificate()));
    CHECK(store.newest_of(world.authority.certificate())->this_update() == PkiWorld::now);
    test::must(
        store.add(list_from(PkiWorld::now + 5, {world.secretary.signature}), world.authority.certificate()));
    CHECK(
        store.newest_of(world.authority.certificate())->revoked_since(world.secretary.signature).has_value());
}

TEST_CASE("bytes that are no list are malformed") {
    CHECK(outcome(Crl::parse({})).starts_with("pki-malformed"));
    CHECK(outcome(Crl::parse(view_of("-----BEGIN X509 CRL-----\nAA==\n-----END X509 CRL-----\n")))
              .starts_with("pki-malformed"));
    CHECK(outcome(Crl::parse(PkiWorld::get().secretary.signature.der())).starts_with("pki-malformed"));
    Bytes longer = PkiWorld::get().crl(PkiWorld::now, PkiWorld::now + 1);
    longer.push_back(0);
    CHECK(outcome(Crl::parse(longer)) == "pki-malformed:crl");
}

TEST_CASE("a list with a critical extension that narrows it is refused") {
    // issuingDistributionPoint with onlyContainsUserCerts, put in place of the CRL number and made critical.
    Bytes bytes = PkiWorld::get().crl(PkiWorld::now, PkiWorld::now + 1);
    const Bytes number = test::must(bytes_of_hex("300a0603551d14040302010"
                                                 "7"));
    const Bytes critical = test::must(bytes_of_hex("300a0603551d14010"
                                                   "1ff0400"));
    const auto at = std::search(bytes.begin(), bytes.end(), number.begin(), number.end());
    REQUIRE(at != bytes.end());
    std::copy(critical.begin(), critical.end(), at);
    CHECK(outcome(Crl::parse(bytes)) == "pki-malformed:critical-extension");
}

TEST_CASE("a list finds by its number whom it finds by the whole certificate") {
    const auto& world = PkiWorld::get();
    const auto crl = list_from(PkiWorld::now);
    const auto number = test::must(number_of(world.revoked.signature.der()));
    CHECK(number.issuer_der == world.revoked.signature.facts().issuer_der);
    CHECK(crl->revoked_since(number) == PkiWorld::now - PkiWorld::day);
    CHECK_FALSE(crl->revoked_since(test::must(number_of(world.secretary.signature.der()))).has_value());
}

TEST_CASE("what is no certificate has no number, and a serial that is no number counts as listed") {
    CHECK(outcome(number_of(view_of("nonsense"))) == "pki-malformed:certificate");
    CHECK(outcome(number_of({})) == "pki-malformed:certificate");
    CHECK(list_from(PkiWorld::now)->revoked_since(CertificateNumber{{}, {}}).has_value());
}
