#include "web/portal/provision/identity.hpp"

#include "web/portal/config/files.hpp"

namespace sigillo::portal {

domain::Result<std::unique_ptr<IdentityProvider>> open_identity_provider(const Config& config) {
    if (!config.identity) {
        return std::unique_ptr<IdentityProvider>();
    }
    auto secret = read_secret(config.identity->secret_file);
    if (!secret) {
        return secret.error();
    }
    return make_identity_page({config.identity->url, config.identity->issuer, config.identity->public_key,
                               std::move(*secret), config.origin, config.origin + "/identity/callback"});
}

} // namespace sigillo::portal
