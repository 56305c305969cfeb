#include "web/portal/api/issuance.hpp"

#include "shared/domain/renewal/deadlines.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::renewal::Stage;
using domain::renewal::State;

domain::CertificateInfo info_of(const pki::Certificate& certificate) {
    return {domain::Serial(certificate.serial_hex()),
            domain::Digest(certificate.fingerprint_hex()),
            {certificate.not_before()},
            {certificate.not_after()},
            false};
}

domain::Result<IssuanceOrder> Issuance::order_for(const State& state) {
    Store& store = renewals_.store();
    const auto card = store.card(state.subject.certificates.card_number);
    if (!card) {
        return card.error();
    }
    auto authentication = pki::Certificate::from_der(card->authentication_der);
    auto signature = pki::Certificate::from_der(card->signature_der);
    if (!authentication || !signature) {
        return ErrorId::internal;
    }
    const auto authentication_request = store.document(state.keys->authentication_request);
    const auto signature_request = store.document(state.keys->signature_request);
    if (!authentication_request || !signature_request) {
        return authentication_request ? signature_request.error() : authentication_request.error();
    }
    const auto* convention = renewals_.catalogue().by_hash(state.convention_hash);
    const auto* product = convention != nullptr ? domain::product_by_id(*convention, state.product) : nullptr;
    if (product == nullptr) {
        return Error(ErrorId::convention_unknown, {{"convention", state.convention.value}});
    }
    const auto& old = state.subject.certificates;
    return IssuanceOrder{
        state.subject.request.value,
        authentication_request->content,
        signature_request->content,
        std::move(*authentication),
        std::move(*signature),
        renewals_.now(),
        domain::renewal::new_not_after(old.authentication.not_after, product->certificate_years),
        domain::renewal::new_not_after(old.signature.not_after, product->certificate_years)};
}

domain::Result<bool> Issuance::carry_on(const domain::RequestId& request) {
    const auto loaded = renewals_.load(request);
    if (!loaded) {
        return loaded.error();
    }
    const State& state = loaded->state;
    if (state.new_signature || domain::renewal::is_end(state.stage)) {
        return true;
    }
    if (state.stage != Stage::requested || !state.keys) {
        return Error(ErrorId::request_wrong_stage, {{"stage", std::string(domain::text_of(state.stage))}});
    }
    const auto order = order_for(state);
    if (!order) {
        return order.error();
    }
    const auto issued = issuer_.issue(*order);
    if (!issued) {
        return issued.error();
    }
    if (!*issued) {
        return false;
    }
    const IssuedPair& pair = **issued;
    RenewalExecution execution;
    execution.request = request;
    execution.command =
        domain::renewal::RecordCertificates{info_of(pair.authentication), info_of(pair.signature)};
    for (const auto* certificate : {&pair.authentication, &pair.signature}) {
        execution.writes.emplace_back(PutDocument{
            {domain::Digest(certificate->fingerprint_hex()), "certificate", {}, certificate->der()}});
    }
    const auto executed = renewals_.execute_as_system(std::move(execution));
    if (!executed && executed.error().id == ErrorId::request_wrong_stage) {
        // Another worker was faster, or the request ended meanwhile.
        return true;
    }
    if (!executed) {
        return executed.error();
    }
    return true;
}

} // namespace sigillo::portal
