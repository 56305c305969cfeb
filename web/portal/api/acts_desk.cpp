#include "web/portal/api/acts_desk.hpp"

#include "shared/protocol/jsonrpc.hpp"
#include "web/portal/api/command_key.hpp"
#include "web/portal/api/validation.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

/// What the act was accepted upon, kept with it: chain and lists by their hashes, the time of receipt.
StreamAppend evidence_of(const domain::RequestId& request, const std::string& act,
                         const pki::VerifiedSignature& verified, domain::Instant now,
                         const std::string& actor, domain::SignatoryOffice office,
                         std::vector<Write>& writes) {
    protocol::Json chain = protocol::Json::array();
    for (const auto& certificate : verified.chain) {
        chain.push_back(certificate.fingerprint_hex());
        writes.emplace_back(PutDocument{
            {domain::Digest(certificate.fingerprint_hex()), "certificate", {}, certificate.der()}});
    }
    protocol::Json lists = protocol::Json::array();
    for (const auto& list : verified.crls) {
        const std::string hash = pki::hex_of(list->fingerprint());
        lists.push_back(hash);
        writes.emplace_back(PutDocument{{domain::Digest(hash), "crl", {}, list->der()}});
    }
    NewEvent event;
    event.type = "act.evidence";
    event.at = now;
    event.actor = actor;
    event.payload = protocol::dump({{"act", act},
                                    {"received_at", now.seconds},
                                    {"chain", std::move(chain)},
                                    {"crls", std::move(lists)},
                                    {"office", domain::text_of(office)}});
    return {{StreamKind::system, "evidence/" + request.value}, 0, {std::move(event)}};
}

} // namespace

struct ActsDesk::Batch {
    Caller caller;
    wire::SubmitActs message;
    wire::SubmitActs::Reply reply;
    std::function<void(domain::Result<wire::SubmitActs::Reply>)> answer;
};

ActSubject ActsDesk::subject_of(const ActCase& act_case, const domain::RequestId& request) const {
    const auto* info = renewals_.catalogue().order(act_case.order());
    return {origin_, act_case.order(), info != nullptr ? info->name.it : act_case.order().value, request};
}

domain::Result<std::unique_ptr<ActCase>> ActsDesk::open(const Caller& caller,
                                                        const domain::RequestId& request) {
    const auto seen = views_.visible(request, caller);
    if (!seen) {
        return seen.error();
    }
    switch (seen->kind) {
    case RequestKind::renewal:
        return open_renewal_case(renewals_, request, caller.actor());
    case RequestKind::purchase:
        return open_purchase_case(purchases_, request, caller.actor());
    case RequestKind::mailbox:
        break; // nothing is signed for it
    }
    return ErrorId::not_found;
}

domain::Result<std::string> ActsDesk::prepare(const Caller& caller, const domain::RequestId& request) {
    const auto opened = open(caller, request);
    if (!opened) {
        return opened.error();
    }
    const ActCase& act_case = **opened;
    if (const auto allowed = act_case.allowed(); !allowed) {
        return allowed.error();
    }
    auto data = act_case.data();
    if (!data) {
        return data.error();
    }
    return act_text(subject_of(act_case, request), std::move(*data), act_case.now());
}

domain::Result<wire::PrepareActs::Reply> ActsDesk::handle(const Caller& caller,
                                                          const wire::PrepareActs& message) {
    wire::PrepareActs::Reply reply;
    for (const auto& request : message.requests) {
        wire::PreparedAct act;
        act.request = request;
        const auto text = prepare(caller, domain::RequestId(request));
        if (text) {
            act.content = pki::bytes_of(*text);
        } else {
            act.failure = protocol::to_failure(text.error());
        }
        reply.acts.push_back(std::move(act));
    }
    return reply;
}

domain::Status ActsDesk::submit(const Caller& caller, const wire::SubmittedAct& act,
                                const std::string& command) {
    const domain::RequestId request(act.request);
    const auto opened = open(caller, request);
    if (!opened) {
        return opened.error();
    }
    ActCase& act_case = **opened;
    const std::string hash = pki::sha256_hex(act.p7m);
    AcceptedAct accepted;
    accepted.key =
        CommandKey{caller.account.person.value, command + "/" + act.request, hash, renewals_.now()};
    const auto before = renewals_.store().reply_of(accepted.key);
    if (!before) {
        return before.error();
    }
    if (*before) {
        return domain::Done{};
    }
    if (act_case.act()) {
        return ErrorId::act_already_received;
    }
    if (const auto allowed = act_case.allowed(); !allowed) {
        return allowed.error();
    }
    const auto picture = renewals_.trust().picture();
    const auto verified = pki::verify_cades(act.p7m, picture->trust, picture->revocation, pki::Purpose::act,
                                            act_case.now().seconds, &signers_);
    if (!verified) {
        return verified.error();
    }
    domain::ActFacts& found = accepted.found;
    found.act = domain::Digest(hash);
    found.signing_time = {verified->signing_time};
    if (auto signer = domain::CodiceFiscale::parse(verified->signer.codice_fiscale()); signer) {
        found.signer = *signer;
    }
    const auto signatories = renewals_.signatories(act_case.order());
    if (!signatories) {
        return signatories.error();
    }
    const domain::SignatoryTerm* term =
        found.signer.empty() ? nullptr : domain::term_on(*signatories, found.signer, found.signing_time);
    found.signer_is_signatory = term != nullptr;
    const std::string content = pki::text_of(verified->content);
    if (const auto compared = compare_act(content, subject_of(act_case, request), act_case.now(), found);
        !compared) {
        return compared;
    }
    accepted.actor = caller.actor();
    accepted.writes.emplace_back(PutDocument{{domain::Digest(hash), "act", {}, act.p7m}});
    accepted.streams.push_back(
        evidence_of(request, hash, *verified, act_case.now(), caller.account.person.value,
                    term != nullptr ? term->office : domain::SignatoryOffice::signatory, accepted.writes));
    return act_case.accept(std::move(accepted));
}

void ActsDesk::handle(const Caller& caller, const wire::SubmitActs& message,
                      std::function<void(domain::Result<wire::SubmitActs::Reply>)> answer) {
    next(std::make_shared<Batch>(Batch{caller, message, {}, std::move(answer)}));
}

void ActsDesk::next(const std::shared_ptr<Batch>& batch) {
    const auto& act = batch->message.acts[batch->reply.results.size()];
    wire::ActResult result;
    result.request = act.request;
    if (const auto submitted = submit(batch->caller, act, batch->message.command); !submitted) {
        result.failure = protocol::to_failure(submitted.error());
    }
    batch->reply.results.push_back(std::move(result));
    if (batch->reply.results.size() == batch->message.acts.size()) {
        batch->answer(std::move(batch->reply));
        return;
    }
    post_([this, batch] { next(batch); });
}

domain::Result<Document> ActsDesk::signed_act(const Caller& caller, const domain::RequestId& request) {
    const auto opened = open(caller, request);
    if (!opened) {
        return opened.error();
    }
    const auto act = (*opened)->act();
    if (!act) {
        return ErrorId::not_found;
    }
    return renewals_.store().document(*act);
}

} // namespace sigillo::portal
