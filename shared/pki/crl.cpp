#include "shared/pki/crl.hpp"

#include "shared/pki/certificate_read.hpp"
#include "shared/pki/der.hpp"
#include "shared/pki/openssl.hpp"

#include <openssl/pem.h>

namespace sigillo::pki {

namespace {

domain::Error malformed(const char* reason) {
    return {domain::ErrorId::pki_malformed, {{"reason", reason}}};
}

domain::Result<Bytes> der_from(ByteView bytes) {
    if (bytes.size() > crl_max_bytes)
        return malformed("size");
    if (bytes.empty() || bytes[0] == der::tag::sequence)
        return Bytes(bytes.begin(), bytes.end());
    const OwnedBio bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    unsigned char* data = nullptr;
    long length = 0;
    if (!bio ||
        PEM_bytes_read_bio(&data, &length, nullptr, PEM_STRING_X509_CRL, bio.get(), nullptr, nullptr) != 1)
        return malformed("pem");
    Bytes der(data, data + length);
    OPENSSL_free(data);
    return der;
}

template <class Extensions>
bool has_critical(const Extensions* extensions) {
    for (int i = 0; i < X509v3_get_ext_count(extensions); ++i) {
        if (X509_EXTENSION_get_critical(X509v3_get_ext(extensions, i)) != 0)
            return true;
    }
    return false;
}

/// Name and key: a certificate renewed with both is the same issuer.
Digest issuer_key(const Certificate& issuer) {
    return sha256(der::sequence({issuer.facts().subject_der, issuer.public_key().der()}));
}

} // namespace

/// RFC 5280 4.1: version (absent in v1), serialNumber, signature, issuer.
domain::Result<CertificateNumber> number_of(ByteView certificate) {
    const auto outer = der::whole(certificate, der::tag::sequence);
    if (!outer)
        return malformed("certificate");
    const auto tbs = der::Reader(outer->value).next(der::tag::sequence);
    if (!tbs)
        return malformed("certificate");
    der::Reader parts(tbs->value);
    if (parts.next_is(der::tag::context(0)))
        parts.next();
    const auto serial = parts.next(der::tag::integer);
    const auto algorithm = parts.next(der::tag::sequence);
    const auto issuer = parts.next(der::tag::sequence);
    if (!serial || !algorithm || !issuer)
        return malformed("certificate");
    return CertificateNumber{Bytes(issuer->whole.begin(), issuer->whole.end()),
                             Bytes(serial->value.begin(), serial->value.end())};
}

domain::Result<std::shared_ptr<const Crl>> Crl::parse(ByteView bytes) {
    const ErrorQueueGuard guard;
    auto der = der_from(bytes);
    if (!der)
        return der.error();
    const unsigned char* at = der->data();
    OwnedCrl crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der->size())));
    if (!crl || at != der->data() + der->size())
        return malformed("crl");
    if (has_critical(X509_CRL_get0_extensions(crl.get())))
        return malformed("critical-extension");
    STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(crl.get());
    for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
        if (has_critical(X509_REVOKED_get0_extensions(sk_X509_REVOKED_value(entries, i))))
            return malformed("critical-extension");
    }
    const auto this_update = unix_seconds_of(X509_CRL_get0_lastUpdate(crl.get()));
    const auto next_update = unix_seconds_of(X509_CRL_get0_nextUpdate(crl.get()));
    if (!this_update || !next_update)
        return malformed("crl-times");
    std::shared_ptr<Crl> result(new Crl);
    result->crl_ = std::shared_ptr<X509_CRL>(crl.release(), X509_CRL_free);
    result->der_ = std::move(der).value();
    result->fingerprint_ = sha256(result->der_);
    result->this_update_ = *this_update;
    result->next_update_ = *next_update;
    return std::shared_ptr<const Crl>(std::move(result));
}

std::optional<std::int64_t> Crl::entry_of(const ASN1_INTEGER* serial) const {
    X509_REVOKED* entry = nullptr;
    if (X509_CRL_get0_by_serial(crl_.get(), &entry, serial) == 0)
        return std::nullopt;
    return unix_seconds_of(X509_REVOKED_get0_revocationDate(entry)).value_or(0);
}

std::optional<std::int64_t> Crl::revoked_since(const Certificate& certificate) const {
    return entry_of(X509_get0_serialNumber(certificate.native()));
}

std::optional<std::int64_t> Crl::revoked_since(const CertificateNumber& certificate) const {
    const ErrorQueueGuard guard;
    const Bytes encoded = der::tlv(der::tag::integer, certificate.serial);
    const unsigned char* at = encoded.data();
    const Owned<ASN1_INTEGER, ASN1_INTEGER_free> serial(
        d2i_ASN1_INTEGER(nullptr, &at, static_cast<long>(encoded.size())));
    // A serial that is no number cannot be on a list; taking it for listed is the safe side.
    return serial ? entry_of(serial.get()) : std::optional<std::int64_t>(0);
}

domain::Status Crl::check_issuer(const Certificate& issuer) const {
    const ErrorQueueGuard guard;
    const KeyUsage& usage = issuer.facts().key_usage;
    if (!issuer.facts().authority || (usage.present && !usage.crl_sign) ||
        der_of_name(X509_CRL_get_issuer(crl_.get())) != issuer.facts().subject_der ||
        X509_CRL_verify(crl_.get(), issuer.public_key().native()) != 1)
        return domain::Error(domain::ErrorId::pki_signature_invalid, {{"reason", "crl"}});
    return domain::Done{};
}

domain::Status RevocationStore::add(std::shared_ptr<const Crl> crl, const Certificate& issuer) {
    if (const auto valid = crl->check_issuer(issuer); !valid)
        return valid.error();
    auto& held = by_issuer_[issuer_key(issuer)];
    if (!held || held->this_update() <= crl->this_update())
        held = std::move(crl);
    return domain::Done{};
}

std::shared_ptr<const Crl> RevocationStore::newest_of(const Certificate& issuer) const {
    const auto found = by_issuer_.find(issuer_key(issuer));
    return found == by_issuer_.end() ? nullptr : found->second;
}

} // namespace sigillo::pki
