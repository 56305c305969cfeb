#include "shared/pki/verify.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

TEST_CASE("a certificate seen before is the same object, also once a full cache began anew") {
    const auto& world = PkiWorld::get();
    CertificateCache cache(2);
    const auto first = test::must(cache.read(world.secretary.signature.der()));
    CHECK(test::must(cache.read(world.secretary.signature.der())).native() == first.native());
    test::must(cache.read(world.member.signature.der()));
    test::must(cache.read(world.expired.signature.der()));
    CHECK(test::must(cache.read(world.secretary.signature.der())) == first);
}

TEST_CASE("what is no certificate is refused each time") {
    CertificateCache cache;
    CHECK(outcome(cache.read(view_of("nonsense"))) == "pki-malformed");
    CHECK(outcome(cache.read(view_of("nonsense"))) == "pki-malformed");
}

TEST_CASE("a certificate known from a good act gives a bad one no credit") {
    const auto& world = PkiWorld::get();
    auto signer = world.secretary.signature_signer();
    Bytes p7m = test::must(sign_cades(view_of("{\"a\":1}"), signer, PkiWorld::now));
    CertificateCache cache;
    const auto verify = [&](const RevocationStore& revocation) {
        return outcome(verify_cades(p7m, world.trust(), revocation, Purpose::act, PkiWorld::now, &cache));
    };
    CHECK(verify(world.revocation()) == "ok");
    CHECK(verify({}) == "pki-revocation-unknown:absent");
    p7m.back() ^= 1;
    CHECK(verify(world.revocation()) == "pki-signature-invalid:signature");
}
