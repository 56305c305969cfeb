#pragma once

#include "shared/protocol/agent_enums.hpp"
#include "shared/protocol/common_messages.hpp"

#include <optional>
#include <string>
#include <vector>

// What the agent tells a page of readers and cards.
namespace sigillo::protocol::agent {

struct Certificate {
    CertificateRole role{};
    std::string common_name;
    std::string holder; ///< "Surname Name" as in the subject
    std::string codice_fiscale;
    std::string issuer;
    std::string serial; ///< hexadecimal
    std::int64_t not_before = 0;
    std::int64_t not_after = 0;
    std::string key;      ///< "RSA-2048"
    bool has_key = false; ///< the card holds the private key
    Bytes der;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("role", self.role, any());
        visit("common_name", self.common_name, text(0, 256));
        visit("holder", self.holder, text(0, 256));
        visit("codice_fiscale", self.codice_fiscale, text(0, 16));
        visit("issuer", self.issuer, text(0, 512));
        visit("serial", self.serial, text(1, 64));
        visit("not_before", self.not_before, instant());
        visit("not_after", self.not_after, instant());
        visit("key", self.key, text(1, 32));
        visit("has_key", self.has_key, any());
        visit("der", self.der, bytes(1, 8192));
    }
};

/// One PIN of a card, as far as the card tells of it without being asked for a PIN.
struct Pin {
    std::vector<CertificateRole> roles; ///< that it serves; two where the card has one PIN for both
    PinState state{};
    std::optional<int> tries;     ///< left
    std::optional<int> puk_tries; ///< left

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("roles", self.roles, list(0, 2));
        visit("state", self.state, any());
        visit("tries", self.tries, integer(0, 15));
        visit("puk_tries", self.puk_tries, integer(0, 15));
    }
};

struct Card {
    std::string id; ///< opaque, stable for a card
    std::string serial;
    std::string label;
    CardState state{};
    std::vector<Pin> pins; ///< of a CNS the one of authentication and the one of signature
    std::vector<Certificate> certificates;
    int orphan_keys = 0;         ///< key pairs that an interrupted renewal left without a certificate
    bool decryption_key = false; ///< the holder is warned before a renewal (X13)

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("id", self.id, text(1, 64));
        visit("serial", self.serial, text(0, 64));
        visit("label", self.label, text(0, 128));
        visit("state", self.state, any());
        visit("pins", self.pins, list(0, 4));
        visit("certificates", self.certificates, list(0, 16));
        visit("orphan_keys", self.orphan_keys, integer(0, 64));
        visit("decryption_key", self.decryption_key, any());
    }
};

struct Reader {
    std::string name;
    ReaderState state{};
    std::optional<Card> card;
    std::optional<Failure> failure; ///< why a card cannot be read

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("name", self.name, text(1, 256));
        visit("state", self.state, any());
        visit("card", self.card, any());
        visit("failure", self.failure, any());
    }
};

} // namespace sigillo::protocol::agent
