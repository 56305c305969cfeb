#include "agent/dispatch/card_messages.hpp"

#include "agent/dispatch/questions.hpp"
#include "shared/protocol/jsonrpc.hpp"

#include <algorithm>

namespace sigillo::agent {

namespace message = protocol::agent;

namespace {

// The bounds of agent_messages.hpp.
constexpr std::size_t most_readers = 16;
constexpr std::size_t most_certificates = 16;
constexpr std::size_t longest_certificate = 8192;
constexpr int most_orphans = 64;
constexpr int most_tries = 15;
constexpr std::size_t most_pins = 4;

std::string key_name(const pki::PublicKey& key) {
    switch (key.algorithm()) {
    case pki::KeyAlgorithm::rsa:
        return "RSA-" + std::to_string(key.bits());
    case pki::KeyAlgorithm::ec:
        return "EC-" + std::to_string(key.bits());
    case pki::KeyAlgorithm::other:
        break;
    }
    return "other";
}

message::Certificate to_message(const CardCertificate& entry) {
    const auto& certificate = entry.certificate;
    const auto& facts = certificate.facts();
    message::Certificate out;
    out.role = entry.role;
    out.common_name = clipped(facts.common_name, 256);
    out.holder = clipped(holder_of(certificate), 256);
    out.codice_fiscale = clipped(facts.codice_fiscale, 16);
    out.issuer = clipped(facts.issuer, 512);
    out.serial = clipped(facts.serial_hex.empty() ? "00" : facts.serial_hex, 64);
    // Before 1970 nothing was issued; the protocol has no instants there.
    out.not_before = std::max<std::int64_t>(0, certificate.not_before());
    out.not_after = std::max<std::int64_t>(0, certificate.not_after());
    out.key = key_name(certificate.public_key());
    out.has_key = entry.key_present;
    out.der = certificate.der();
    return out;
}

message::PinState state_of(const CardPin& pin) {
    if (pin.blocked || pin.tries_left == 0) {
        return pin.puk_blocked ? message::PinState::lost : message::PinState::blocked;
    }
    return pin.told ? message::PinState::usable : message::PinState::unknown;
}

message::Pin to_message(const CardPin& pin) {
    message::Pin out;
    out.roles = pin.roles;
    out.state = state_of(pin);
    if (pin.tries_left) {
        out.tries = std::clamp(*pin.tries_left, 0, most_tries);
    }
    if (pin.puk_blocked) {
        out.puk_tries = 0;
    } else if (pin.puk_tries_left) {
        out.puk_tries = std::clamp(*pin.puk_tries_left, 0, most_tries);
    }
    return out;
}

message::Card to_message(const CardSnapshot& card) {
    message::Card out;
    out.id = card.id;
    out.serial = clipped(card.serial, 64);
    out.label = clipped(card.label, 128);
    out.state = card.state;
    out.orphan_keys = std::clamp(card.orphan_keys, 0, most_orphans);
    out.decryption_key = card.decryption_key;
    for (const auto& pin : card.pins) {
        if (out.pins.size() < most_pins) {
            out.pins.push_back(to_message(pin));
        }
    }
    for (const auto& entry : card.certificates) {
        if (out.certificates.size() < most_certificates &&
            entry.certificate.der().size() <= longest_certificate) {
            out.certificates.push_back(to_message(entry));
        }
    }
    return out;
}

} // namespace

std::string clipped(std::string text, std::size_t limit) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f) {
            c = ' ';
        }
    }
    if (text.size() > limit) {
        std::size_t end = limit;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
    }
    return text;
}

std::vector<message::Reader> to_messages(const std::vector<ReaderSnapshot>& readers) {
    std::vector<message::Reader> out;
    for (const auto& reader : readers) {
        if (out.size() == most_readers) {
            break;
        }
        message::Reader entry;
        entry.name = clipped(reader.name.empty() ? "?" : reader.name, 256);
        if (reader.card) {
            entry.state = message::ReaderState::card;
            entry.card = to_message(*reader.card);
        } else if (reader.card_present || reader.failure) {
            entry.state = message::ReaderState::unreadable;
        }
        if (reader.failure) {
            entry.failure = protocol::to_failure(*reader.failure);
        }
        out.push_back(std::move(entry));
    }
    return out;
}

} // namespace sigillo::agent
