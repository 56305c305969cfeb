#include "shared/pki/key.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/openssl.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

namespace sigillo::pki {

namespace {

struct PublicKeyParts {
    ByteView algorithm; ///< content of the AlgorithmIdentifier
    ByteView bits;      ///< after the count of unused bits
};

std::optional<PublicKeyParts> parts_of(ByteView spki) {
    const auto outer = der::whole(spki, der::tag::sequence);
    if (!outer)
        return std::nullopt;
    der::Reader reader(outer->value);
    const auto algorithm = reader.next(der::tag::sequence);
    const auto bits = reader.next(der::tag::bit_string);
    if (!algorithm || !bits || bits->value.empty())
        return std::nullopt;
    return PublicKeyParts{algorithm->value, bits->value.subspan(1)};
}

/// A key with parameters spelled out may sit on a curve of the attacker's choice.
bool is_named_curve(ByteView spki) {
    const auto parts = parts_of(spki);
    if (!parts)
        return false;
    der::Reader reader(parts->algorithm);
    return reader.next(der::tag::oid) && reader.next(der::tag::oid) && reader.at_end();
}

int give_passphrase(char* buffer, int size, int, void* passphrase) {
    // Without this call-back OpenSSL would ask on the terminal.
    const auto& text = *static_cast<const std::string_view*>(passphrase);
    if (text.empty() || text.size() > static_cast<std::size_t>(size))
        return 0;
    std::memcpy(buffer, text.data(), text.size());
    return static_cast<int>(text.size());
}

} // namespace

domain::Result<PublicKey> PublicKey::from_der(ByteView spki) {
    const ErrorQueueGuard guard;
    const unsigned char* at = spki.data();
    OwnedKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    if (!key || at != spki.data() + spki.size())
        return domain::ErrorId::pki_malformed;
    return of(key.get());
}

domain::Result<PublicKey> PublicKey::from_rsa(ByteView modulus, ByteView exponent) {
    const Bytes numbers = der::sequence({der::unsigned_integer(modulus), der::unsigned_integer(exponent)});
    return from_der(der::sequence(
        {der::sequence({der::oid(oids::rsa_encryption), der::null()}), der::bit_string(numbers)}));
}

domain::Result<PublicKey> PublicKey::from_ec_point(ByteView point) {
    if ((point.size() != 65 && point.size() != 97) || point[0] != 0x04)
        return domain::ErrorId::pki_malformed;
    const auto curve = point.size() == 65 ? oids::prime256v1 : oids::secp384r1;
    return from_der(der::sequence(
        {der::sequence({der::oid(oids::ec_public_key), der::oid(curve)}), der::bit_string(point)}));
}

PublicKey PublicKey::of(EVP_PKEY* key) {
    const ErrorQueueGuard guard;
    unsigned char* encoded = nullptr;
    const int length = i2d_PUBKEY(key, &encoded);
    Bytes der;
    if (length > 0)
        der.assign(encoded, encoded + length);
    OPENSSL_free(encoded);
    return of(key, std::move(der));
}

PublicKey PublicKey::of(EVP_PKEY* key, Bytes spki) {
    EVP_PKEY_up_ref(key);
    return {std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free), std::move(spki)};
}

KeyAlgorithm PublicKey::algorithm() const {
    switch (EVP_PKEY_get_base_id(key_.get())) {
    case EVP_PKEY_RSA:
        return KeyAlgorithm::rsa;
    case EVP_PKEY_EC:
        return KeyAlgorithm::ec;
    default:
        return KeyAlgorithm::other;
    }
}

int PublicKey::bits() const {
    return EVP_PKEY_get_bits(key_.get());
}

domain::Status PublicKey::check_strength() const {
    const bool strong = (algorithm() == KeyAlgorithm::rsa && bits() >= 2048) ||
                        (algorithm() == KeyAlgorithm::ec && bits() >= 256 && is_named_curve(der_));
    if (!strong)
        return domain::Error(domain::ErrorId::pki_key_weak, {{"bits", std::to_string(bits())}});
    return domain::Done{};
}

Bytes PublicKey::identifier() const {
    Bytes digest(SHA_DIGEST_LENGTH);
    const auto parts = parts_of(der_);
    const ByteView bits = parts ? parts->bits : ByteView(der_);
    SHA1(bits.data(), bits.size(), digest.data());
    return digest;
}

domain::Result<PrivateKey> PrivateKey::generate_rsa(int bits) {
    const ErrorQueueGuard guard;
    OwnedKey key(EVP_RSA_gen(static_cast<unsigned int>(bits)));
    if (!key)
        return domain::ErrorId::internal;
    return PrivateKey(std::shared_ptr<EVP_PKEY>(key.release(), EVP_PKEY_free));
}

domain::Result<PrivateKey> PrivateKey::generate_ec_p256() {
    const ErrorQueueGuard guard;
    OwnedKey key(EVP_EC_gen("P-256"));
    if (!key)
        return domain::ErrorId::internal;
    return PrivateKey(std::shared_ptr<EVP_PKEY>(key.release(), EVP_PKEY_free));
}

domain::Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, std::string_view passphrase) {
    const ErrorQueueGuard guard;
    const OwnedBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    OwnedKey key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &passphrase) : nullptr);
    if (!key)
        return domain::ErrorId::pki_malformed;
    return PrivateKey(std::shared_ptr<EVP_PKEY>(key.release(), EVP_PKEY_free));
}

std::string PrivateKey::pem(std::string_view passphrase) const {
    const ErrorQueueGuard guard;
    const OwnedBio bio(BIO_new(BIO_s_secmem()));
    const EVP_CIPHER* cipher = passphrase.empty() ? nullptr : EVP_aes_256_cbc();
    if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), cipher, nullptr, 0, give_passphrase,
                                              &passphrase) != 1)
        return {};
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

PublicKey PrivateKey::public_key() const {
    return PublicKey::of(key_.get());
}

} // namespace sigillo::pki
