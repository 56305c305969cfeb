#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

// README.md beside this says what goes over the wire.
namespace sigillo::portal {

/// What an identification is begun for; the state carries it there and back under a MAC.
struct IdentityStart {
    domain::RequestId request;
    domain::IdentificationMethod method = domain::IdentificationMethod::spid;
    std::string session;    ///< token of the session that begins it; only its digest leaves
    std::string return_url; ///< where the page goes back to, whatever the outcome
};

struct IdentityReport {
    enum class Outcome { identified, refused };
    Outcome outcome = Outcome::refused;
    std::string state; ///< as it came back
    domain::RequestId request;
    domain::IdentificationMethod method = domain::IdentificationMethod::spid;
    domain::Digest session; ///< of the token that began it
    /// The same for each answer to one beginning: carried out under it, an answer that comes again changes
    /// nothing (the state is good for one identification).
    domain::CommandId command;
    std::string codice_fiscale; ///< upper case; this and the names are empty where refused
    std::string given_name;
    std::string surname;
    domain::Instant at;  ///< when the provider identified
    pki::Bytes evidence; ///< the signed answer as received, to be kept
};

/// Whoever identifies people on a page of its own: SPID, CIE, a remote signature, a video call. From any
/// thread.
class IdentityProvider {
  public:
    virtual ~IdentityProvider() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    /// Where the page goes. Error: `identification_not_offered` for a method that is a card's own.
    [[nodiscard]] virtual domain::Result<std::string> page_of(const IdentityStart& start,
                                                              domain::Instant now) const = 0;
    /// What the provider's call says, once it is known to be the provider's, for this portal, in time, and an
    /// answer to a page that the portal began with the same method. Errors: `identification_not_authentic`
    /// with `reason` = form | algorithm | signature | issuer | audience | time | state | method.
    [[nodiscard]] virtual domain::Result<IdentityReport> read_callback(std::string_view body,
                                                                       domain::Instant now) const = 0;
};

struct IdentityPageSettings {
    std::string url;                  ///< of the provider's page
    std::string issuer;               ///< what its answers name as `iss`
    std::filesystem::path public_key; ///< PEM, RSA of 2048 bits or P-256
    std::string secret;               ///< of the portal, at least 32 bytes: keys the MAC of the state
    std::string origin;               ///< the portal's: the audience of the answers
    std::string callback_url;
};

/// Error: `configuration_invalid` for a short secret or a key that cannot be used.
domain::Result<std::unique_ptr<IdentityProvider>> make_identity_page(IdentityPageSettings settings);

} // namespace sigillo::portal
