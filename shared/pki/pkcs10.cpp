#include "shared/pki/pkcs10.hpp"

#include "shared/pki/certificate_read.hpp"
#include "shared/pki/der.hpp"
#include "shared/pki/openssl.hpp"
#include "shared/pki/sigalg.hpp"

namespace sigillo::pki {

namespace {

/// Two readers of a Name that is not whole could see two names.
bool is_name(ByteView der) {
    const unsigned char* at = der.data();
    const OwnedName name(d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())));
    return name && at == der.data() + der.size() && der_of_name(name.get()) == Bytes(der.begin(), der.end());
}

bool uses_sha2(const X509_REQ* request) {
    int hash = NID_undef;
    if (OBJ_find_sigid_algs(X509_REQ_get_signature_nid(request), &hash, nullptr) != 1)
        return false;
    return hash == NID_sha256 || hash == NID_sha384 || hash == NID_sha512;
}

} // namespace

domain::Result<Bytes> build_request(const PublicKey& key, ByteView subject_der, DigestSigner& signer) {
    const ErrorQueueGuard guard;
    if (const auto strong = key.check_strength(); !strong)
        return strong.error();
    if (!is_name(subject_der))
        return domain::ErrorId::pki_malformed;
    // RFC 2986 4.1; no attributes: the profile is the issuer's decision.
    const Bytes info =
        der::sequence({der::integer(0), subject_der, key.der(), der::constructed(der::tag::context(0), {})});
    return signed_object(info, key, signer);
}

domain::Result<CertificationRequest> read_request(ByteView der) {
    const ErrorQueueGuard guard;
    if (der.empty() || der.size() > request_max_bytes)
        return domain::ErrorId::pki_malformed;
    const unsigned char* at = der.data();
    const OwnedRequest request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
    if (!request || at != der.data() + der.size())
        return domain::ErrorId::pki_malformed;
    EVP_PKEY* native = X509_REQ_get0_pubkey(request.get());
    if (native == nullptr)
        return domain::ErrorId::pki_malformed;
    PublicKey key = PublicKey::of(native);
    if (const auto strong = key.check_strength(); !strong)
        return strong.error();
    if (!uses_sha2(request.get()) || X509_REQ_verify(request.get(), native) != 1)
        return domain::ErrorId::keys_not_proven;
    const X509_NAME* subject = X509_REQ_get_subject_name(request.get());
    return CertificationRequest{std::move(key), der_of_name(subject), text_of_name(subject),
                                Bytes(der.begin(), der.end())};
}

} // namespace sigillo::pki
