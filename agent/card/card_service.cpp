#include "agent/card/card_service.hpp"

#include <algorithm>
#include <charconv>

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

std::optional<int> tries_in(const domain::Error& error) {
    const auto found = error.details.find("tries");
    int tries = 0;
    if (found == error.details.end() ||
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), tries).ec !=
            std::errc{}) {
        return std::nullopt;
    }
    return tries;
}

domain::Result<Bytes> CardSigner::sign_sha256(const pki::Digest& digest) {
    auto signatures = session_.sign(key_id_, std::span(&digest, 1));
    if (!signatures) {
        return signatures.error();
    }
    return std::move(signatures->front());
}

} // namespace sigillo::agent
