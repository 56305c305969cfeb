#pragma once

#include "web/app/model/state.hpp"

// Which of the inserted cards is the one meant, and if none is, why.
namespace sigillo::app {

/// Why no card can be worked with: no reader, no card, a card that cannot be read. The readers hold no card.
domain::Error why_no_card(const std::vector<agent::Reader>& readers);

/// Whether some certificate of the card has one of these serial numbers, or the card has that number.
/// Compared without case and leading zeros, since each side writes them its own way.
bool is_card(const agent::Card& card, std::string_view number,
             const std::vector<portal::KnownCertificate>& certificates);

struct Match {
    const agent::Reader* reader = nullptr; ///< with the card; null where there is none
    bool other_card = false;               ///< of the same person, but not the one meant
    std::optional<domain::Error> trouble;
};

/// The member's card of that number. Whether it is good enough for a renewal is another question.
Match find_member_card(const std::vector<agent::Reader>& readers, std::string_view codice_fiscale,
                       std::string_view number, const std::vector<portal::KnownCertificate>& certificates);

/// Why a card cannot take a renewal, as far as it shows: obsolete or read-only.
std::optional<domain::Error> why_not_renewable(const agent::Card& card, std::string_view new_card_code);

/// The card with that person's signature key.
Match find_signature_card(const std::vector<agent::Reader>& readers, std::string_view codice_fiscale);

/// The card with a key for that role whose certificate names that person.
Match find_card_with(const std::vector<agent::Reader>& readers, protocol::CertificateRole role,
                     std::string_view codice_fiscale);

/// The cards that can sign in.
std::vector<const agent::Reader*> sign_in_cards(const std::vector<agent::Reader>& readers);

/// The reader that holds the card; null where it is gone.
const agent::Reader* reader_of(const std::vector<agent::Reader>& readers, std::string_view card);

/// "Surname Name" of the card's holder; empty for a card without certificates.
std::string_view holder_of(const agent::Card& card);

} // namespace sigillo::app
