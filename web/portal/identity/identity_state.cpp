#include "web/portal/identity/identity_state.hpp"

#include "shared/pki/bytes.hpp"
#include "shared/protocol/codec.hpp"

#include <sodium.h>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t most_bytes = 512;
constexpr std::string_view key_use = "sigillo.identity-state/1";

struct Sealed {
    std::string request;
    std::string method;
    std::string session;
    std::int64_t begun = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("b", self.begun, protocol::instant());
        visit("m", self.method, protocol::text(1, 32));
        visit("r", self.request, protocol::text(1, 64));
        visit("s", self.session, protocol::text(0, 64));
    }
};

} // namespace

domain::Result<IdentityStates> IdentityStates::keyed_by(std::string_view secret) {
    if (secret.size() < 32 || sodium_init() < 0) {
        return Error(ErrorId::configuration_invalid,
                     {{"field", "identity.secret_file"}, {"reason", "holds fewer than 32 bytes"}});
    }
    IdentityStates states;
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, nullptr, 0, states.key_.size());
    for (const auto part : {key_use, secret}) {
        crypto_generichash_update(&hash, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    }
    crypto_generichash_final(&hash, states.key_.data(), states.key_.size());
    sodium_memzero(&hash, sizeof hash);
    return states;
}

IdentityStates::~IdentityStates() {
    sodium_memzero(key_.data(), key_.size());
}

std::string IdentityStates::seal(const IdentityBinding& binding) const {
    const std::string plain =
        protocol::dump(protocol::encode(Sealed{binding.request.value, std::string(text_of(binding.method)),
                                               binding.session.value, binding.begun.seconds}));
    pki::Bytes sealed(nonce_bytes + plain.size() + tag_bytes);
    randombytes_buf(sealed.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr,
                                               reinterpret_cast<const unsigned char*>(plain.data()),
                                               plain.size(), nullptr, 0, nullptr, sealed.data(), key_.data());
    return pki::base64url_of(sealed);
}

std::optional<IdentityBinding> IdentityStates::open(std::string_view state) const {
    if (state.size() > 2 * most_bytes) {
        return std::nullopt;
    }
    const auto sealed = pki::bytes_of_base64url(state);
    if (!sealed || sealed->size() < nonce_bytes + tag_bytes) {
        return std::nullopt;
    }
    std::string plain(sealed->size() - nonce_bytes - tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, sealed->data() + nonce_bytes,
            sealed->size() - nonce_bytes, nullptr, 0, sealed->data(), key_.data()) != 0) {
        return std::nullopt;
    }
    const auto json = protocol::parse_bounded(plain, {most_bytes, 2});
    const auto read = json ? protocol::decode<Sealed>(*json) : json.error();
    const auto method = read ? domain::parse_enum<domain::IdentificationMethod>(read->method)
                             : std::optional<domain::IdentificationMethod>();
    if (!method) {
        return std::nullopt;
    }
    return IdentityBinding{
        domain::RequestId(read->request), *method, domain::Digest(read->session), {read->begun}};
}

} // namespace sigillo::portal
