#include "agent/card/card_service.hpp"

#include <algorithm>

namespace sigillo::agent {

const CardCertificate* CardSnapshot::current(CertificateRole role) const {
    const CardCertificate* best = nullptr;
    for (const auto& entry : certificates) {
        if (entry.role == role && entry.key_present &&
            (best == nullptr || entry.certificate.not_after() > best->certificate.not_after())) {
            best = &entry;
        }
    }
    return best;
}

const CardPin* CardSnapshot::pin_of(CertificateRole role) const {
    for (const auto& pin : pins) {
        if (std::find(pin.roles.begin(), pin.roles.end(), role) != pin.roles.end()) {
            return &pin;
        }
    }
    return nullptr;
}

domain::Result<Bytes> CardSigner::sign_sha256(const pki::Digest& digest) {
    auto signatures = session_.sign(key_id_, std::span(&digest, 1));
    if (!signatures) {
        return signatures.error();
    }
    return std::move(signatures->front());
}

} // namespace sigillo::agent
