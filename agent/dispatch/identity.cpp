#include "agent/dispatch/identity.hpp"

#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"
#include "shared/protocol/json.hpp"

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
namespace message = protocol::agent;

domain::Result<message::ProveIdentity::Reply> ProveIdentity::run(const Caller& caller,
                                                                 const message::ProveIdentity& wanted) {
    const auto on = signing_card(cards_, wanted.card, wanted.role, now_());
    if (!on) {
        return on.error();
    }
    const auto& certificate = on->certificate.certificate;
    const auto& key = certificate.public_key();
    if (key.algorithm() == pki::KeyAlgorithm::rsa && key.bits() <= too_short_bits) {
        return Error(ErrorId::card_key_too_short, {{"bits", std::to_string(key.bits())}});
    }
    const auto content = pki::canonical_text(protocol::Json{{"type", "sigillo.identification/1"},
                                                            {"origin", caller.origin},
                                                            {"nonce", wanted.nonce},
                                                            {"request", wanted.request}});
    if (!content) {
        return content.error();
    }
    const auto agreed =
        consent_.ask(ask_to_prove_identity(caller, on->card, on->certificate, wanted.request), caller.wanted);
    if (!agreed) {
        return agreed.error();
    }
    auto session =
        pins_.log_in(caller, on->card, wanted.role, {PinPurpose::identification, holder_of(certificate), 0});
    if (!session) {
        return session.error();
    }
    CardSigner signer(**session, on->certificate);
    auto p7m = pki::sign_cades(pki::view_of(*content), signer, now_());
    if (!p7m) {
        return p7m.error();
    }
    return message::ProveIdentity::Reply{std::move(*p7m)};
}

} // namespace sigillo::agent
