#include "web/portal/config/files.hpp"
#include "web/portal/identity/answer.hpp"
#include "web/portal/identity/identity_provider.hpp"
#include "web/portal/identity/identity_state.hpp"
#include "web/portal/identity/jws.hpp"
#include "web/portal/payments/card_page.hpp"

#include <openssl/crypto.h>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

/// How long a person may take on the provider's pages.
constexpr domain::Duration page_lifetime = domain::Duration::hours(1);
/// How long an answer is good for.
constexpr domain::Duration answer_lifetime = domain::Duration::minutes(5);
/// How much the provider's clock may be ahead.
constexpr domain::Duration clock_tolerance = domain::Duration::minutes(1);
/// Enough to tell any two states apart.
constexpr std::size_t command_digits = 40;

Error refused(const char* reason) {
    return Error(ErrorId::identification_not_authentic, {{"reason", reason}});
}

class IdentityPage final : public IdentityProvider {
  public:
    IdentityPage(IdentityPageSettings settings, pki::PublicKey key, IdentityStates states)
        : settings_(std::move(settings)), key_(std::move(key)), states_(states) {}

    [[nodiscard]] std::string name() const override { return settings_.issuer; }

    [[nodiscard]] domain::Result<std::string> page_of(const IdentityStart& start,
                                                      domain::Instant now) const override {
        if (domain::is_by_card(start.method)) {
            return ErrorId::identification_not_offered;
        }
        const std::string state = states_.seal(
            {start.request, start.method, domain::Digest(pki::sha256_hex(pki::view_of(start.session))), now});
        return settings_.url + "?method=" + std::string(domain::text_of(start.method)) +
               "&client=" + percent_encoded(settings_.origin) +
               "&return=" + percent_encoded(start.return_url) +
               "&callback=" + percent_encoded(settings_.callback_url) + "&state=" + state;
    }

    [[nodiscard]] domain::Result<IdentityReport> read_callback(std::string_view body,
                                                               domain::Instant now) const override {
        const auto payload = read_jws(body, key_);
        if (!payload) {
            return payload.error();
        }
        auto answer = read_identity_answer(*payload);
        if (!answer) {
            return answer.error();
        }
        if (answer->issuer != settings_.issuer) {
            return refused("issuer");
        }
        if (answer->audience != settings_.origin) {
            return refused("audience");
        }
        const domain::Instant issued{answer->issued_at};
        const domain::Instant expires{answer->expires_at};
        const domain::Instant identified{answer->identified_at};
        if (now + clock_tolerance < issued || expires <= now || issued + answer_lifetime < expires ||
            issued + answer_lifetime <= now || issued + clock_tolerance < identified) {
            return refused("time");
        }
        const auto binding = states_.open(answer->state);
        if (!binding || now + clock_tolerance < binding->begun || binding->begun + page_lifetime <= now ||
            identified + clock_tolerance < binding->begun) {
            return refused("state");
        }
        if (answer->method != domain::text_of(binding->method)) {
            return refused("method");
        }
        IdentityReport report;
        report.outcome =
            answer->identified ? IdentityReport::Outcome::identified : IdentityReport::Outcome::refused;
        report.request = binding->request;
        report.method = binding->method;
        report.session = binding->session;
        report.command = domain::CommandId(
            "identity-" + pki::sha256_hex(pki::view_of(answer->state)).substr(0, command_digits));
        report.state = std::move(answer->state);
        report.codice_fiscale = std::move(answer->codice_fiscale);
        report.given_name = std::move(answer->given_name);
        report.surname = std::move(answer->surname);
        report.at = identified;
        report.evidence = pki::bytes_of(body);
        return report;
    }

  private:
    IdentityPageSettings settings_;
    pki::PublicKey key_;
    IdentityStates states_;
};

} // namespace

domain::Result<std::unique_ptr<IdentityProvider>> make_identity_page(IdentityPageSettings settings) {
    auto states = IdentityStates::keyed_by(settings.secret);
    if (!states) {
        return states.error();
    }
    const auto pem = read_file(settings.public_key);
    if (!pem) {
        return pem.error();
    }
    auto key = read_jws_key(*pem);
    if (!key) {
        return Error(ErrorId::configuration_invalid,
                     {{"file", settings.public_key.string()},
                      {"reason", "holds no public key that answers can be checked with"}});
    }
    // Only the key made of it is needed from here on.
    OPENSSL_cleanse(settings.secret.data(), settings.secret.size());
    settings.secret.clear();
    return std::unique_ptr<IdentityProvider>(
        std::make_unique<IdentityPage>(std::move(settings), std::move(*key), *states));
}

} // namespace sigillo::portal
