#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"
#include "shared/pki/subject.hpp"
#include "web/portal/issuer/secret_text.hpp"

#include <optional>
#include <string>

namespace sigillo::portal {

struct KitHolder {
    std::string given_name; ///< all of them (R11)
    std::string surname;
    std::string codice_fiscale; ///< 16 characters, upper case
    std::string email;          ///< for an authority that writes to holders by itself
};

/// What a purchase needs when it is issued.
struct KitOrder {
    domain::RequestId request; ///< one kit for each, however often it is ordered
    domain::CertificateSet certificates = domain::CertificateSet::none;
    bool on_card = false; ///< else the provider keeps the key of the signature
    KitHolder holder;
    std::optional<pki::RoleData> role; ///< of a role certificate (X3): it goes into the signature certificate
    /// PIN and PUK lie in the kit, in a sealed envelope, for who collects it in person; else the portal sends
    /// them.
    bool codes_in_kit = false;
    domain::Instant not_after; ///< notBefore is the instant of the order
    pki::Bytes photo;          ///< JPEG for the card's face, or empty (X4)
};

struct Kit {
    std::string card_number;                  ///< as the token gives it; empty for a remote signature
    std::optional<pki::Bytes> authentication; ///< DER
    std::optional<pki::Bytes> signature;
    SecretText pin;     ///< 5 to 8 digits; empty, like the PUK, once they are forgotten
    SecretText puk;     ///< 8 digits
    std::string device; ///< name of the kit's folder, where the demo's card drawer finds it
};

/// Makes keys, certificates and cards for purchases. From any thread; blocks for as long as keys take.
class Bureau {
  public:
    virtual ~Bureau() = default;
    /// The same order gives the same kit, also after a crash half way and from several processes at once.
    /// Errors: `issuer_unavailable` (try again), `issuer_refused` with `reason`, which is for good.
    virtual domain::Result<Kit> make(const KitOrder& order, domain::Instant now) = 0;
    /// The portal has PIN and PUK in its own keeping: nothing here gives them out again. Again, or for a
    /// request without a kit, is no error. Error: `issuer_unavailable`.
    virtual domain::Status forget_codes(const domain::RequestId& request) = 0;
};

} // namespace sigillo::portal
