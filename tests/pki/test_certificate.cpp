#include "shared/pki/certificate.hpp"
#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pki_world.hpp"

using namespace sigillo;
using namespace sigillo::pki;
using test::outcome;
using test::PkiWorld;

TEST_CASE("a signature certificate says what X17 asks of it") {
    const auto& world = PkiWorld::get();
    const Certificate& certificate = world.secretary.signature;
    const CertificateFacts& facts = certificate.facts();
    CHECK(certificate.role() == CertificateRole::signature);
    CHECK(certificate.codice_fiscale() == "RSSMRA80A01H501U");
    CHECK(facts.given_name == "Mario");
    CHECK(facts.surname == "Rossi");
    CHECK(facts.common_name == "Mario Rossi");
    CHECK(facts.country == "IT");
    CHECK(facts.key_usage.non_repudiation);
    CHECK(facts.key_usage.critical);
    CHECK_FALSE(facts.key_usage.digital_signature);
    CHECK(facts.policies == std::vector<std::string>{"1.3.76.16.6"});
    CHECK(facts.qc_compliance);
    CHECK(facts.qc_sscd);
    CHECK_FALSE(facts.client_auth);
    CHECK_FALSE(facts.authority);
    CHECK(facts.crl_urls == std::vector<std::string>{std::string(PkiWorld::crl_url)});
    CHECK(facts.issuer_der == world.authority.certificate().facts().subject_der);
    CHECK(certificate.not_before() == PkiWorld::now - 365 * PkiWorld::day);
    CHECK(certificate.not_after() == PkiWorld::now + 730 * PkiWorld::day);
    CHECK(certificate.public_key().algorithm() == KeyAlgorithm::rsa);
    CHECK(certificate.public_key().bits() == 2048);
}

TEST_CASE("a CNS authentication certificate says what X17 asks of it") {
    const Certificate& certificate = PkiWorld::get().member.authentication;
    CHECK(certificate.role() == CertificateRole::authentication);
    CHECK(certificate.facts().client_auth);
    CHECK(certificate.facts().common_name.starts_with("BNCLRA85A41F205L/"));
    CHECK(certificate.codice_fiscale() == "BNCLRA85A41F205L");
    CHECK(certificate.public_key().algorithm() == KeyAlgorithm::ec);
    CHECK_FALSE(certificate.facts().role_data.has_value());
}

TEST_CASE("a role certificate carries Order, title, section, sector, number and dates X3") {
    const auto& secretary = PkiWorld::get().secretary;
    CHECK(secretary.signature.facts().role_data == secretary.subject.role);
    CHECK(subject_of(secretary.signature).role == secretary.subject.role);
}

TEST_CASE("the subject read from a certificate gives the same name again R83") {
    const auto& certificate = PkiWorld::get().secretary.authentication;
    CHECK(test::must(name_of(subject_of(certificate))) == certificate.facts().subject_der);
}

namespace {

Bytes attribute(std::string_view oid, std::string_view text, std::uint8_t tag = der::tag::utf8_string) {
    return der::set_of({der::sequence({der::oid(oid), der::text(tag, text)})});
}

/// The codice fiscale that a certificate with this name shows. Its signature is nobody's, which reading does
/// not ask.
std::string codice_fiscale_in(const Bytes& rdns) {
    const Certificate& model = PkiWorld::get().secretary.signature;
    Bytes der = model.der();
    const Bytes& old_name = model.facts().subject_der;
    const auto outer = der::whole(der, der::tag::sequence);
    der::Reader parts(outer->value);
    const auto tbs = *parts.next();
    const auto algorithm = *parts.next();
    const auto signature = *parts.next();
    std::vector<Bytes> fields;
    for (der::Reader reader(tbs.value); !reader.at_end();) {
        const auto field = *reader.next();
        fields.emplace_back(field.whole.begin(), field.whole.end());
        if (fields.back() == old_name)
            fields.back() = der::tlv(der::tag::sequence, rdns);
    }
    const Bytes changed = der::sequence(
        {der::tlv(der::tag::sequence, der::concatenation(fields)), algorithm.whole, signature.whole});
    return test::must(Certificate::from_der(changed)).codice_fiscale();
}

} // namespace

TEST_CASE("the codice fiscale comes from serialNumber, else from the CNS common name") {
    CHECK(codice_fiscale_in(attribute(oids::serial_number, "TINIT-RSSMRA80A01H501U")) == "RSSMRA80A01H501U");
    CHECK(codice_fiscale_in(attribute(oids::serial_number, "IT:RSSMRA80A01H501U")) == "RSSMRA80A01H501U");
    CHECK(codice_fiscale_in(attribute(oids::common_name, "RSSMRA80A01H501U/1204620000123456.abc=")) ==
          "RSSMRA80A01H501U");
}

