#include "tests/support/pki_world.hpp"

#include <cstdlib>
#include <iostream>

namespace sigillo::test {

namespace {

using pki::Authority;
using pki::Certificate;
using pki::PrivateKey;
using pki::Profile;
using pki::Subject;

constexpr std::int64_t year = 365 * PkiWorld::day;

Authority make_authority(const std::string& name, unsigned char serial) {
    return must(Authority::create_root(name, "Sigillo Demo", must(PrivateKey::generate_rsa(2048)),
                                       PkiWorld::now - 10 * year, PkiWorld::now + 10 * year,
                                       pki::Bytes{serial}));
}

Certificate issue_by(const Authority& authority, Profile profile, const Subject& subject,
                     const pki::PublicKey& key, std::int64_t not_before, std::int64_t not_after) {
    pki::Bytes seed = key.der();
    for (int shift = 0; shift < 64; shift += 8) {
        seed.push_back(static_cast<unsigned char>(not_before >> shift & 0xff));
        seed.push_back(static_cast<unsigned char>(not_after >> shift & 0xff));
    }
    seed.push_back(static_cast<unsigned char>(profile));
    const pki::Digest digest = pki::sha256(seed);
    pki::Bytes serial(digest.begin(), digest.begin() + 16);
    serial[0] = 0x51;
    return must(authority.issue(
        {profile, subject, key, not_before, not_after, serial, std::string(PkiWorld::crl_url)}));
}

PrivateKey make_key(bool rsa) {
    return must(rsa ? PrivateKey::generate_rsa(2048) : PrivateKey::generate_ec_p256());
}

CardHolder make_holder(const Authority& authority, const Subject& subject,
                       const PrivateKey& authentication_key, const PrivateKey& signature_key,
                       std::int64_t not_before, std::int64_t not_after) {
    return {
        subject, authentication_key, signature_key,
        issue_by(authority, Profile::cns_authentication, subject, authentication_key.public_key(), not_before,
                 not_after),
        issue_by(authority, Profile::signature, subject, signature_key.public_key(), not_before, not_after)};
}

Subject person(const char* codice_fiscale, const char* given_name, const char* surname) {
    Subject subject;
    subject.codice_fiscale = codice_fiscale;
    subject.given_name = given_name;
    subject.surname = surname;
    return subject;
}

Subject secretary_subject() {
    Subject subject = person("RSSMRA80A01H501U", "Mario", "Rossi");
    subject.role = pki::RoleData{"Ordine degli Architetti P.P.C. di Fermo",
                                 "Architetto",
                                 "A",
                                 "Architettura",
                                 "123",
                                 "2005-03-01",
                                 "2004-11-30"};
    return subject;
}

} // namespace

void fail_fixture(const domain::Error& error) {
    std::cerr << "fixture: " << domain::text_of(error.id);
    for (const auto& [name, value] : error.details)
        std::cerr << ' ' << name << '=' << value;
    std::cerr << '\n';
    std::abort();
}

PkiWorld::PkiWorld()
    : authority(make_authority("Sigillo Demo CA", 1)), other_authority(make_authority("Another CA", 2)),
      secretary(make_holder(authority, secretary_subject(), make_key(true), make_key(true), now - year,
                            now + 2 * year)),
      member(make_holder(authority, person("BNCLRA85A41F205L", "Laura", "Bianchi"), make_key(false),
                         make_key(false), now - 3 * year, now + 30 * day)),
      expired(make_holder(authority, person("VRDGPP70M15L219P", "Giuseppe", "Verdi"), make_key(true),
                          make_key(true), now - 3 * year, now - day)),
      revoked(make_holder(authority, person("NREGLI75T50D542B", "Giulia", "Neri"), make_key(false),
                          make_key(false), now - year, now + 2 * year)),
      stranger(make_holder(other_authority, secretary.subject, secretary.authentication_key,
                           secretary.signature_key, now - year, now + 2 * year)) {}

const PkiWorld& PkiWorld::get() {
    static const PkiWorld world;
    return world;
}

pki::Trust PkiWorld::trust() const {
    return pki::Trust({{authority.certificate(), now - 10 * year, now + 10 * year}});
}

pki::RevocationStore PkiWorld::revocation() const {
    pki::RevocationStore store;
    must(store.add(must(pki::Crl::parse(crl(now - 3600, now + day))), authority.certificate()));
    return store;
}

pki::Bytes PkiWorld::crl(std::int64_t this_update, std::int64_t next_update,
                         const std::vector<Certificate>& also) const {
    std::vector<pki::Revocation> list;
    const auto add = [&list](const Certificate& certificate) {
        list.push_back({must(pki::bytes_of_hex(certificate.serial_hex())), now - day, 1});
    };
    add(revoked.authentication);
    add(revoked.signature);
    for (const Certificate& certificate : also)
        add(certificate);
    return must(authority.revocation_list(list, this_update, next_update, 7));
}

Certificate PkiWorld::issue(Profile profile, const Subject& subject, const pki::PublicKey& key,
                            std::int64_t not_before, std::int64_t not_after) const {
    return issue_by(authority, profile, subject, key, not_before, not_after);
}

} // namespace sigillo::test
