#pragma once

#include "shared/pki/authority.hpp"
#include "shared/pki/crl.hpp"
#include "web/portal/issuer/issuer.hpp"
#include "web/portal/issuer/ledger.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace sigillo::portal {

struct EmbeddedIssuerSettings {
    std::filesystem::path key;         ///< PKCS#8 PEM, mode 0600
    std::filesystem::path certificate; ///< PEM
    std::filesystem::path ledger;
    std::string crl_url; ///< where certificates say that the CRL lies
    domain::Duration crl_lifetime = domain::Duration::hours(24);
    domain::Duration delay; ///< how slow it is
};

/// A certification authority in the portal's own process: for demo and tests, behind the same port as a real
/// one.
class EmbeddedIssuer final : public Issuer {
  public:
    /// Makes key, certificate (20 years) and ledger where there are none. Error: `configuration_invalid`.
    static domain::Status create(const EmbeddedIssuerSettings& settings, const std::string& common_name,
                                 const std::string& organization, domain::Instant not_before);
    /// Error: `configuration_invalid` with `file` and `reason`.
    static domain::Result<std::unique_ptr<EmbeddedIssuer>> open(EmbeddedIssuerSettings settings);

    domain::Result<std::optional<IssuedPair>> issue(const IssuanceOrder& order) override;
    domain::Status revoke(const std::string& serial_hex, int reason, domain::Instant now) override;
    domain::Status set_status(const std::string& serial_hex, domain::purchase::CertificateStatus status,
                              int reason, domain::Instant now) override;

    /// A certificate that the authority has not noted: nobody may see it before `note`, from which on it can
    /// be revoked.
    [[nodiscard]] domain::Result<pki::Certificate> draft(const pki::CertificateOrder& order) const;
    /// Again is no error. Error: `issuer_unavailable`.
    domain::Status note(const pki::Certificate& certificate);
    [[nodiscard]] const std::string& crl_url() const { return settings_.crl_url; }

    /// Any certificate, noted.
    domain::Result<pki::Certificate> certify(const pki::CertificateOrder& order);
    [[nodiscard]] const pki::Certificate& certificate() const { return authority_.certificate(); }
    /// The list in force: a new one where something was revoked or half of the old one's time is over.
    /// DER. Error: `issuer_unavailable`.
    domain::Result<pki::Bytes> revocation_list(domain::Instant now);

  private:
    domain::Status change(const std::string& serial_hex, Ledger::StatusChange wanted, int reason,
                          domain::Instant now);
    EmbeddedIssuer(EmbeddedIssuerSettings settings, pki::Authority authority, std::unique_ptr<Ledger> ledger)
        : settings_(std::move(settings)), authority_(std::move(authority)), ledger_(std::move(ledger)) {}
    domain::Result<pki::Certificate> renew(const pki::Certificate& old, const pki::Bytes& request,
                                           pki::Profile profile, domain::Instant not_before,
                                           domain::Instant not_after) const;

    EmbeddedIssuerSettings settings_;
    pki::Authority authority_;
    std::unique_ptr<Ledger> ledger_;
};

} // namespace sigillo::portal
