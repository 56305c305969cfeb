#include "shared/pki/cades.hpp"
#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"
#include "tests/pki/errors.hpp"
#include "tests/pki/forged_cms.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::attribute_of;
using test::CmsParts;
using test::forged_cms;
using test::outcome;
using test::PkiWorld;

namespace {

const std::string act = R"({"decision":"validated","order":"fermo"})";

std::string read_outcome(const test::Change& change) {
    return outcome(
        read_cades(forged_cms(act, PkiWorld::get().secretary.signature_signer(), PkiWorld::now, change)));
}

/// Signs something, but not with its key.
class WrongSigner final : public Signer {
  public:
    [[nodiscard]] const Certificate& certificate() const override {
        return PkiWorld::get().secretary.signature;
    }
    domain::Result<Bytes> sign_sha256(const Digest& digest) override {
        return PkiWorld::get().secretary.authentication_signer().sign_sha256(digest);
    }
};

} // namespace

TEST_CASE("an act signed with RSA or EC reads back with content, signer and time") {
    const auto& world = PkiWorld::get();
    for (KeySigner signer : {world.secretary.signature_signer(), world.member.signature_signer()}) {
        const auto p7m = sign_cades(view_of(act), signer, PkiWorld::now);
        REQUIRE(p7m.ok());
        const auto read = read_cades(*p7m);
        REQUIRE(outcome(read) == "ok");
        CHECK(text_of(read->content) == act);
        CHECK(read->signer == signer.certificate());
        CHECK(read->signing_time == PkiWorld::now);
    }
}

TEST_CASE("an empty content is a content") {
    auto signer = PkiWorld::get().secretary.signature_signer();
    CHECK(read_cades(test::must(sign_cades({}, signer, PkiWorld::now)))->content.empty());
}

TEST_CASE("a key that answers with another's signature is found out before the .p7m exists") {
    WrongSigner signer;
    CHECK(outcome(sign_cades(view_of(act), signer, PkiWorld::now)) == "pki-signature-invalid");
}

TEST_CASE("a signing time that X.509 cannot write is refused") {
    auto signer = PkiWorld::get().secretary.signature_signer();
    CHECK(outcome(sign_cades(view_of(act), signer, INT64_MAX)) == "invalid-argument:signing_time");
    CHECK(outcome(sign_cades(view_of(act), signer, 2600000000)) == "ok");
}

TEST_CASE("the forger's form without a change is accepted, so that each refusal below has one cause") {
    CHECK(read_outcome({}) == "ok");
}

TEST_CASE("a changed content or signature does not hold") {
    CHECK(read_outcome([](CmsParts& p) { p.content[3] ^= 1; }) == "pki-signature-invalid:digest");
    CHECK(read_outcome([](CmsParts& p) { p.break_signature = true; }) == "pki-signature-invalid:signature");
}

TEST_CASE("exactly the four signed attributes are accepted") {
    CHECK(read_outcome([](CmsParts& p) { p.attributes.pop_back(); }) == "pki-not-cades:attribute-missing");
    CHECK(read_outcome([](CmsParts& p) { p.attributes.erase(p.attributes.begin() + 2); }) ==
          "pki-not-cades:attribute-missing");
    CHECK(read_outcome([](CmsParts& p) { p.attributes.push_back(p.attributes[3]); }) ==
          "pki-not-cades:attribute-twice");
    CHECK(read_outcome([](CmsParts& p) { p.attributes.push_back(p.attributes[2]); }) ==
          "pki-not-cades:attribute-twice");
    CHECK(read_outcome([](CmsParts& p) {
              p.attributes.push_back(attribute_of("1.2.840.113549.1.9.15", der::sequence({})));
          }) == "pki-not-cades:other-attribute");
    CHECK(read_outcome([](CmsParts& p) {
              const Bytes values = der::set_of({*der::time(PkiWorld::now), *der::time(PkiWorld::now + 1)});
              p.attributes[2] = der::sequence({der::oid(oids::signing_time), values});
          }) == "pki-not-cades:attribute-twice");
}

