#include "web/portal/vault/vault.hpp"

#include <sodium.h>

#include <cstring>

namespace sigillo::portal {
namespace {

constexpr unsigned char form = 1; // first byte of everything sealed, so that the algorithm can change
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char kdf_context[crypto_kdf_CONTEXTBYTES + 1] = "sigillo1";

const unsigned char* characters(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

pki::Bytes encrypt(const unsigned char* key, std::string_view context, const unsigned char* plain,
                   std::size_t size) {
    pki::Bytes out(1 + nonce_size + size + tag_size);
    out[0] = form;
    randombytes_buf(out.data() + 1, nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + 1 + nonce_size, nullptr, plain, size,
                                               characters(context), context.size(), nullptr, out.data() + 1,
                                               key);
    return out;
}

/// `out` has room for `sealed_size - overhead` bytes.
bool decrypt(const unsigned char* key, std::string_view context, pki::ByteView sealed, unsigned char* out) {
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data() + 1 + nonce_size,
                                                      sealed.size() - 1 - nonce_size, characters(context),
                                                      context.size(), sealed.data() + 1, key) == 0;
}

bool well_formed(pki::ByteView sealed) {
    return sealed.size() >= 1 + nonce_size + tag_size && sealed[0] == form;
}

domain::Error not_sealed_here() {
    return {domain::ErrorId::storage_failed, {{"reason", "sealed"}}};
}

std::string key_context(const domain::PersonId& person) {
    return "key/" + person.value;
}

/// A key in a local variable: wiped on every way out.
class Wiped {
  public:
    explicit Wiped(std::array<unsigned char, 32>& key) : key_(key) {}
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { sodium_memzero(key_.data(), key_.size()); }

  private:
    std::array<unsigned char, 32>& key_;
};

} // namespace

Vault::Vault(const InstallationKey& key, PersonKeys& keys) : keys_(keys) {
    static_assert(InstallationKey::size == crypto_kdf_KEYBYTES);
    crypto_kdf_derive_from_key(wrapping_.data(), wrapping_.size(), 1, kdf_context, key.bytes().data());
    crypto_kdf_derive_from_key(indexing_.data(), indexing_.size(), 2, kdf_context, key.bytes().data());
}

Vault::~Vault() {
    sodium_memzero(wrapping_.data(), wrapping_.size());
    sodium_memzero(indexing_.data(), indexing_.size());
}

bool Vault::unwrap(const domain::PersonId& person, const pki::Bytes& wrapped, Key& out) const {
    return well_formed(wrapped) && wrapped.size() == 1 + nonce_size + out.size() + tag_size &&
           decrypt(wrapping_.data(), key_context(person), wrapped, out.data());
}

domain::Result<pki::Bytes> Vault::seal(const domain::PersonId& person, std::string_view context,
                                       std::string_view plain) {
    Key key{};
    const Wiped wiped(key);
    auto wrapped = keys_.wrapped_key(person);
    if (!wrapped && wrapped.error().id == domain::ErrorId::not_found) {
        randombytes_buf(key.data(), key.size());
        wrapped = keys_.add_wrapped_key(
            person, encrypt(wrapping_.data(), key_context(person), key.data(), key.size()));
    }
    if (!wrapped) {
        return wrapped.error();
    }
    // Unwrapped even when just made: another process may have been first.
    if (!unwrap(person, *wrapped, key)) {
        return not_sealed_here();
    }
    return encrypt(key.data(), context, characters(plain), plain.size());
}

domain::Result<std::string> Vault::open(const domain::PersonId& person, std::string_view context,
                                        pki::ByteView sealed) {
    Key key{};
    const Wiped wiped(key);
    const auto wrapped = keys_.wrapped_key(person);
    if (!wrapped) {
        return wrapped.error().id == domain::ErrorId::not_found ? not_sealed_here() : wrapped.error();
    }
    if (!unwrap(person, *wrapped, key) || !well_formed(sealed)) {
        return not_sealed_here();
    }
    std::string plain(sealed.size() - 1 - nonce_size - tag_size, '\0');
    if (!decrypt(key.data(), context, sealed, reinterpret_cast<unsigned char*>(plain.data()))) {
        return not_sealed_here();
    }
    return plain;
}

Token Vault::token(std::string_view use, std::string_view text) const {
    crypto_generichash_state state;
    crypto_generichash_init(&state, indexing_.data(), indexing_.size(), std::tuple_size_v<Token>);
    // The length of the first part goes before it, so that no two pairs are the same bytes.
    const auto length = static_cast<unsigned char>(use.size());
    crypto_generichash_update(&state, &length, 1);
    crypto_generichash_update(&state, characters(use), use.size());
    crypto_generichash_update(&state, characters(text), text.size());
    Token token{};
    crypto_generichash_final(&state, token.data(), token.size());
    return token;
}

} // namespace sigillo::portal
