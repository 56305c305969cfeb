#pragma once

#include "shared/domain/codice_fiscale.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"

#include <cstdint>
#include <string>

namespace sigillo::domain {

/// One certificate, as far as the rules need it.
struct CertificateInfo {
    Serial serial;
    Digest sha256; ///< of its DER
    Instant not_before;
    Instant not_after;
    bool revoked = false;

    bool operator==(const CertificateInfo&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("serial", self.serial);
        f("sha256", self.sha256);
        f("not_before", self.not_before);
        f("not_after", self.not_after);
        f("revoked", self.revoked);
    }
};

/// The two certificates of a card and what they say of their holder. The portal knows them from issuance, so
/// that a renewal can be ordered without the card at hand.
struct CardCertificates {
    std::string card_number;
    CodiceFiscale holder;
    std::string given_name;
    std::string surname;
    std::string order_name; ///< of a role certificate (X3), like the rest; empty where it has none
    std::string title;
    std::string section;
    std::string sector;
    std::string number;
    Date registered_on;
    std::string email;
    CertificateInfo authentication; ///< the CNS certificate
    CertificateInfo signature;

    /// The earlier of the two: from then on the card no longer renews itself.
    [[nodiscard]] Instant expires_at() const {
        return signature.not_after < authentication.not_after ? signature.not_after
                                                              : authentication.not_after;
    }
    [[nodiscard]] bool revoked() const { return authentication.revoked || signature.revoked; }

    bool operator==(const CardCertificates&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("card_number", self.card_number);
        f("holder", self.holder);
        f("given_name", self.given_name);
        f("surname", self.surname);
        f("order_name", self.order_name);
        f("title", self.title);
        f("section", self.section);
        f("sector", self.sector);
        f("number", self.number);
        f("registered_on", self.registered_on);
        f("email", self.email);
        f("authentication", self.authentication);
        f("signature", self.signature);
    }
};

} // namespace sigillo::domain
