#include "web/portal/api/keys_desk.hpp"

#include "shared/pki/canonical_json.hpp"
#include "shared/pki/pkcs10.hpp"
#include "shared/pki/verify.hpp"
#include "shared/protocol/portal_enums.hpp"
#include "web/portal/api/command_key.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::renewal::State;
using protocol::CertificateRole;

namespace {

std::string role_text(CertificateRole role) {
    return role == CertificateRole::authentication ? "authentication" : "signature";
}

Error not_proven(std::string reason) {
    return Error(ErrorId::keys_not_proven, {{"reason", std::move(reason)}});
}

/// The request of each role, once.
domain::Result<std::map<CertificateRole, const protocol::Bytes*>> by_role(const wire::SubmitKeys& message) {
    std::map<CertificateRole, const protocol::Bytes*> requests;
    for (const auto& request : message.requests) {
        if (!requests.emplace(request.role, &request.der).second) {
            return not_proven("roles");
        }
    }
    if (requests.size() != 2) {
        return not_proven("roles");
    }
    return requests;
}

} // namespace

domain::Result<domain::renewal::StatementFacts>
KeysDesk::verify_statement(const wire::SubmitKeys& message, const State& state, const CardRow& card) {
    domain::renewal::StatementFacts facts;
    const auto picture = renewals_.trust().picture();
    const auto verified = pki::verify_cades(message.statement, picture->trust, picture->revocation,
                                            pki::Purpose::authentication, renewals_.now().seconds);
    if (!verified) {
        return verified.error();
    }
    facts.signer_certificate = domain::Digest(verified->signer.fingerprint_hex());
    const auto json = pki::parse_canonical(pki::text_of(verified->content));
    if (!json) {
        return json.error();
    }
    std::set<std::pair<std::string, std::string>> wanted;
    std::set<pki::Bytes> keys;
    for (const auto& old : {card.authentication_der, card.signature_der}) {
        if (const auto certificate = pki::Certificate::from_der(old); certificate) {
            keys.insert(certificate->public_key().der());
        }
    }
    facts.requests_are_sound = true;
    for (const auto& request : message.requests) {
        const auto read = pki::read_request(request.der);
        if (!read) {
            return read.error();
        }
        facts.requests_are_sound = facts.requests_are_sound && keys.insert(read->key.der()).second;
        wanted.emplace(role_text(request.role), pki::sha256_hex(request.der));
    }
    // The list's order is the agent's; the rest of the statement has one form.
    nlohmann::json expected = {{"portal", origin_},
                               {"request", state.subject.request.value},
                               {"requests", nlohmann::json::array()},
                               {"type", "sigillo.renewal-statement/1"}};
    const auto list = json->is_object() ? json->find("requests") : json->end();
    if (!json->is_object() || list == json->end() || !list->is_array() || list->size() != wanted.size()) {
        return not_proven("statement");
    }
    std::set<std::pair<std::string, std::string>> stated;
    for (const auto& item : *list) {
        if (!item.is_object() || item.size() != 2 || !item.contains("role") || !item.contains("sha256") ||
            !item["role"].is_string() || !item["sha256"].is_string()) {
            return not_proven("statement");
        }
        stated.emplace(item["role"].get<std::string>(), item["sha256"].get<std::string>());
    }
    expected["requests"] = *list;
    facts.names_this_request = *json == expected;
    facts.covers_requests = stated == wanted;
    return facts;
}

