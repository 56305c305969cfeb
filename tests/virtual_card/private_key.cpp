#include "tests/virtual_card/private_key.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace sigillo::virtual_card {
namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* handle) const {
        Free(handle);
    }
};
using Context = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_clear_free>>;
using NumberContext = std::unique_ptr<BN_CTX, Freer<BN_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using Group = std::unique_ptr<EC_GROUP, Freer<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freer<EC_POINT_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freer<PKCS8_PRIV_KEY_INFO_free>>;

struct Curve {
    unsigned bits;
    const char* name;
    int nid;
};
constexpr Curve curves[] = {
    {256, "P-256", NID_X9_62_prime256v1}, {384, "P-384", NID_secp384r1}, {521, "P-521", NID_secp521r1}};

const Curve* curve_of(unsigned bits) {
    for (const auto& curve : curves) {
        if (curve.bits == bits) {
            return &curve;
        }
    }
    return nullptr;
}

Number number(View bytes) {
    return Number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

EVP_PKEY* from_parameters(const char* type, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const Context context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) <= 0) {
        return nullptr;
    }
    return key;
}

Bytes number_of(EVP_PKEY* key, const char* name) {
    BIGNUM* value = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &value) <= 0) {
        return {};
    }
    const Number owner(value);
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(value)));
    BN_bn2bin(value, bytes.data());
    return bytes;
}

using Operation = int (*)(EVP_PKEY_CTX*, unsigned char*, size_t*, const unsigned char*, size_t);
using Prepare = int (*)(EVP_PKEY_CTX*);

std::optional<Bytes> run(EVP_PKEY* key, Prepare prepare, Operation operation, int padding, View input) {
    const Context context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!context || prepare(context.get()) <= 0 ||
        (padding != 0 && EVP_PKEY_CTX_set_rsa_padding(context.get(), padding) <= 0)) {
        return std::nullopt;
    }
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    Bytes output(size);
    if (operation(context.get(), output.data(), &size, input.data(), input.size()) <= 0) {
        return std::nullopt;
    }
    output.resize(size);
    return output;
}

} // namespace

std::optional<PrivateKey> PrivateKey::wrap(EVP_PKEY* key) {
    if (key == nullptr) {
        return std::nullopt;
    }
    return PrivateKey(std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free));
}

std::optional<PrivateKey> PrivateKey::generate_rsa(unsigned bits) {
    return wrap(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits)));
}

std::optional<PrivateKey> PrivateKey::generate_ec(unsigned bits) {
    const auto* curve = curve_of(bits);
    return wrap(curve == nullptr ? nullptr : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve->name));
}

std::optional<PrivateKey> PrivateKey::from_rsa_primes(View p_bytes, View q_bytes, View exponent) {
    const auto p = number(p_bytes);
    const auto q = number(q_bytes);
    const auto e = number(exponent);
    const NumberContext scratch(BN_CTX_new());
    const Number n(BN_new()), p1(BN_new()), q1(BN_new()), phi(BN_new()), d(BN_new()), dp(BN_new()),
        dq(BN_new()), inverse(BN_new());
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!p || !q || !e || !scratch || !n || !p1 || !q1 || !phi || !d || !dp || !dq || !inverse || !builder ||
        BN_is_zero(p.get()) || BN_is_zero(q.get()) || BN_is_one(p.get()) || BN_is_one(q.get())) {
        return std::nullopt;
    }
    const bool computed = BN_mul(n.get(), p.get(), q.get(), scratch.get()) == 1 &&
                          BN_sub(p1.get(), p.get(), BN_value_one()) == 1 &&
                          BN_sub(q1.get(), q.get(), BN_value_one()) == 1 &&
                          BN_mul(phi.get(), p1.get(), q1.get(), scratch.get()) == 1 &&
                          BN_mod_inverse(d.get(), e.get(), phi.get(), scratch.get()) != nullptr &&
                          BN_mod(dp.get(), d.get(), p1.get(), scratch.get()) == 1 &&
                          BN_mod(dq.get(), d.get(), q1.get(), scratch.get()) == 1 &&
                          BN_mod_inverse(inverse.get(), q.get(), p.get(), scratch.get()) != nullptr;
    auto* const b = builder.get();
    if (!computed || OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, e.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_D, d.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_FACTOR1, p.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_FACTOR2, q.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_EXPONENT1, dp.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_EXPONENT2, dq.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, inverse.get()) != 1) {
        return std::nullopt;
    }
    return wrap(from_parameters("RSA", b));
}

