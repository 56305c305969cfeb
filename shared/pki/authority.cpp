#include "shared/pki/authority.hpp"

#include "shared/pki/authority_extensions.hpp"
#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"
#include "shared/pki/sigalg.hpp"

#include <openssl/rand.h>

#include <algorithm>

namespace sigillo::pki {

namespace {

domain::Error bad_argument(const char* field) {
    return {domain::ErrorId::invalid_argument, {{"field", field}}};
}

struct ToBeSigned {
    ByteView serial;
    ByteView issuer;
    std::int64_t not_before;
    std::int64_t not_after;
    ByteView subject;
    const PublicKey& key;
    ByteView extensions;
};

/// RFC 5280 4.1: at most 20 bytes, positive.
bool is_serial(ByteView serial) {
    return !serial.empty() && serial.size() <= 20 && (serial.size() < 20 || serial[0] < 0x80) &&
           std::any_of(serial.begin(), serial.end(), [](unsigned char byte) { return byte != 0; });
}

domain::Result<Certificate> sign_certificate(const ToBeSigned& parts, const PrivateKey& issuer_key) {
    if (!is_serial(parts.serial))
        return bad_argument("serial");
    const auto from = der::time(parts.not_before);
    const auto to = der::time(parts.not_after);
    if (!from || !to || parts.not_after < parts.not_before)
        return bad_argument("validity");
    const PublicKey issuer_public = issuer_key.public_key();
    const Bytes version = der::constructed(der::tag::context(0), {der::integer(2)});
    const Bytes tbs = der::sequence({version, der::unsigned_integer(parts.serial),
                                     sha256_signature_algorithm(issuer_public), parts.issuer,
                                     der::sequence({*from, *to}), parts.subject, parts.key.der(),
                                     der::constructed(der::tag::context(3), {parts.extensions})});
    KeyDigestSigner signer(issuer_key);
    const auto der = signed_object(tbs, issuer_public, signer);
    if (!der)
        return der.error();
    return Certificate::from_der(*der);
}

/// The CNS form CF/... ; the identifier of the key stands where a card's number does.
Subject with_cns_name(Subject subject, const PublicKey& key) {
    if (subject.common_name.empty() && !subject.codice_fiscale.empty())
        subject.common_name = subject.codice_fiscale + "/" + hex_of(key.identifier()).substr(0, 16);
    return subject;
}

bool is_printable_url(const std::string& url) {
    return url.size() <= 512 &&
           std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace

domain::Result<Authority> Authority::create_root(const std::string& common_name,
                                                 const std::string& organization, PrivateKey key,
                                                 std::int64_t not_before, std::int64_t not_after,
                                                 ByteView serial) {
    const PublicKey public_key = key.public_key();
    if (const auto strong = public_key.check_strength(); !strong)
        return strong.error();
    const auto name = name_of_service("IT", organization, common_name);
    if (!name)
        return name.error();
    auto certificate = sign_certificate(
        {serial, *name, not_before, not_after, *name, public_key, root_extensions(public_key)}, key);
    if (!certificate)
        return certificate.error();
    return Authority(std::move(key), std::move(certificate).value());
}

domain::Result<Authority> Authority::from(PrivateKey key, Certificate certificate) {
    if (!certificate.facts().authority || !(key.public_key() == certificate.public_key()))
        return domain::ErrorId::pki_malformed;
    return Authority(std::move(key), std::move(certificate));
}

domain::Result<Certificate> Authority::issue(const CertificateOrder& order) const {
    const ErrorQueueGuard guard;
    if (const auto strong = order.key.check_strength(); !strong)
        return strong.error();
    const bool is_cns = order.profile == Profile::cns_authentication;
    const bool is_person = is_cns || order.profile == Profile::signature;
    if (is_person && order.subject.codice_fiscale.empty())
        return bad_argument("codice_fiscale");
    if (!is_printable_url(order.crl_url))
        return bad_argument("crl_url");
    const auto name = name_of(is_cns ? with_cns_name(order.subject, order.key) : order.subject);
    if (!name)
        return name.error();
    const PublicKey& issuer_key = certificate_.public_key();
    return sign_certificate({order.serial, certificate_.facts().subject_der, order.not_before,
                             order.not_after, *name, order.key, profile_extensions(order, issuer_key)},
                            key_);
}

domain::Result<Bytes> Authority::revocation_list(const std::vector<Revocation>& revoked,
                                                 std::int64_t this_update, std::int64_t next_update,
                                                 std::int64_t number) const {
    const ErrorQueueGuard guard;
    const auto from = der::time(this_update);
    const auto to = der::time(next_update);
    if (!from || !to || next_update <= this_update)
        return bad_argument("validity");
    if (number < 0)
        return bad_argument("number");
    std::vector<Bytes> entries;
    for (const Revocation& revocation : revoked) {
        const auto since = der::time(revocation.since);
        if (!since)
            return bad_argument("since");
        if (!is_serial(revocation.serial))
            return bad_argument("serial");
        if (revocation.reason < 0 || revocation.reason > 10 || revocation.reason == 7)
            return bad_argument("reason");
        Bytes extensions; // RFC 5280 5.3.1: absent rather than unspecified
        if (revocation.reason != 0) {
            const unsigned char code = static_cast<unsigned char>(revocation.reason);
            extensions = der::sequence(
                {extension(oids::reason_code, false, der::tlv(der::tag::enumerated, {&code, 1}))});
        }
        entries.push_back(der::sequence({der::unsigned_integer(revocation.serial), *since, extensions}));
    }
    std::sort(entries.begin(), entries.end());
    const PublicKey& key = certificate_.public_key();
    const Bytes list = entries.empty() ? Bytes() : der::tlv(der::tag::sequence, der::concatenation(entries));
    const Bytes extensions = der::sequence(
        {authority_key_extension(key), extension(oids::crl_number, false, der::integer(number))});
    const Bytes tbs =
        der::sequence({der::integer(1), sha256_signature_algorithm(key), certificate_.facts().subject_der,
                       *from, *to, list, der::constructed(der::tag::context(0), {extensions})});
    KeyDigestSigner signer(key_);
    return signed_object(tbs, key, signer);
}

Bytes random_serial() {
    Bytes serial(16);
    if (RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1)
        return {};
    // Neither negative nor with a leading zero, so that it reads the same everywhere.
    serial[0] = static_cast<unsigned char>((serial[0] & 0x3f) | 0x40);
    return serial;
}

} // namespace sigillo::pki
