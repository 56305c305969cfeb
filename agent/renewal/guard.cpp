#include "agent/renewal/guard.hpp"

#include <algorithm>
#include <set>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::int64_t day = 86400;
// A pair of RSA-2048 keys with its certificate, and the card's own index entries for them.
constexpr std::uint64_t room_of_a_key = 4096;

std::string text_of_day(std::int64_t days) {
    return std::to_string(days);
}

} // namespace

std::string name_of(CertificateRole role) {
    return role == CertificateRole::signature ? "signature" : "authentication";
}

domain::Status check_card(const RenewalOrder& order, const CardSnapshot& card, std::int64_t now) {
    if (order.roles.empty()) {
        return Error(ErrorId::invalid_argument, {{"field", "roles"}});
    }
    // The old authentication key signs the statement, whatever is renewed.
    std::set<CertificateRole> needed(order.roles.begin(), order.roles.end());
    needed.insert(CertificateRole::authentication);
    for (const auto role : needed) {
        const auto* current = card.current(role);
        if (current == nullptr) {
            return Error(ErrorId::card_certificate_missing, {{"role", name_of(role)}});
        }
        if (current->certificate.codice_fiscale() != order.codice_fiscale) {
            return ErrorId::card_of_someone_else;
        }
        if (now > current->certificate.not_after()) {
            return Error(ErrorId::card_certificate_expired, {{"role", name_of(role)}});
        }
        if (order.window_days &&
            std::find(order.roles.begin(), order.roles.end(), role) != order.roles.end() &&
            now < current->certificate.not_after() - *order.window_days * day) {
            return Error(ErrorId::renewal_window_not_open, {{"days", text_of_day(*order.window_days)}});
        }
    }
    if (card.state == CardState::obsolete) {
        return ErrorId::card_obsolete;
    }
    if (card.state == CardState::read_only) {
        return ErrorId::card_read_only;
    }
    if (card.free_room && *card.free_room < room_of_a_key * order.roles.size()) {
        return ErrorId::card_full;
    }
    for (const auto role : needed) {
        const auto* pin = card.pin_of(role);
        if (pin == nullptr) {
            return Error(ErrorId::card_certificate_missing, {{"role", name_of(role)}});
        }
        if (pin->blocked) {
            return Error(ErrorId::card_pin_blocked, {{"role", name_of(role)}});
        }
    }
    return domain::Done{};
}

domain::Result<pki::Certificate> match_certificate(CertificateRole role, ByteView der, ByteView public_key,
                                                   const std::string& codice_fiscale, std::int64_t now) {
    const auto mismatch = [&](const char* reason) {
        return Error(ErrorId::renewal_certificate_mismatch, {{"role", name_of(role)}, {"reason", reason}});
    };
    auto certificate = pki::Certificate::from_der(der);
    if (!certificate) {
        return mismatch("form");
    }
    const auto wanted = role == CertificateRole::signature ? pki::CertificateRole::signature
                                                           : pki::CertificateRole::authentication;
    if (certificate->role() != wanted) {
        return mismatch("role");
    }
    const auto& key = certificate->public_key().der();
    if (!std::equal(key.begin(), key.end(), public_key.begin(), public_key.end())) {
        return mismatch("key");
    }
    if (certificate->codice_fiscale() != codice_fiscale) {
        return mismatch("holder");
    }
    if (now > certificate->not_after()) {
        return mismatch("expired");
    }
    return certificate;
}

} // namespace sigillo::agent
