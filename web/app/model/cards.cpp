#include "web/app/model/cards.hpp"

#include "shared/protocol/jsonrpc.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

std::string plain(std::string_view number) {
    const auto first = number.find_first_not_of('0');
    std::string out(first == std::string_view::npos ? std::string_view{} : number.substr(first));
    for (char& c : out) {
        if (c >= 'a' && c <= 'f') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return out;
}

const agent::Certificate* with_key(const agent::Card& card, protocol::CertificateRole role) {
    for (const auto& certificate : card.certificates) {
        if (certificate.role == role && certificate.has_key) {
            return &certificate;
        }
    }
    return nullptr;
}

bool is_of(const agent::Card& card, std::string_view codice_fiscale) {
    for (const auto& certificate : card.certificates) {
        if (certificate.codice_fiscale == codice_fiscale) {
            return true;
        }
    }
    return false;
}

bool any_card(const std::vector<agent::Reader>& readers) {
    for (const auto& reader : readers) {
        if (reader.card) {
            return true;
        }
    }
    return false;
}

} // namespace

Error why_no_card(const std::vector<agent::Reader>& readers) {
    if (readers.empty()) {
        return ErrorId::card_no_reader;
    }
    for (const auto& reader : readers) {
        if (reader.failure) {
            return protocol::to_error(*reader.failure);
        }
    }
    for (const auto& reader : readers) {
        if (reader.state == agent::ReaderState::unreadable) {
            return ErrorId::card_unreadable;
        }
    }
    return ErrorId::card_absent;
}

bool is_card(const agent::Card& card, std::string_view number,
             const std::vector<portal::KnownCertificate>& certificates) {
    if (plain(card.serial) == plain(number)) {
        return true;
    }
    for (const auto& known : certificates) {
        for (const auto& held : card.certificates) {
            if (plain(held.serial) == plain(known.serial)) {
                return true;
            }
        }
    }
    return false;
}

Match find_member_card(const std::vector<agent::Reader>& readers, std::string_view codice_fiscale,
                       std::string_view number, const std::vector<portal::KnownCertificate>& certificates) {
    Match match;
    for (const auto& reader : readers) {
        if (!reader.card || !is_of(*reader.card, codice_fiscale)) {
            continue;
        }
        if (is_card(*reader.card, number, certificates)) {
            return {&reader, false, std::nullopt};
        }
        match.other_card = true;
    }
    if (!match.other_card) {
        match.trouble = any_card(readers) ? Error(ErrorId::card_of_someone_else) : why_no_card(readers);
    }
    return match;
}

std::optional<Error> why_not_renewable(const agent::Card& card, std::string_view new_card_code) {
    switch (card.state) {
    case agent::CardState::writable:
        return std::nullopt;
    case agent::CardState::read_only:
        return Error(ErrorId::card_read_only);
    case agent::CardState::obsolete:
        return Error(ErrorId::card_obsolete, {{"new_card_code", std::string(new_card_code)}});
    }
    return std::nullopt;
}

Match find_card_with(const std::vector<agent::Reader>& readers, protocol::CertificateRole role,
                     std::string_view codice_fiscale) {
    for (const auto& reader : readers) {
        if (!reader.card) {
            continue;
        }
        const auto* certificate = with_key(*reader.card, role);
        if (certificate != nullptr && certificate->codice_fiscale == codice_fiscale) {
            return {&reader, false, std::nullopt};
        }
    }
    return {nullptr, false, any_card(readers) ? Error(ErrorId::card_of_someone_else) : why_no_card(readers)};
}

Match find_signature_card(const std::vector<agent::Reader>& readers, std::string_view codice_fiscale) {
    return find_card_with(readers, protocol::CertificateRole::signature, codice_fiscale);
}

std::vector<const agent::Reader*> sign_in_cards(const std::vector<agent::Reader>& readers) {
    std::vector<const agent::Reader*> out;
    for (const auto& reader : readers) {
        if (reader.card && with_key(*reader.card, protocol::CertificateRole::authentication) != nullptr) {
            out.push_back(&reader);
        }
    }
    return out;
}

const agent::Reader* reader_of(const std::vector<agent::Reader>& readers, std::string_view card) {
    for (const auto& reader : readers) {
        if (reader.card && reader.card->id == card) {
            return &reader;
        }
    }
    return nullptr;
}

std::string_view holder_of(const agent::Card& card) {
    for (const auto& certificate : card.certificates) {
        if (!certificate.holder.empty()) {
            return certificate.holder;
        }
    }
    return {};
}

} // namespace sigillo::app
