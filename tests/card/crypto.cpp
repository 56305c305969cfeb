#include "tests/card/crypto.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace sigillo::tests {
namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* handle) const {
        Free(handle);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using File = std::unique_ptr<std::FILE, Freer<std::fclose>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;

Key public_key(const char* type, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const Context context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    EVP_PKEY_fromdata_init(context.get());
    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get());
    return Key(key);
}

Key rsa_key(const Bytes& modulus) {
    const Number n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_uint(builder.get(), OSSL_PKEY_PARAM_RSA_E, 65537);
    return public_key("RSA", builder.get());
}

bool verifies(EVP_PKEY* key, std::string_view message, const Bytes& signature) {
    const Digest digest(EVP_MD_CTX_new());
    return key != nullptr && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(digest.get(), signature.data(), signature.size(),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
}

Certificate read_certificate(const std::filesystem::path& pem) {
    const File file(std::fopen(pem.c_str(), "r"));
    Certificate certificate(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) {
        throw std::runtime_error("no certificate in " + pem.string());
    }
    return certificate;
}

} // namespace

Bytes sha256(std::string_view message) {
    Bytes hash(32);
    EVP_Q_digest(nullptr, "SHA256", nullptr, message.data(), message.size(), hash.data(), nullptr);
    return hash;
}

Bytes digest_info(std::string_view message) {
    Bytes info{0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
               0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    const auto hash = sha256(message);
    info.insert(info.end(), hash.begin(), hash.end());
    return info;
}

Bytes padded_block(const Bytes& content, std::size_t size) {
    Bytes block(size, 0xFF);
    block[0] = 0x00;
    block[1] = 0x01;
    block[size - content.size() - 1] = 0x00;
    std::copy(content.begin(), content.end(), block.end() - static_cast<std::ptrdiff_t>(content.size()));
    return block;
}

bool rsa_verifies(const Bytes& modulus, std::string_view message, const Bytes& signature) {
    return verifies(rsa_key(modulus).get(), message, signature);
}

bool ecdsa_verifies(const Bytes& point, std::string_view message, const Bytes& signature) {
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return verifies(public_key("EC", builder.get()).get(), message, signature);
}

Bytes rsa_encrypt(const Bytes& modulus, const Bytes& content) {
    const auto key = rsa_key(modulus);
    const Context context(EVP_PKEY_CTX_new(key.get(), nullptr));
    std::size_t size = modulus.size();
    Bytes block(size);
    EVP_PKEY_encrypt_init(context.get());
    EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING);
    EVP_PKEY_encrypt(context.get(), block.data(), &size, content.data(), content.size());
    return block;
}

Bytes certificate_modulus(const std::filesystem::path& pem) {
    const auto certificate = read_certificate(pem);
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(X509_get0_pubkey(certificate.get()), OSSL_PKEY_PARAM_RSA_N, &number);
    const Number owner(number);
    Bytes modulus(static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2bin(number, modulus.data());
    return modulus;
}

Bytes certificate_der(const std::filesystem::path& pem) {
    const auto certificate = read_certificate(pem);
    Bytes der(static_cast<std::size_t>(i2d_X509(certificate.get(), nullptr)));
    auto* cursor = der.data();
    i2d_X509(certificate.get(), &cursor);
    return der;
}

std::string fresh_rsa_pem() {
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

} // namespace sigillo::tests