TEST_CASE("a name from which two persons could be read has no codice fiscale") {
    const auto both = [](const Bytes& left, const Bytes& right) { return der::concatenation({left, right}); };
    const Bytes rossi = attribute(oids::serial_number, "TINIT-RSSMRA80A01H501U");
    CHECK(codice_fiscale_in(both(rossi, attribute(oids::serial_number, "TINIT-BNCLRA85A41F205L"))).empty());
    CHECK(codice_fiscale_in(both(attribute(oids::common_name, "RSSMRA80A01H501U/1"),
                                 attribute(oids::common_name, "BNCLRA85A41F205L/1")))
              .empty());
    CHECK(codice_fiscale_in(both(attribute(oids::serial_number, "IDCIT-1"),
                                 attribute(oids::common_name, "RSSMRA80A01H501U/1")))
              .empty());
    CHECK(codice_fiscale_in(attribute(oids::common_name, "RSSMRA80A01H501U")).empty());
    CHECK(codice_fiscale_in(attribute(oids::serial_number, std::string_view("TINIT-RSSMRA80A01H50\0U", 23)))
              .empty());
    CHECK(codice_fiscale_in(attribute(oids::serial_number, "TINIT-rssmra80a01h501u")).empty());
}

TEST_CASE("a certificate goes through PEM and DER unchanged") {
    const Certificate& certificate = PkiWorld::get().secretary.signature;
    CHECK(test::must(Certificate::from_pem(certificate.pem())) == certificate);
    CHECK(test::must(Certificate::from_der(certificate.der())).fingerprint_hex() ==
          certificate.fingerprint_hex());
}

TEST_CASE("bytes that are not exactly one certificate are malformed") {
    Bytes der = PkiWorld::get().secretary.signature.der();
    CHECK(outcome(Certificate::from_der({})) == "pki-malformed");
    CHECK(outcome(Certificate::from_der(ByteView(der).first(der.size() - 1))) == "pki-malformed");
    der.push_back(0);
    CHECK(outcome(Certificate::from_der(der)) == "pki-malformed");
    CHECK(outcome(Certificate::from_der(Bytes(certificate_max_bytes + 1, 0x30))) == "pki-malformed");
    CHECK(outcome(Certificate::from_pem("no certificate")) == "pki-malformed");
}

TEST_CASE("public keys compare by value, from whatever they were read") {
    const auto& world = PkiWorld::get();
    const PublicKey& key = world.secretary.signature.public_key();
    CHECK(key == world.secretary.signature_key.public_key());
    CHECK(key == test::must(PublicKey::from_der(key.der())));
    CHECK(key == world.stranger.signature.public_key());
    CHECK_FALSE(key == world.secretary.authentication.public_key());
    CHECK(outcome(PublicKey::from_der(view_of("x"))) == "pki-malformed");
}

TEST_CASE("a token's modulus and exponent, or point, make the same key") {
    const auto& world = PkiWorld::get();
    const auto bits_of = [](const PublicKey& key) {
        const auto outer = der::whole(key.der(), der::tag::sequence);
        der::Reader parts(outer->value);
        parts.next();
        return parts.next(der::tag::bit_string)->value.subspan(1);
    };
    const PublicKey& rsa = world.secretary.signature.public_key();
    const auto numbers = der::whole(bits_of(rsa), der::tag::sequence);
    der::Reader reader(numbers->value);
    const auto modulus = *reader.next();
    const auto exponent = *reader.next();
    CHECK(test::must(PublicKey::from_rsa(modulus.value, exponent.value)) == rsa);
    const PublicKey& ec = world.member.signature.public_key();
    CHECK(test::must(PublicKey::from_ec_point(bits_of(ec))) == ec);
    CHECK(outcome(PublicKey::from_ec_point(Bytes(65, 4))) == "pki-malformed");
    CHECK(outcome(PublicKey::from_ec_point(Bytes(64, 4))) == "pki-malformed");
}

TEST_CASE("a private key goes through encrypted PEM, and never asks for a passphrase") {
    const PrivateKey& key = PkiWorld::get().member.signature_key;
    const std::string pem = key.pem("secret");
    CHECK_THAT(pem, ContainsSubstring("ENCRYPTED PRIVATE KEY"));
    CHECK(test::must(PrivateKey::from_pem(pem, "secret")).public_key() == key.public_key());
    CHECK(outcome(PrivateKey::from_pem(pem, "wrong")) == "pki-malformed");
    CHECK(outcome(PrivateKey::from_pem(pem)) == "pki-malformed");
    CHECK(test::must(PrivateKey::from_pem(key.pem())).public_key() == key.public_key());
}
