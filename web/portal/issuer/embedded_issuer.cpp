#include "web/portal/issuer/embedded_issuer.hpp"

#include "shared/pki/pkcs10.hpp"
#include "web/portal/config/files.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

Error refused(std::string reason) {
    return Error(ErrorId::issuer_refused, {{"reason", std::move(reason)}});
}

} // namespace

domain::Status EmbeddedIssuer::create(const EmbeddedIssuerSettings& settings, const std::string& common_name,
                                      const std::string& organization, domain::Instant not_before) {
    std::error_code error;
    if (std::filesystem::exists(settings.certificate, error)) {
        return domain::Done{};
    }
    auto key = pki::PrivateKey::generate_rsa(3072);
    if (!key) {
        return key.error();
    }
    if (auto written = write_file(settings.key, key->pem(), 0600); !written) {
        return written;
    }
    const auto root =
        pki::Authority::create_root(common_name, organization, std::move(*key), not_before.seconds,
                                    domain::add_years_in_rome(not_before, 30).seconds, pki::random_serial());
    if (!root) {
        return root.error();
    }
    return write_file(settings.certificate, root->certificate().pem(), 0644);
}

domain::Result<std::unique_ptr<EmbeddedIssuer>> EmbeddedIssuer::open(EmbeddedIssuerSettings settings) {
    const auto key_text = read_secret(settings.key);
    if (!key_text) {
        return key_text.error();
    }
    const auto certificate_text = read_file(settings.certificate);
    if (!certificate_text) {
        return certificate_text.error();
    }
    auto key = pki::PrivateKey::from_pem(*key_text);
    auto certificate = pki::Certificate::from_pem(*certificate_text);
    if (!key || !certificate) {
        return Error(
            ErrorId::configuration_invalid,
            {{"file", (key ? settings.certificate : settings.key).string()}, {"reason", "is not PEM"}});
    }
    auto authority = pki::Authority::from(std::move(*key), std::move(*certificate));
    if (!authority) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", settings.key.string()}, {"reason", "is not the authority's key"}});
    }
    auto ledger = Ledger::open(settings.ledger);
    if (!ledger) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", settings.ledger.string()}, {"reason", "cannot be opened"}});
    }
    return std::unique_ptr<EmbeddedIssuer>(
        new EmbeddedIssuer(std::move(settings), std::move(*authority), std::move(*ledger)));
}

domain::Result<pki::Certificate> EmbeddedIssuer::draft(const pki::CertificateOrder& order) const {
    return authority_.issue(order);
}

domain::Status EmbeddedIssuer::note(const pki::Certificate& certificate) {
    return ledger_->note_certificate(certificate);
}

domain::Result<pki::Certificate> EmbeddedIssuer::certify(const pki::CertificateOrder& order) {
    auto certificate = draft(order);
    if (!certificate) {
        return certificate;
    }
    if (auto noted = note(*certificate); !noted) {
        return noted.error();
    }
    return certificate;
}

domain::Result<pki::Certificate> EmbeddedIssuer::renew(const pki::Certificate& old, const pki::Bytes& request,
                                                       pki::Profile profile, domain::Instant not_before,
                                                       domain::Instant not_after) const {
    const auto asked = pki::read_request(request);
    if (!asked) {
        return refused(std::string(domain::text_of(asked.error().id)));
    }
    const pki::CertificateFacts& facts = old.facts();
    const pki::CertificateOrder order{profile,
                                      {facts.codice_fiscale, facts.given_name, facts.surname, facts.country,
                                       facts.common_name, facts.role_data},
                                      asked->key,
                                      not_before.seconds,
                                      not_after.seconds,
                                      pki::random_serial(),
                                      settings_.crl_url};
    auto certificate = authority_.issue(order);
    if (!certificate) {
        return refused(std::string(domain::text_of(certificate.error().id)));
    }
    // A name that this authority cannot repeat exactly would change the holder's data (R83).
    if (certificate->facts().subject_der != facts.subject_der) {
        return refused("subject");
    }
    return certificate;
}

