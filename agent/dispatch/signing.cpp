#include "agent/dispatch/signing.hpp"

#include "agent/dispatch/act_reader.hpp"
#include "shared/pki/cades.hpp"
#include "shared/pki/canonical_json.hpp"
#include "shared/protocol/jsonrpc.hpp"

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
namespace message = protocol::agent;

domain::Result<SigningCard> signing_card(CardService& cards, const std::string& id, CertificateRole role,
                                         std::int64_t now) {
    auto card = cards.card(id);
    if (!card) {
        return card.error();
    }
    const auto* certificate = card->current(role);
    if (certificate == nullptr) {
        return Error(ErrorId::card_certificate_missing,
                     {{"role", role == CertificateRole::signature ? "signature" : "authentication"}});
    }
    if (certificate->certificate.not_after() < now) {
        return ErrorId::card_certificate_expired;
    }
    CardCertificate chosen = *certificate;
    return SigningCard{std::move(*card), std::move(chosen)};
}

domain::Result<message::SignIn::Reply> SignIn::run(const Caller& caller, const message::SignIn& wanted) {
    auto on = signing_card(cards_, wanted.card, CertificateRole::authentication, now_());
    if (!on) {
        return on.error();
    }
    const auto& certificate = on->certificate.certificate;
    const auto agreed = consent_.ask(ask_to_sign_in(caller, on->card, certificate), caller.wanted);
    if (!agreed) {
        return agreed.error();
    }
    const auto content = pki::canonical_text(
        protocol::Json{{"type", "sigillo.sign-in/1"}, {"origin", caller.origin}, {"nonce", wanted.nonce}});
    if (!content) {
        return content.error();
    }
    auto session = pins_.log_in(caller, on->card, CertificateRole::authentication,
                                {PinPurpose::sign_in, holder_of(certificate), 0});
    if (!session) {
        return session.error();
    }
    CardSigner signer(**session, on->certificate);
    auto p7m = pki::sign_cades(pki::view_of(*content), signer, now_());
    if (!p7m) {
        return p7m.error();
    }
    return message::SignIn::Reply{std::move(*p7m)};
}

domain::Result<message::SignActs::Reply> SignActs::run(const Caller& caller,
                                                       const message::SignActs& wanted) {
    message::SignActs::Reply reply;
    std::vector<domain::ValidationAct> acts;
    std::vector<std::size_t> places; // of each act in the reply
    for (const auto& entry : wanted.acts) {
        auto act = read_act(entry.content, caller.origin, entry.request);
        message::SignedAct result;
        result.request = entry.request;
        if (act) {
            places.push_back(reply.acts.size());
            acts.push_back(std::move(*act));
        } else {
            result.failure = protocol::to_failure(act.error());
        }
        reply.acts.push_back(std::move(result));
    }
    if (acts.empty()) {
        return reply;
    }
    auto on = signing_card(cards_, wanted.card, CertificateRole::signature, now_());
    if (!on) {
        return on.error();
    }
    const auto& certificate = on->certificate.certificate;
    const auto agreed = consent_.ask(ask_to_sign_acts(caller, on->card, certificate, acts), caller.wanted);
    if (!agreed) {
        return agreed.error();
    }
    auto session = pins_.log_in(caller, on->card, CertificateRole::signature,
                                {PinPurpose::acts, holder_of(certificate), static_cast<int>(acts.size())});
    if (!session) {
        return session.error();
    }
    std::vector<pki::CadesDraft> drafts;
    std::vector<pki::Digest> digests;
    const auto signing_time = now_();
    for (const auto place : places) {
        auto draft = pki::CadesDraft::start(wanted.acts[place].content, certificate, signing_time);
        if (!draft) {
            return draft.error();
        }
        digests.push_back(draft->digest());
        drafts.push_back(std::move(*draft));
    }
    const auto signatures = (*session)->sign(on->certificate.id, digests, [&](int done, int total) {
        caller.notify(protocol::write_notification(message::SigningProgress{done, total}));
    });
    if (!signatures) {
        return signatures.error();
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto& result = reply.acts[places[i]];
        auto p7m = drafts[i].finish((*signatures)[i]);
        if (p7m) {
            result.p7m = std::move(*p7m);
        } else {
            result.failure = protocol::to_failure(p7m.error());
        }
    }
    return reply;
}

} // namespace sigillo::agent