std::optional<PrivateKey> PrivateKey::from_ec_scalar(unsigned bits, View scalar) {
    const auto* curve = curve_of(bits);
    if (curve == nullptr) {
        return std::nullopt;
    }
    const Group group(EC_GROUP_new_by_curve_name(curve->nid));
    const Point point(group ? EC_POINT_new(group.get()) : nullptr);
    const auto d = number(scalar);
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!group || !point || !d || !builder || BN_is_zero(d.get()) ||
        EC_POINT_mul(group.get(), point.get(), d.get(), nullptr, nullptr, nullptr) != 1) {
        return std::nullopt;
    }
    const auto size =
        EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, nullptr, 0, nullptr);
    Bytes encoded(size);
    EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded.data(), size,
                       nullptr);
    auto* const b = builder.get();
    if (OSSL_PARAM_BLD_push_utf8_string(b, OSSL_PKEY_PARAM_GROUP_NAME, curve->name, 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(b, OSSL_PKEY_PARAM_PUB_KEY, encoded.data(), encoded.size()) != 1 ||
        OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_PRIV_KEY, d.get()) != 1) {
        return std::nullopt;
    }
    return wrap(from_parameters("EC", b));
}

std::optional<PrivateKey> PrivateKey::from_der(View pkcs8) {
    const auto* cursor = pkcs8.data();
    const Pkcs8 info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &cursor, static_cast<long>(pkcs8.size())));
    return wrap(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
}

std::optional<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const auto no_password = [](char*, int, int, void*) { return -1; };
    return wrap(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr);
}

PrivateKey::Kind PrivateKey::kind() const {
    return EVP_PKEY_is_a(key_.get(), "RSA") == 1 ? Kind::rsa : Kind::ec;
}

unsigned PrivateKey::bits() const {
    return static_cast<unsigned>(EVP_PKEY_get_bits(key_.get()));
}

Bytes PrivateKey::to_der() const {
    const Pkcs8 info(EVP_PKEY2PKCS8(key_.get()));
    unsigned char* encoded = nullptr;
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &encoded) : 0;
    if (size <= 0) {
        return {};
    }
    Bytes der(encoded, encoded + size);
    OPENSSL_clear_free(encoded, static_cast<std::size_t>(size));
    return der;
}

std::optional<Bytes> PrivateKey::raw_rsa(View block) const {
    if (kind() != Kind::rsa || block.size() != static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()))) {
        return std::nullopt;
    }
    return run(key_.get(), EVP_PKEY_decrypt_init, EVP_PKEY_decrypt, RSA_NO_PADDING, block);
}

std::optional<Bytes> PrivateKey::sign_pkcs1(View digest_info) const {
    if (kind() != Kind::rsa) {
        return std::nullopt;
    }
    return run(key_.get(), EVP_PKEY_sign_init, EVP_PKEY_sign, RSA_PKCS1_PADDING, digest_info);
}

std::optional<Bytes> PrivateKey::decipher_pkcs1(View block) const {
    // The padding is taken off here, and not by OpenSSL, whose implicit rejection (3.2 and later) would give
    // random bytes where a card says that the data are wrong.
    const auto plain = raw_rsa(block);
    if (!plain || plain->size() < 11 || (*plain)[0] != 0 || (*plain)[1] != 2) {
        return std::nullopt;
    }
    for (std::size_t i = 2; i < plain->size(); ++i) {
        if ((*plain)[i] == 0) {
            return i >= 10 ? std::optional(copy(View(*plain).subspan(i + 1))) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Bytes> PrivateKey::sign_ecdsa(View digest) const {
    if (kind() != Kind::ec) {
        return std::nullopt;
    }
    return run(key_.get(), EVP_PKEY_sign_init, EVP_PKEY_sign, 0, digest);
}

Bytes PrivateKey::modulus() const {
    return number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N);
}

Bytes PrivateKey::exponent() const {
    return number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E);
}

Bytes PrivateKey::point() const {
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, nullptr, 0, &size) !=
        1) {
        return {};
    }
    Bytes encoded(size);
    EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, encoded.data(), size,
                                    &size);
    encoded.resize(size);
    return encoded;
}

} // namespace sigillo::virtual_card
