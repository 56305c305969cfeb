#include "web/portal/identity/jws.hpp"

#include "shared/pki/bytes.hpp"
#include "shared/protocol/codec.hpp"

#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <memory>
#include <optional>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t p256_bytes = 32;

Error refused(const char* reason) {
    return Error(ErrorId::identification_not_authentic, {{"reason", reason}});
}

struct Header {
    std::string alg;
    std::optional<std::string> typ;
    std::optional<std::string> kid;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("alg", self.alg, protocol::text(1, 16));
        visit("typ", self.typ, protocol::text(1, 32));
        visit("kid", self.kid, protocol::text(1, 128));
    }
};

/// Leaves this thread's queue of OpenSSL errors as it was.
struct QuietOpenssl {
    QuietOpenssl() { ERR_set_mark(); }
    QuietOpenssl(const QuietOpenssl&) = delete;
    QuietOpenssl& operator=(const QuietOpenssl&) = delete;
    ~QuietOpenssl() { ERR_pop_to_mark(); }
};

/// R and S as RFC 7518 3.4 joins them, in the DER that OpenSSL takes.
std::optional<pki::Bytes> ecdsa_in_der(pki::ByteView joined) {
    if (joined.size() != 2 * p256_bytes) {
        return std::nullopt;
    }
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(ECDSA_SIG_new(), &ECDSA_SIG_free);
    BIGNUM* r = BN_bin2bn(joined.data(), p256_bytes, nullptr);
    BIGNUM* s = BN_bin2bn(joined.data() + p256_bytes, p256_bytes, nullptr);
    if (!signature || r == nullptr || s == nullptr || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return std::nullopt;
    }
    unsigned char* encoded = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &encoded);
    if (length <= 0) {
        return std::nullopt;
    }
    pki::Bytes der(encoded, encoded + length);
    OPENSSL_free(encoded);
    return der;
}

} // namespace

domain::Result<std::string> read_jws(std::string_view compact, const pki::PublicKey& key) {
    const QuietOpenssl quiet;
    const auto first = compact.find('.');
    const auto second = first == std::string_view::npos ? first : compact.find('.', first + 1);
    if (compact.size() > jws_max_bytes || second == std::string_view::npos) {
        return refused("form");
    }
    const auto header_bytes = pki::bytes_of_base64url(compact.substr(0, first));
    const auto payload = pki::bytes_of_base64url(compact.substr(first + 1, second - first - 1));
    const auto signature = pki::bytes_of_base64url(compact.substr(second + 1));
    if (!header_bytes || !payload || !signature) {
        return refused("form");
    }
    const auto json = protocol::parse_bounded(pki::text_of(*header_bytes), {jws_max_bytes, 2});
    const auto header = json ? protocol::decode<Header>(*json) : json.error();
    if (!header) {
        return refused("form");
    }
    // The key decides what is checked, never the header alone: "none" or another key's way has no place.
    const bool rsa = key.algorithm() == pki::KeyAlgorithm::rsa;
    if (header->alg != (rsa ? "RS256" : "ES256")) {
        return refused("algorithm");
    }
    const auto der = rsa ? std::optional<pki::Bytes>(*signature) : ecdsa_in_der(*signature);
    const auto digest = pki::sha256(pki::view_of(compact.substr(0, second)));
    if (!der || !pki::verify_sha256(key, digest, *der)) {
        return refused("signature");
    }
    return pki::text_of(*payload);
}

domain::Result<pki::PublicKey> read_jws_key(std::string_view pem) {
    const QuietOpenssl quiet;
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free_all);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> native(
        bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr, &EVP_PKEY_free);
    if (!native) {
        return ErrorId::pki_malformed;
    }
    auto key = pki::PublicKey::of(native.get());
    if (const auto strong = key.check_strength(); !strong) {
        return strong.error();
    }
    if (key.algorithm() == pki::KeyAlgorithm::ec && key.bits() != 256) {
        return Error(ErrorId::pki_malformed, {{"reason", "curve"}});
    }
    return key;
}

} // namespace sigillo::portal
