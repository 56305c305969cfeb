#include "shared/pki/pkcs10.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

namespace {

Bytes request_by(const PrivateKey& key, ByteView name) {
    KeyDigestSigner signer(key);
    return test::must(build_request(key.public_key(), name, signer));
}

} // namespace

TEST_CASE("a request repeats the old certificate's name and proves the new key R83") {
    const auto& world = PkiWorld::get();
    const Bytes& name = world.secretary.signature.facts().subject_der;
    for (const PrivateKey& key : {world.secretary.authentication_key, world.member.signature_key}) {
        const auto request = read_request(request_by(key, name));
        REQUIRE(outcome(request) == "ok");
        CHECK(request->key == key.public_key());
        CHECK(request->subject_der == name);
        CHECK_THAT(request->subject, ContainsSubstring("TINIT-RSSMRA80A01H501U"));
    }
}

TEST_CASE("a request signed by another key is not built, and not read") {
    const auto& world = PkiWorld::get();
    const Bytes& name = world.secretary.signature.facts().subject_der;
    KeyDigestSigner other(world.secretary.authentication_key);
    CHECK(outcome(build_request(world.secretary.signature_key.public_key(), name, other)) ==
          "pki-signature-invalid");
    Bytes tampered = request_by(world.secretary.signature_key, name);
    tampered[tampered.size() - 10] ^= 1;
    CHECK(outcome(read_request(tampered)) == "keys-not-proven");
}

TEST_CASE("a weak key gets no request") {
    const PrivateKey weak = test::must(PrivateKey::generate_rsa(1024));
    KeyDigestSigner signer(weak);
    CHECK(outcome(build_request(weak.public_key(), PkiWorld::get().secretary.signature.facts().subject_der,
                                signer)) == "pki-key-weak");
}

TEST_CASE("a name that is not whole DER is refused") {
    const PrivateKey& key = PkiWorld::get().member.signature_key;
    KeyDigestSigner signer(key);
    Bytes name = PkiWorld::get().secretary.signature.facts().subject_der;
    name.push_back(0);
    CHECK(outcome(build_request(key.public_key(), name, signer)) == "pki-malformed");
    CHECK(outcome(build_request(key.public_key(), {}, signer)) == "pki-malformed");
}

TEST_CASE("bytes that are no request are malformed") {
    Bytes request = request_by(PkiWorld::get().member.signature_key,
                               PkiWorld::get().member.signature.facts().subject_der);
    CHECK(outcome(read_request({})) == "pki-malformed");
    CHECK(outcome(read_request(ByteView(request).first(40))) == "pki-malformed");
    CHECK(outcome(read_request(Bytes(request_max_bytes + 1, 0x30))) == "pki-malformed");
    request.push_back(0);
    CHECK(outcome(read_request(request)) == "pki-malformed");
}
