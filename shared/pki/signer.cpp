#include "shared/pki/signer.hpp"

#include "shared/pki/openssl.hpp"

#include <openssl/rsa.h>

namespace sigillo::pki {

namespace {

domain::Result<Bytes> sign(const PrivateKey& key, const Digest& digest) {
    const ErrorQueueGuard guard;
    const OwnedKeyContext context(EVP_PKEY_CTX_new(key.native(), nullptr));
    std::size_t length = 0;
    if (!context || EVP_PKEY_sign_init(context.get()) <= 0 ||
        (EVP_PKEY_get_base_id(key.native()) == EVP_PKEY_RSA &&
         EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) <= 0) ||
        EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) <= 0 ||
        EVP_PKEY_sign(context.get(), nullptr, &length, digest.data(), digest.size()) <= 0)
        return domain::ErrorId::internal;
    Bytes signature(length);
    if (EVP_PKEY_sign(context.get(), signature.data(), &length, digest.data(), digest.size()) <= 0)
        return domain::ErrorId::internal;
    signature.resize(length);
    return signature;
}

} // namespace

domain::Result<Bytes> KeyDigestSigner::sign_sha256(const Digest& digest) {
    return sign(key_, digest);
}

domain::Result<Bytes> KeySigner::sign_sha256(const Digest& digest) {
    return sign(key_, digest);
}

} // namespace sigillo::pki