TEST_CASE("the signing certificate attribute names the signer and no one else") {
    const auto& world = PkiWorld::get();
    const auto with = [](const std::vector<Certificate>& certificates) {
        return [certificates](CmsParts& p) { p.attributes[3] = test::signing_certificate_of(certificates); };
    };
    CHECK(read_outcome(with({world.secretary.authentication})) == "pki-not-cades:signing-certificate");
    CHECK(read_outcome(with({world.secretary.signature, world.authority.certificate()})) ==
          "pki-not-cades:several-signing-certificates");
    CHECK(read_outcome(with({})) == "pki-malformed:signing-certificate");
    // The attribute and the certificates agree on another person than the signer identifier.
    CHECK(read_outcome([&world](CmsParts& p) {
              p.attributes[3] = test::signing_certificate_of({world.stranger.signature});
              p.certificates = world.stranger.signature.der();
          }) == "pki-not-cades:signing-certificate");
}

TEST_CASE("nothing that the signature does not cover may come along") {
    CHECK(read_outcome([](CmsParts& p) {
              p.unsigned_attributes =
                  der::constructed(der::tag::context(1), {attribute_of(oids::signing_time, *der::time(0))});
          }) == "pki-not-cades:unsigned-attributes");
    CHECK(read_outcome([](CmsParts& p) {
              p.crls = der::constructed(der::tag::context(1),
                                        {PkiWorld::get().crl(PkiWorld::now, PkiWorld::now + 1)});
          }) == "pki-not-cades:embedded-crls");
}

TEST_CASE("one signer with the content inside, no more and no less") {
    CHECK(read_outcome([](CmsParts& p) { p.attached = false; }) == "pki-not-cades:detached");
    CHECK(read_outcome([](CmsParts& p) { p.no_signer = true; }) == "pki-not-cades:no-signer");
    CHECK(read_outcome([](CmsParts& p) { p.other_signers = der::sequence({}); }) ==
          "pki-not-cades:several-signers");
}

TEST_CASE("hashes weaker than SHA-256 and signature schemes that do not fit are refused") {
    CHECK(read_outcome([](CmsParts& p) {
              p.digest_algorithm = der::sequence({der::oid("1.3.14.3.2.26")});
          }) == "pki-not-cades:digest-algorithm");
    CHECK(read_outcome([](CmsParts& p) {
              p.signature_algorithm = der::sequence({der::oid(oids::sha512_with_rsa)});
          }) == "pki-not-cades:signature-algorithm");
    CHECK(read_outcome([](CmsParts& p) {
              p.signature_algorithm = der::sequence({der::oid("1.2.840.113549.1.1.10"), der::sequence({})});
          }) == "pki-not-cades:signature-algorithm");
    CHECK(read_outcome([](CmsParts& p) {
              p.signature_algorithm = der::sequence({der::oid(oids::ecdsa_with_sha256)});
          }) == "pki-not-cades:signature-algorithm");
}

TEST_CASE("attributes out of DER order are malformed even if signed so") {
    CHECK(read_outcome([](CmsParts& p) {
              std::reverse(p.attributes.begin(), p.attributes.end());
              p.sorted = false;
          }) == "pki-malformed:attribute-order");
}

TEST_CASE("a signer whose certificate is not inside cannot be read") {
    CHECK(read_outcome([](CmsParts& p) { p.certificates.clear(); }) == "pki-not-cades:signing-certificate");
}

TEST_CASE("bytes behind, bytes missing and oversize are malformed") {
    auto signer = PkiWorld::get().secretary.signature_signer();
    const Bytes good = test::must(sign_cades(view_of(act), signer, PkiWorld::now));
    Bytes longer = good;
    longer.push_back(0);
    CHECK(outcome(read_cades(longer)) == "pki-malformed:content-info");
    CHECK(outcome(read_cades(Bytes(cades_max_bytes + 1))) == "pki-malformed:size");
    for (std::size_t length = 0; length < good.size(); length += 7)
        CHECK_FALSE(read_cades(ByteView(good).first(length)).ok());
}

TEST_CASE("no single changed byte leaves a signature that reads as another") {
    auto signer = PkiWorld::get().secretary.signature_signer();
    const Bytes good = test::must(sign_cades(view_of(act), signer, PkiWorld::now));
    for (std::size_t at = 0; at < good.size(); ++at) {
        Bytes changed = good;
        changed[at] ^= 0x01;
        INFO("byte " << at);
        CHECK_FALSE(read_cades(changed).ok());
    }
}

TEST_CASE("a refused signature leaves nothing in OpenSSL's error queue for the next caller") {
    ERR_clear_error();
    CHECK_FALSE(read_cades(view_of("nonsense")).ok());
    CHECK(read_outcome([](CmsParts& p) { p.break_signature = true; }) == "pki-signature-invalid:signature");
    CHECK(ERR_peek_error() == 0);
}