domain::Result<wire::SubmitKeys::Reply> KeysDesk::handle(const Caller& caller,
                                                         const wire::SubmitKeys& message) {
    const domain::RequestId request(message.request);
    if (const auto seen = views_.visible(request, caller); !seen) {
        return seen.error();
    }
    const auto requests = by_role(message);
    if (!requests) {
        return requests.error();
    }
    const auto loaded = renewals_.load(request);
    if (!loaded) {
        return loaded.error();
    }
    const State& state = loaded->state;
    const auto card = renewals_.store().card(state.subject.certificates.card_number);
    if (!card) {
        return card.error();
    }
    RenewalExecution execution;
    execution.key = key_of(caller, message, renewals_.now());
    execution.request = request;
    execution.actor = caller.actor();
    domain::renewal::KeyRequests keys;
    keys.authentication_request =
        domain::Digest(pki::sha256_hex(*requests->at(CertificateRole::authentication)));
    keys.signature_request = domain::Digest(pki::sha256_hex(*requests->at(CertificateRole::signature)));
    keys.statement = domain::Digest(pki::sha256_hex(message.statement));
    // Sent again after a cut, the old certificate may have expired meanwhile: what was proven stays proven.
    if (!state.keys || *state.keys != keys) {
        const auto facts = renewals_.facts(state, caller.actor());
        if (!facts) {
            return facts.error();
        }
        if (const auto allowed =
                domain::renewal::precondition(state, domain::renewal::CommandKind::submit_keys, *facts);
            !allowed) {
            return allowed.error();
        }
        auto statement = verify_statement(message, state, *card);
        if (!statement) {
            return statement.error();
        }
        execution.statement = std::move(*statement);
    }
    execution.command = domain::renewal::SubmitKeys{keys};
    for (const auto& each : message.requests) {
        execution.writes.emplace_back(PutDocument{{{}, "certificate-request", {}, each.der}});
    }
    execution.writes.emplace_back(PutDocument{{{}, "renewal-statement", {}, message.statement}});
    if (const auto executed = renewals_.execute(std::move(execution)); !executed) {
        return executed.error();
    }
    // At once where the authority is fast; otherwise the outbox asks it again.
    wire::SubmitKeys::Reply reply;
    const auto done = issuance_.carry_on(request);
    if (!done && done.error().id == ErrorId::issuer_refused) {
        return done.error();
    }
    const auto view = views_.request(request, caller);
    if (!view) {
        return view.error();
    }
    reply.certificates = view->new_certificates;
    reply.state = reply.certificates.empty() ? wire::IssuanceState::waiting : wire::IssuanceState::certified;
    return reply;
}

domain::Status KeysDesk::verify_receipt(const protocol::Receipt& receipt, const domain::RequestId& request,
                                        const State& state) {
    const auto& info =
        receipt.role == CertificateRole::authentication ? state.new_authentication : state.new_signature;
    if (!info) {
        return Error(ErrorId::request_wrong_stage, {{"stage", std::string(domain::text_of(state.stage))}});
    }
    const auto picture = renewals_.trust().picture();
    const auto verified = pki::verify_cades(receipt.p7m, picture->trust, picture->revocation,
                                            pki::Purpose::key_proof, renewals_.now().seconds);
    if (!verified) {
        return verified.error();
    }
    if (verified->signer.fingerprint_hex() != info->sha256.value) {
        return ErrorId::renewal_certificate_mismatch;
    }
    const auto expected = pki::canonical_text({{"certificate", info->sha256.value},
                                               {"portal", origin_},
                                               {"request", request.value},
                                               {"role", role_text(receipt.role)},
                                               {"type", "sigillo.renewal-receipt/1"}});
    if (!expected || *expected != pki::text_of(verified->content)) {
        return not_proven("receipt");
    }
    return domain::Done{};
}

domain::Result<wire::RequestView> KeysDesk::handle(const Caller& caller,
                                                   const wire::ConfirmInstalled& message) {
    const domain::RequestId request(message.request);
    if (const auto seen = views_.visible(request, caller); !seen) {
        return seen.error();
    }
    RenewalExecution execution;
    execution.key = key_of(caller, message, renewals_.now());
    const auto before = renewals_.store().reply_of(*execution.key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return views_.request(request, caller);
    }
    const auto loaded = renewals_.load(request);
    if (!loaded) {
        return loaded.error();
    }
    const State& state = loaded->state;
    std::set<CertificateRole> roles;
    for (const auto& receipt : message.receipts) {
        if (const auto verified = verify_receipt(receipt, request, state); !verified) {
            return verified.error();
        }
        roles.insert(receipt.role);
        execution.writes.emplace_back(PutDocument{{{}, "renewal-receipt", {}, receipt.p7m}});
    }
    if (roles.size() != 2) {
        return not_proven("roles");
    }
    auto card = renewals_.store().card(state.subject.certificates.card_number);
    const auto authentication = renewals_.store().document(state.new_authentication->sha256);
    const auto signature = renewals_.store().document(state.new_signature->sha256);
    if (!card || !authentication || !signature) {
        return !card ? card.error() : authentication ? signature.error() : authentication.error();
    }
    card->certificates.authentication = *state.new_authentication;
    card->certificates.signature = *state.new_signature;
    card->authentication_der = authentication->content;
    card->signature_der = signature->content;
    card->convention = state.convention;
    execution.writes.emplace_back(PutCard{std::move(*card)});
    execution.request = request;
    execution.actor = caller.actor();
    execution.command =
        domain::renewal::ConfirmInstalled{state.new_authentication->sha256, state.new_signature->sha256};
    if (const auto executed = renewals_.execute(std::move(execution)); !executed) {
        return executed.error();
    }
    return views_.request(request, caller);
}

} // namespace sigillo::portal
