#include "shared/pki/trust.hpp"

#include "shared/pki/openssl.hpp"

#include <algorithm>

namespace sigillo::pki {

namespace {

/// Borrows its certificates.
using BorrowedStack = Owned<STACK_OF(X509), [](STACK_OF(X509) * stack) { sk_X509_free(stack); }>;

/// The longest chain that we follow, without signer and anchor.
constexpr int most_intermediates = 6;
/// OpenSSL's level of 112 bits: RSA and DH from 2048, EC from 224, no SHA-1 in signatures.
constexpr int security_level = 2;

OwnedStore store_of(const std::vector<Anchor>& anchors, std::int64_t at) {
    OwnedStore store(X509_STORE_new());
    for (const Anchor& anchor : anchors) {
        if (store && anchor.from <= at && at < anchor.to)
            X509_STORE_add_cert(store.get(), anchor.certificate.native());
    }
    return store;
}

domain::ErrorId error_of(int verify_error) {
    switch (verify_error) {
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return domain::ErrorId::pki_key_weak;
    default:
        return domain::ErrorId::pki_chain_untrusted;
    }
}

} // namespace

struct Trust::Content {
    std::vector<Anchor> anchors;
    std::vector<Certificate> intermediates;
    /// Between two neighbouring instants the same anchors are in force: one prepared store for each stretch,
    /// the first for the time before all instants.
    std::vector<std::int64_t> instants;
    std::vector<OwnedStore> stores;

    [[nodiscard]] X509_STORE* store_at(std::int64_t at) const {
        const auto next = std::upper_bound(instants.begin(), instants.end(), at);
        return stores[static_cast<std::size_t>(next - instants.begin())].get();
    }

