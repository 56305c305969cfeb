#include "tests/portal/identity/signed_answer.hpp"

#include "tests/support/catch.hpp"

#include <openssl/ecdsa.h>
#include <openssl/pem.h>

#include <memory>

namespace sigillo::portal::test {

namespace {

/// R and S in 32 bytes each (RFC 7518 3.4).
pki::Bytes joined(const pki::Bytes& der) {
    const unsigned char* at = der.data();
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), &ECDSA_SIG_free);
    REQUIRE(signature);
    pki::Bytes both(64);
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), both.data(), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), both.data() + 32, 32);
    return both;
}

} // namespace

std::string signed_jws(const nlohmann::json& header, const std::string& payload, const pki::PrivateKey& key) {
    const std::string input =
        pki::base64url_of(pki::view_of(header.dump())) + "." + pki::base64url_of(pki::view_of(payload));
    pki::KeyDigestSigner signer(key);
    auto signature = signer.sign_sha256(pki::sha256(pki::view_of(input)));
    REQUIRE(signature);
    const bool rsa = key.public_key().algorithm() == pki::KeyAlgorithm::rsa;
    return input + "." + pki::base64url_of(rsa ? *signature : joined(*signature));
}

std::string public_pem(const pki::PrivateKey& key) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), &BIO_free_all);
    REQUIRE(PEM_write_bio_PUBKEY(bio.get(), key.native()) == 1);
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

} // namespace sigillo::portal::test
