#pragma once

#include "shared/domain/convention_values.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sigillo::portal {

/// What an identification was begun for.
struct IdentityBinding {
    domain::RequestId request;
    domain::IdentificationMethod method = domain::IdentificationMethod::spid;
    domain::Digest session;
    domain::Instant begun;

    bool operator==(const IdentityBinding&) const = default;
};

/// A binding as a text that goes through the provider's hands: encrypted and authenticated
/// (XChaCha20-Poly1305), so that it tells nothing and can neither be made nor changed by others. No two are
/// equal.
class IdentityStates {
  public:
    /// Error: `configuration_invalid` for a secret under 32 bytes.
    static domain::Result<IdentityStates> keyed_by(std::string_view secret);
    IdentityStates(const IdentityStates&) = default;
    IdentityStates& operator=(const IdentityStates&) = default;
    ~IdentityStates();

    [[nodiscard]] std::string seal(const IdentityBinding& binding) const;
    /// Nothing where it was not made here.
    [[nodiscard]] std::optional<IdentityBinding> open(std::string_view state) const;

  private:
    IdentityStates() = default;
    std::array<unsigned char, 32> key_{};
};

} // namespace sigillo::portal