    /// The parsed certificate for a member of OpenSSL's chain, which holds the very objects that we gave it.
    [[nodiscard]] const Certificate* find(const X509* native, const std::vector<Certificate>& hints) const {
        for (const Anchor& anchor : anchors) {
            if (anchor.certificate.native() == native)
                return &anchor.certificate;
        }
        for (const auto* list : {&intermediates, &hints}) {
            for (const Certificate& certificate : *list) {
                if (certificate.native() == native)
                    return &certificate;
            }
        }
        return nullptr;
    }
};

Trust::Trust(std::vector<Anchor> anchors, std::vector<Certificate> intermediates) {
    const ErrorQueueGuard guard;
    auto content = std::make_shared<Content>();
    for (const Anchor& anchor : anchors) {
        content->instants.push_back(anchor.from);
        content->instants.push_back(anchor.to);
    }
    auto& instants = content->instants;
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    content->stores.emplace_back(X509_STORE_new());
    for (std::int64_t instant : instants)
        content->stores.push_back(store_of(anchors, instant));
    content->anchors = std::move(anchors);
    content->intermediates = std::move(intermediates);
    content_ = std::move(content);
}

domain::Result<Chain> Trust::chain_of(const Certificate& certificate, std::int64_t at,
                                      const std::vector<Certificate>& hints) const {
    const ErrorQueueGuard guard;
    X509_STORE* store = content_->store_at(at);
    const OwnedStoreContext context(X509_STORE_CTX_new());
    const BorrowedStack untrusted(sk_X509_new_null());
    if (store == nullptr || !context || !untrusted)
        return domain::ErrorId::internal;
    for (const auto* list : {&content_->intermediates, &hints}) {
        for (const Certificate& intermediate : *list)
            sk_X509_push(untrusted.get(), intermediate.native());
    }
    if (X509_STORE_CTX_init(context.get(), store, certificate.native(), untrusted.get()) != 1)
        return domain::ErrorId::internal;
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
    X509_VERIFY_PARAM_set_depth(parameters, most_intermediates);
    X509_VERIFY_PARAM_set_auth_level(parameters, security_level);
    if (X509_verify_cert(context.get()) != 1) {
        const int error = X509_STORE_CTX_get_error(context.get());
        return domain::Error(error_of(error), {{"reason", X509_verify_cert_error_string(error)}});
    }
    STACK_OF(X509)* natives = X509_STORE_CTX_get0_chain(context.get());
    const int length = sk_X509_num(natives);
    if (length < 2) // an anchor vouches for others, not for itself
        return domain::Error(domain::ErrorId::pki_chain_untrusted,
                             {{"reason", "the certificate is an anchor"}});
    Chain chain{certificate};
    for (int i = 1; i < length; ++i) {
        const Certificate* member = content_->find(sk_X509_value(natives, i), hints);
        if (member == nullptr)
            return domain::ErrorId::internal;
        chain.push_back(*member);
    }
    return chain;
}

domain::Status check_purpose(const Certificate& certificate, Purpose purpose) {
    const CertificateFacts& facts = certificate.facts();
    const KeyUsage& usage = facts.key_usage;
    const bool authenticates = certificate.role() == CertificateRole::authentication;
    if (purpose == Purpose::authentication || (purpose == Purpose::key_proof && authenticates))
        return authenticates ? domain::Status(domain::Done{}) : domain::ErrorId::pki_key_usage_wrong;
    const bool non_repudiation_alone = usage.critical && usage.non_repudiation && !usage.digital_signature &&
                                       !usage.certificate_sign && !usage.crl_sign && !usage.any_other;
    if (!non_repudiation_alone)
        return domain::ErrorId::pki_key_usage_wrong;
    if (certificate.role() != CertificateRole::signature)
        return domain::Error(domain::ErrorId::pki_not_qualified, {{"reason", "policy"}});
    if (!facts.qc_compliance || !facts.qc_sscd)
        return domain::Error(domain::ErrorId::pki_not_qualified, {{"reason", "statements"}});
    return domain::Done{};
}

domain::Status check_validity(const Certificate& certificate, std::int64_t at) {
    if (at < certificate.not_before())
        return domain::Error(domain::ErrorId::pki_certificate_expired, {{"reason", "not-yet-valid"}});
    if (at > certificate.not_after())
        return domain::Error(domain::ErrorId::pki_certificate_expired, {{"reason", "expired"}});
    return domain::Done{};
}

domain::Result<std::shared_ptr<const Crl>> check_revocation(const Certificate& certificate,
                                                            const Certificate& issuer,
                                                            const RevocationStore& revocation,
                                                            std::int64_t now) {
    auto crl = revocation.newest_of(issuer);
    const char* unknown = crl == nullptr              ? "absent"
                          : now < crl->this_update()  ? "not-yet-valid"
                          : now >= crl->next_update() ? "stale"
                                                      : nullptr;
    if (crl != nullptr) {
        // Revocation is for good: even an old list that names the certificate is an answer.
        if (const auto since = crl->revoked_since(certificate))
            return domain::Error(domain::ErrorId::pki_certificate_revoked,
                                 {{"since", std::to_string(*since)}});
    }
    if (unknown != nullptr)
        return domain::Error(domain::ErrorId::pki_revocation_unknown, {{"reason", unknown}});
    return crl;
}

domain::Status check_chain_validity(const Chain& chain, std::int64_t now) {
    for (const Certificate& certificate : chain) {
        if (const auto valid = check_validity(certificate, now); !valid)
            return valid.error();
    }
    return domain::Done{};
}

domain::Result<std::vector<std::shared_ptr<const Crl>>>
check_chain_revocation(const Chain& chain, const RevocationStore& revocation, std::int64_t now) {
    std::vector<std::shared_ptr<const Crl>> crls;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        auto crl = check_revocation(chain[i], chain[i + 1], revocation, now);
        if (!crl)
            return crl.error();
        crls.push_back(std::move(crl).value());
    }
    return crls;
}

domain::Result<VerifiedCertificate> certificate_status(const Certificate& certificate, const Trust& trust,
                                                       const RevocationStore& revocation, std::int64_t now,
                                                       const std::vector<Certificate>& hints) {
    if (const auto strong = certificate.public_key().check_strength(); !strong)
        return strong.error();
    auto chain = trust.chain_of(certificate, now, hints);
    if (!chain)
        return chain.error();
    if (const auto valid = check_chain_validity(*chain, now); !valid)
        return valid.error();
    auto crls = check_chain_revocation(*chain, revocation, now);
    if (!crls)
        return crls.error();
    return VerifiedCertificate{std::move(chain).value(), std::move(crls).value()};
}

} // namespace sigillo::pki
