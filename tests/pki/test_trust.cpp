#include "shared/pki/trust.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

TEST_CASE("an anchor counts from its first to before its last instant") {
    const auto& world = PkiWorld::get();
    const Trust trust(
        {{world.authority.certificate(), 1000, 2000}, {world.other_authority.certificate(), 1500, 3000}});
    const auto at = [&](const Certificate& certificate, std::int64_t instant) {
        return outcome(trust.chain_of(certificate, instant)).substr(0, 19);
    };
    CHECK(at(world.secretary.signature, 999) == "pki-chain-untrusted");
    CHECK(at(world.secretary.signature, 1000) == "ok");
    CHECK(at(world.secretary.signature, 1999) == "ok");
    CHECK(at(world.secretary.signature, 2000) == "pki-chain-untrusted");
    CHECK(at(world.stranger.signature, 1499) == "pki-chain-untrusted");
    CHECK(at(world.stranger.signature, 2500) == "ok");
    CHECK(at(world.stranger.signature, 3000) == "pki-chain-untrusted");
}

TEST_CASE("without anchors nothing is trusted") {
    CHECK(outcome(Trust({}).chain_of(PkiWorld::get().secretary.signature, PkiWorld::now))
              .starts_with("pki-chain-untrusted"));
}

TEST_CASE("an anchor is not its own signer, and a member is no authority") {
    const auto& world = PkiWorld::get();
    CHECK(outcome(world.trust().chain_of(world.authority.certificate(), PkiWorld::now)) ==
          "pki-chain-untrusted:the certificate is an anchor");
    CHECK(outcome(Authority::from(world.secretary.signature_key, world.secretary.signature)) ==
          "pki-malformed");
}

TEST_CASE("purpose tells usage from qualification") {
    const auto& world = PkiWorld::get();
    CHECK(outcome(check_purpose(world.secretary.signature, Purpose::act)) == "ok");
    CHECK(outcome(check_purpose(world.secretary.authentication, Purpose::act)) == "pki-key-usage-wrong");
    CHECK(outcome(check_purpose(world.secretary.authentication, Purpose::authentication)) == "ok");
    CHECK(outcome(check_purpose(world.secretary.authentication, Purpose::key_proof)) == "ok");
    CHECK(outcome(check_purpose(world.secretary.signature, Purpose::key_proof)) == "ok");
    CHECK(outcome(check_purpose(world.authority.certificate(), Purpose::key_proof)) == "pki-key-usage-wrong");
    CHECK(outcome(check_purpose(world.authority.certificate(), Purpose::act)) == "pki-key-usage-wrong");
}

TEST_CASE("validity includes its first and last second") {
    const auto& certificate = PkiWorld::get().secretary.signature;
    CHECK(outcome(check_validity(certificate, certificate.not_before())) == "ok");
    CHECK(outcome(check_validity(certificate, certificate.not_after())) == "ok");
    CHECK(outcome(check_validity(certificate, certificate.not_before() - 1)) ==
          "pki-certificate-expired:not-yet-valid");
    CHECK(outcome(check_validity(certificate, certificate.not_after() + 1)) ==
          "pki-certificate-expired:expired");
}

TEST_CASE("the status of a certificate gives chain and list, or the reason why not") {
    const auto& world = PkiWorld::get();
    const auto status = [&](const Certificate& certificate) {
        return outcome(certificate_status(certificate, world.trust(), world.revocation(), PkiWorld::now));
    };
    CHECK(status(world.secretary.authentication) == "ok");
    CHECK(status(world.member.signature) == "ok");
    CHECK(status(world.expired.signature) == "pki-certificate-expired:expired");
    CHECK(status(world.revoked.authentication) == "pki-certificate-revoked");
    CHECK(status(world.stranger.authentication).starts_with("pki-chain-untrusted"));
}
