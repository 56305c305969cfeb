#pragma once

#include "shared/domain/instant.hpp"
#include "shared/pki/trust.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace sigillo::portal {

/// The anchors in force and the newest revocation lists. Readers get an unchanging picture; a refresh makes
/// the next.
class TrustStore {
  public:
    struct Source {
        pki::Anchor anchor;
        /// The issuer's newest CRL, DER or PEM; read again at every refresh.
        std::function<domain::Result<pki::Bytes>(domain::Instant now)> revocation_list;
    };
    struct Picture {
        pki::Trust trust;
        pki::RevocationStore revocation;
        std::vector<pki::Anchor> anchors;

        /// Whether a certificate that the portal itself knows stands on its issuer's list; its signature and
        /// validity are not looked at. False where there is no list.
        [[nodiscard]] bool listed_as_revoked(const pki::CertificateNumber& certificate) const;
        [[nodiscard]] bool listed_as_revoked(const pki::Certificate& certificate) const;
    };

    explicit TrustStore(std::vector<Source> sources);
    /// Reads all lists. A list that cannot be read leaves its issuer's certificates "unknown" once the last
    /// one read runs out; the result is the first such error. From any thread.
    domain::Status refresh(domain::Instant now);
    [[nodiscard]] std::shared_ptr<const Picture> picture() const;

  private:
    std::vector<Source> sources_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Picture> picture_;
};

} // namespace sigillo::portal
