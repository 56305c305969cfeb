#include "shared/pki/sigalg.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"

#include <openssl/rsa.h>

namespace sigillo::pki {

Bytes sha256_signature_algorithm(const PublicKey& key) {
    if (key.algorithm() == KeyAlgorithm::ec)
        return der::sequence({der::oid(oids::ecdsa_with_sha256)});
    return der::sequence({der::oid(oids::sha256_with_rsa), der::null()});
}

Bytes sha256_algorithm() {
    return der::sequence({der::oid(oids::sha256)});
}

domain::Result<Bytes> signed_object(ByteView to_be_signed, const PublicKey& key, DigestSigner& signer) {
    const Digest digest = sha256(to_be_signed);
    const auto signature = signer.sign_sha256(digest);
    if (!signature)
        return signature.error();
    if (const auto valid = verify_sha256(key, digest, *signature); !valid)
        return valid.error();
    return der::sequence({to_be_signed, sha256_signature_algorithm(key), der::bit_string(*signature)});
}

domain::Status verify_digest(const PublicKey& key, ByteView digest, ByteView signature) {
    const ErrorQueueGuard guard;
    const EVP_MD* hash = digest.size() == 32   ? EVP_sha256()
                         : digest.size() == 48 ? EVP_sha384()
                         : digest.size() == 64 ? EVP_sha512()
                                               : nullptr;
    const KeyAlgorithm algorithm = key.algorithm();
    if (hash == nullptr || algorithm == KeyAlgorithm::other)
        return domain::ErrorId::pki_signature_invalid;
    const OwnedKeyContext context(EVP_PKEY_CTX_new(key.native(), nullptr));
    if (!context || EVP_PKEY_verify_init(context.get()) <= 0 ||
        (algorithm == KeyAlgorithm::rsa &&
         EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) <= 0) ||
        EVP_PKEY_CTX_set_signature_md(context.get(), hash) <= 0)
        return domain::ErrorId::internal;
    if (EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) != 1)
        return domain::ErrorId::pki_signature_invalid;
    return domain::Done{};
}

domain::Status verify_sha256(const PublicKey& key, const Digest& digest, ByteView signature) {
    return verify_digest(key, digest, signature);
}

} // namespace sigillo::pki
