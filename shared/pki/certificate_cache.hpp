#pragma once

#include "shared/pki/certificate.hpp"

#include <cstddef>
#include <map>

namespace sigillo::pki {

/// Certificates parsed before, by their hash: a batch of acts carries the same signer's certificate over and
/// over, and parsing it costs as much as checking the signature. Says nothing of trust. One thread.
class CertificateCache {
  public:
    /// Holds at most so many; a full one starts anew.
    explicit CertificateCache(std::size_t most = 64) : most_(most) {}
    /// As `Certificate::from_der`.
    domain::Result<Certificate> read(ByteView der);

  private:
    std::size_t most_;
    std::map<Digest, Certificate> known_;
};

} // namespace sigillo::pki
