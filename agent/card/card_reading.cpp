#include "agent/card/card_reading.hpp"

#include <algorithm>
#include <set>

namespace sigillo::agent {

namespace {

bool holds_key_of(const host::ReadObjects::Reply& objects, const Bytes& id,
                  const pki::Certificate& certificate) {
    return std::any_of(objects.keys.begin(), objects.keys.end(), [&](const host::StoredKey& key) {
        return key.id == id && (key.public_key.empty() || key.public_key == certificate.public_key().der());
    });
}

std::optional<CertificateRole> role_of(const pki::Certificate& certificate) {
    switch (certificate.role()) {
    case pki::CertificateRole::authentication:
        return CertificateRole::authentication;
    case pki::CertificateRole::signature:
        return CertificateRole::signature;
    case pki::CertificateRole::other:
        break;
    }
    return std::nullopt;
}

void add_once(std::vector<CertificateRole>& roles, CertificateRole role) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) {
        roles.push_back(role);
    }
}

CardPin pin_of_token(const CardKind& kind, const host::Token& token) {
    CardPin pin;
    pin.label = token.label;
    pin.on_keypad = token.keypad;
    pin.told = kind.pin_flags;
    if (kind.pin_flags) {
        pin.blocked = token.pin_locked;
        if (token.pin_final_try && !token.pin_locked) {
            pin.tries_left = 1;
        }
        pin.puk_blocked = token.puk_locked;
        if (token.puk_final_try && !token.puk_locked) {
            pin.puk_tries_left = 1;
        }
    }
    return pin;
}

// Roles for which no key was seen: the slot that shows the certificate answers for them, and a card with a
// single PIN has that one for everything.
void complete_roles(std::vector<CardPin>& pins, const std::vector<TokenContent>& slots) {
    for (const auto role : {CertificateRole::authentication, CertificateRole::signature}) {
        const bool served = std::any_of(pins.begin(), pins.end(), [&](const CardPin& pin) {
            return std::find(pin.roles.begin(), pin.roles.end(), role) != pin.roles.end();
        });
        if (served) {
            continue;
        }
        if (pins.size() == 1) {
            pins.front().roles.push_back(role);
            continue;
        }
        for (std::size_t i = 0; i < slots.size(); ++i) {
            const auto& certificates = slots[i].objects.certificates;
            const bool shows = std::any_of(certificates.begin(), certificates.end(), [&](const auto& stored) {
                const auto certificate = pki::Certificate::from_der(stored.der);
                return certificate && role_of(*certificate) == role;
            });
            if (shows) {
                pins[i].roles.push_back(role);
                break;
            }
        }
    }
}

int count_orphans(const std::vector<TokenContent>& slots) {
    std::set<Bytes> with_certificate;
    std::set<Bytes> with_key;
    for (const auto& slot : slots) {
        for (const auto& certificate : slot.objects.certificates) {
            with_certificate.insert(certificate.id);
        }
        for (const auto& key : slot.objects.keys) {
            with_key.insert(key.id);
        }
    }
    return static_cast<int>(std::count_if(with_key.begin(), with_key.end(),
                                          [&](const Bytes& id) { return !with_certificate.contains(id); }));
}

} // namespace

CardSnapshot snapshot_of(const std::string& reader, const CardKind& kind, ModuleTraits module,
                         const std::vector<TokenContent>& slots) {
    const auto& first = slots.front().token;
    CardSnapshot card;
    card.reader = reader;
    card.id = pki::sha256_hex(pki::view_of(first.serial));
    card.serial = first.serial;
    card.label = first.label;
    card.model = first.model;
    bool writable = !module.read_only && !(module.opensc && kind.opensc_read_only);
    for (const auto& slot : slots) {
        writable = writable && !slot.token.write_protected && slot.token.can_generate_rsa;
        if (slot.token.free_room) {
            card.free_room = std::min(card.free_room.value_or(*slot.token.free_room), *slot.token.free_room);
        }
        auto pin = pin_of_token(kind, slot.token);
        for (const auto& stored : slot.objects.certificates) {
            const auto certificate = pki::Certificate::from_der(stored.der);
            if (!certificate) {
                continue;
            }
            const bool key_here = holds_key_of(slot.objects, stored.id, *certificate);
            const auto& facts = certificate->facts();
            card.decryption_key =
                card.decryption_key || (key_here && !facts.authority && facts.key_usage.any_other);
            const auto role = role_of(*certificate);
            if (!role) {
                continue;
            }
            if (key_here) {
                add_once(pin.roles, *role);
            }
            const auto known =
                std::find_if(card.certificates.begin(), card.certificates.end(), [&](const auto& other) {
                    return other.id == stored.id && other.certificate == *certificate;
                });
            if (known != card.certificates.end()) {
                known->key_present = known->key_present || key_here;
            } else {
                card.certificates.push_back({*role, stored.id, stored.label, *certificate, key_here});
            }
        }
        card.pins.push_back(std::move(pin));
    }
    complete_roles(card.pins, slots);
    std::stable_sort(
        card.certificates.begin(), card.certificates.end(), [](const auto& left, const auto& right) {
            return left.role != right.role ? left.role < right.role
                                           : left.certificate.not_after() > right.certificate.not_after();
        });
    card.state = kind.obsolete ? CardState::obsolete : writable ? CardState::writable : CardState::read_only;
    card.orphan_keys = count_orphans(slots);
    return card;
}

bool same_reader(const std::string& reader, const host::Token& token) {
    // The module's field has 64 characters and loses blanks at the end.
    constexpr std::size_t field = 64;
    auto name = reader.substr(0, field);
    name.erase(name.find_last_not_of(' ') + 1);
    return !name.empty() && name == token.reader;
}

} // namespace sigillo::agent
