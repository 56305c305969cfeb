#include "shared/pki/certificate.hpp"

#include "shared/pki/certificate_read.hpp"
#include "shared/pki/openssl.hpp"

#include <openssl/pem.h>

#include <algorithm>

namespace sigillo::pki {

struct Certificate::Content {
    OwnedX509 x509;
    Bytes der;
    Digest fingerprint;
    PublicKey key;
    CertificateFacts facts;
};

domain::Result<Certificate> Certificate::from_der(ByteView der) {
    const ErrorQueueGuard guard;
    if (der.empty() || der.size() > certificate_max_bytes)
        return domain::ErrorId::pki_malformed;
    const unsigned char* at = der.data();
    OwnedX509 x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!x509 || at != der.data() + der.size())
        return domain::ErrorId::pki_malformed;
    EVP_PKEY* key = X509_get0_pubkey(x509.get());
    auto facts = read_certificate_facts(x509.get());
    if (key == nullptr || !facts)
        return domain::ErrorId::pki_malformed;
    PublicKey public_key = PublicKey::of(key, public_key_info_of(x509.get()));
    return Certificate(
        std::make_shared<const Content>(Content{std::move(x509), Bytes(der.begin(), der.end()), sha256(der),
                                                std::move(public_key), std::move(*facts)}));
}

domain::Result<Certificate> Certificate::from_pem(std::string_view pem) {
    const ErrorQueueGuard guard;
    if (pem.size() > 2 * certificate_max_bytes)
        return domain::ErrorId::pki_malformed;
    const OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    unsigned char* data = nullptr;
    long length = 0;
    if (!bio ||
        PEM_bytes_read_bio(&data, &length, nullptr, PEM_STRING_X509, bio.get(), nullptr, nullptr) != 1)
        return domain::ErrorId::pki_malformed;
    const Bytes der(data, data + length);
    OPENSSL_free(data);
    return from_der(der);
}

const Bytes& Certificate::der() const {
    return content_->der;
}

std::string Certificate::pem() const {
    std::string text = "-----BEGIN CERTIFICATE-----\n";
    const std::string base64 = base64_of(content_->der);
    for (std::size_t at = 0; at < base64.size(); at += 64)
        text.append(base64, at, 64).push_back('\n');
    return text + "-----END CERTIFICATE-----\n";
}

const CertificateFacts& Certificate::facts() const {
    return content_->facts;
}

CertificateRole Certificate::role() const {
    const KeyUsage& usage = facts().key_usage;
    const bool non_repudiation_alone = usage.non_repudiation && !usage.digital_signature &&
                                       !usage.any_other && !usage.certificate_sign && !usage.crl_sign;
    const auto& policies = facts().policies;
    if (non_repudiation_alone && usage.critical &&
        std::find(policies.begin(), policies.end(), policy_agid_signature) != policies.end())
        return CertificateRole::signature;
    if (usage.digital_signature && !usage.certificate_sign && facts().client_auth)
        return CertificateRole::authentication;
    return CertificateRole::other;
}

const PublicKey& Certificate::public_key() const {
    return content_->key;
}

const Digest& Certificate::fingerprint() const {
    return content_->fingerprint;
}

std::string Certificate::fingerprint_hex() const {
    return hex_of(content_->fingerprint);
}

X509* Certificate::native() const {
    return content_->x509.get();
}

Subject subject_of(const Certificate& certificate) {
    const CertificateFacts& facts = certificate.facts();
    return {facts.codice_fiscale, facts.given_name,  facts.surname,
            facts.country,        facts.common_name, facts.role_data};
}

} // namespace sigillo::pki
