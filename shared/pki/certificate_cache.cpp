#include "shared/pki/certificate_cache.hpp"

namespace sigillo::pki {

domain::Result<Certificate> CertificateCache::read(ByteView der) {
    const Digest hash = sha256(der);
    if (const auto found = known_.find(hash); found != known_.end())
        return found->second;
    auto certificate = Certificate::from_der(der);
    if (certificate) {
        if (known_.size() >= most_)
            known_.clear();
        known_.emplace(hash, *certificate);
    }
    return certificate;
}

} // namespace sigillo::pki
