#include "shared/pki/verify.hpp"
#include "tests/pki/errors.hpp"
#include "tests/pki/forged_cms.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

namespace {

const std::string act = R"({"decision":"validated","order":"fermo"})";

domain::Result<VerifiedSignature> verify(KeySigner signer, Purpose purpose,
                                         std::int64_t signing_time = PkiWorld::now) {
    const auto& world = PkiWorld::get();
    const Bytes p7m = test::must(sign_cades(view_of(act), signer, signing_time));
    return verify_cades(p7m, world.trust(), world.revocation(), purpose, PkiWorld::now);
}

} // namespace

TEST_CASE("an act signed with a qualified certificate is accepted with chain and CRL as evidence R43 X17") {
    const auto& world = PkiWorld::get();
    const auto verified = verify(world.secretary.signature_signer(), Purpose::act);
    REQUIRE(outcome(verified) == "ok");
    CHECK(text_of(verified->content) == act);
    CHECK(verified->signer.codice_fiscale() == "RSSMRA80A01H501U");
    CHECK(verified->chain == Chain{world.secretary.signature, world.authority.certificate()});
    REQUIRE(verified->crls.size() == 1);
    CHECK(verified->crls[0]->der() == world.crl(PkiWorld::now - 3600, PkiWorld::now + PkiWorld::day));
}

TEST_CASE("an act signed with the authentication key is refused X17") {
    CHECK(outcome(verify(PkiWorld::get().secretary.authentication_signer(), Purpose::act)) ==
          "pki-key-usage-wrong");
}

TEST_CASE("a sign-in signed with the signature key is refused") {
    CHECK(outcome(verify(PkiWorld::get().secretary.signature_signer(), Purpose::authentication)) ==
          "pki-key-usage-wrong");
    CHECK(outcome(verify(PkiWorld::get().secretary.authentication_signer(), Purpose::authentication)) ==
          "ok");
}

TEST_CASE("a proof of new keys may come from either key of the card") {
    CHECK(outcome(verify(PkiWorld::get().member.signature_signer(), Purpose::key_proof)) == "ok");
    CHECK(outcome(verify(PkiWorld::get().member.authentication_signer(), Purpose::key_proof)) == "ok");
}

TEST_CASE("an expired signer is refused") {
    CHECK(outcome(verify(PkiWorld::get().expired.signature_signer(), Purpose::act)) ==
          "pki-certificate-expired:expired");
    // Signed while the certificate was valid, handed in after: still refused.
    CHECK(outcome(verify(PkiWorld::get().expired.signature_signer(), Purpose::act,
                         PkiWorld::now - 2 * PkiWorld::day)) == "pki-certificate-expired:expired");
}

TEST_CASE("a signing time before the certificate's life is refused") {
    CHECK(outcome(verify(PkiWorld::get().secretary.signature_signer(), Purpose::act,
                         PkiWorld::now - 400 * PkiWorld::day)) == "pki-certificate-expired:not-yet-valid");
}

TEST_CASE("a signing time after the certificate's life is refused") {
    CHECK(outcome(verify(PkiWorld::get().member.signature_signer(), Purpose::act,
                         PkiWorld::now + 31 * PkiWorld::day)) == "pki-certificate-expired:expired");
}

TEST_CASE("a revoked signer is refused") {
    const auto verified = verify(PkiWorld::get().revoked.signature_signer(), Purpose::act);
    REQUIRE(outcome(verified) == "pki-certificate-revoked");
    CHECK(verified.error().details.at("since") == std::to_string(PkiWorld::now - PkiWorld::day));
}

TEST_CASE("a signer of an authority that is no anchor is refused") {
    CHECK(outcome(verify(PkiWorld::get().stranger.signature_signer(), Purpose::act))
              .starts_with("pki-chain-untrusted"));
}

TEST_CASE("a certificate that brings its own authority along is not trusted for it") {
    const auto& world = PkiWorld::get();
    const Bytes p7m =
        test::forged_cms(act, world.stranger.signature_signer(), PkiWorld::now, [&world](auto& parts) {
            const Bytes& extra = world.other_authority.certificate().der();
            parts.certificates.insert(parts.certificates.end(), extra.begin(), extra.end());
        });
    CHECK(outcome(verify_cades(p7m, world.trust(), world.revocation(), Purpose::act, PkiWorld::now))
              .starts_with("pki-chain-untrusted"));
}

TEST_CASE("unknown revocation means no: no list, a stale one, one of the future, one of another authority") {
    const auto& world = PkiWorld::get();
    auto signer = world.secretary.signature_signer();
    const Bytes p7m = test::must(sign_cades(view_of(act), signer, PkiWorld::now));
    const auto with = [&](std::int64_t from, std::int64_t to) {
        RevocationStore store;
        test::must(store.add(test::must(Crl::parse(world.crl(from, to))), world.authority.certificate()));
        return outcome(verify_cades(p7m, world.trust(), store, Purpose::act, PkiWorld::now));
    };
    CHECK(outcome(verify_cades(p7m, world.trust(), {}, Purpose::act, PkiWorld::now)) ==
          "pki-revocation-unknown:absent");
    CHECK(with(PkiWorld::now - 100, PkiWorld::now) == "pki-revocation-unknown:stale");
    CHECK(with(PkiWorld::now - 100, PkiWorld::now + 1) == "ok");
    CHECK(with(PkiWorld::now + 1, PkiWorld::now + 100) == "pki-revocation-unknown:not-yet-valid");
    RevocationStore other;
    const Bytes list =
        test::must(world.other_authority.revocation_list({}, PkiWorld::now - 1, PkiWorld::now + 1, 1));
    test::must(other.add(test::must(Crl::parse(list)), world.other_authority.certificate()));
    CHECK(outcome(verify_cades(p7m, world.trust(), other, Purpose::act, PkiWorld::now)) ==
          "pki-revocation-unknown:absent");
}

TEST_CASE("a tampered act fails before anything is asked of the certificate") {
    const auto& world = PkiWorld::get();
    const Bytes p7m = test::forged_cms(act, world.stranger.signature_signer(), PkiWorld::now,
                                       [](auto& parts) { parts.content[2] ^= 1; });
    CHECK(outcome(verify_cades(p7m, world.trust(), world.revocation(), Purpose::act, PkiWorld::now)) ==
          "pki-signature-invalid:digest");
}