domain::Result<std::optional<IssuedPair>> EmbeddedIssuer::issue(const IssuanceOrder& order) {
    pki::Bytes both = order.authentication_request;
    both.insert(both.end(), order.signature_request.begin(), order.signature_request.end());
    const std::string digest = pki::sha256_hex(both);
    auto known = ledger_->order(order.transaction, digest, order.now);
    if (!known) {
        return known.error();
    }
    if (known->digest != digest) {
        return refused("another order under this transaction");
    }
    if (!known->authentication) {
        if (order.now < known->received + settings_.delay) {
            return std::optional<IssuedPair>();
        }
        const auto authentication =
            renew(order.old_authentication, order.authentication_request, pki::Profile::cns_authentication,
                  order.now, order.authentication_not_after);
        if (!authentication) {
            return authentication.error();
        }
        const auto signature = renew(order.old_signature, order.signature_request, pki::Profile::signature,
                                     order.now, order.signature_not_after);
        if (!signature) {
            return signature.error();
        }
        known = ledger_->fulfil(order.transaction, authentication->der(), signature->der());
        if (!known) {
            return known.error();
        }
    }
    auto authentication = pki::Certificate::from_der(*known->authentication);
    auto signature = pki::Certificate::from_der(*known->signature);
    if (!authentication || !signature) {
        return Error(ErrorId::issuer_unavailable, {{"reason", "ledger"}});
    }
    for (const auto& certificate : {*authentication, *signature}) {
        if (auto noted = ledger_->note_certificate(certificate); !noted) {
            return noted.error();
        }
    }
    return std::optional<IssuedPair>({std::move(*authentication), std::move(*signature)});
}

domain::Status EmbeddedIssuer::revoke(const std::string& serial_hex, int reason, domain::Instant now) {
    return change(serial_hex, Ledger::StatusChange::revoke, reason, now);
}

domain::Status EmbeddedIssuer::set_status(const std::string& serial_hex,
                                          domain::purchase::CertificateStatus status, int reason,
                                          domain::Instant now) {
    using Status = domain::purchase::CertificateStatus;
    using Change = Ledger::StatusChange;
    switch (status) {
    case Status::valid:
        return change(serial_hex, Change::remove, reason, now);
    case Status::suspended:
        return change(serial_hex, Change::hold, reason, now);
    case Status::revoked:
        break;
    }
    return change(serial_hex, Change::revoke, reason, now);
}

domain::Status EmbeddedIssuer::change(const std::string& serial_hex, Ledger::StatusChange wanted, int reason,
                                      domain::Instant now) {
    const auto known = ledger_->knows(serial_hex);
    if (!known) {
        return known.error();
    }
    if (!*known) {
        return ErrorId::not_found;
    }
    return ledger_->change_status(serial_hex, now, wanted, reason);
}

domain::Result<pki::Bytes> EmbeddedIssuer::revocation_list(domain::Instant now) {
    // Twice at most: where another process published at the same time, its list is as good.
    for (int round = 0; round < 2; ++round) {
        auto current = ledger_->list();
        if (!current) {
            return current.error();
        }
        const auto listed = ledger_->listed();
        if (!listed) {
            return listed.error();
        }
        const domain::Duration half{settings_.crl_lifetime.seconds / 2};
        const bool good = current->number > 0 && current->changes == listed->changes &&
                          current->this_update <= now && now < current->this_update + half;
        if (good) {
            return std::move(current->der);
        }
        Ledger::List next{current->number + 1, now, listed->changes, {}};
        auto der = authority_.revocation_list(listed->entries, now.seconds,
                                              (now + settings_.crl_lifetime).seconds, next.number);
        if (!der) {
            return Error(ErrorId::issuer_unavailable,
                         {{"reason", std::string(domain::text_of(der.error().id))}});
        }
        next.der = std::move(*der);
        const auto published = ledger_->publish(next);
        if (!published) {
            return published.error();
        }
        if (*published) {
            return std::move(next.der);
        }
    }
    return Error(ErrorId::issuer_unavailable, {{"reason", "busy"}});
}

} // namespace sigillo::portal
