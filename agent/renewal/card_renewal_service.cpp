#include "agent/renewal/card_renewal_service.hpp"

#include "agent/renewal/guard.hpp"
#include "agent/renewal/renewal_steps.hpp"
#include "agent/renewal/statements.hpp"
#include "shared/pki/cades.hpp"
#include "shared/pki/pkcs10.hpp"

#include <algorithm>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr int key_bits = 2048;
constexpr std::size_t id_bytes = 8;
// A renewal that nobody went on with for so long is given up: its request has met its deadline.
constexpr std::int64_t given_up_after = 30 * 86400;

/// A key of the card that has no certificate yet.
class NewKeySigner final : public pki::DigestSigner {
  public:
    NewKeySigner(CardSession& session, const Bytes& id) : session_(session), id_(id) {}
    domain::Result<Bytes> sign_sha256(const pki::Digest& digest) override {
        auto signatures = session_.sign(id_, std::span(&digest, 1));
        if (!signatures) {
            return signatures.error();
        }
        return std::move(signatures->front());
    }

  private:
    CardSession& session_;
    const Bytes& id_;
};

std::vector<CertificateRole> with_authentication(std::vector<CertificateRole> roles) {
    if (std::find(roles.begin(), roles.end(), CertificateRole::authentication) == roles.end()) {
        roles.push_back(CertificateRole::authentication);
    }
    return roles;
}

// What this renewal put on the card is not what it renews.
void hide_own(CardSnapshot& card, const Journal& journal) {
    std::erase_if(card.certificates, [&](const CardCertificate& certificate) {
        return std::any_of(journal.keys.begin(), journal.keys.end(), [&](const JournalKey& key) {
            return key.id == certificate.id || std::find(key.abandoned.begin(), key.abandoned.end(),
                                                         certificate.id) != key.abandoned.end();
        });
    });
}

RenewalRequests requests_of(const Journal& journal) {
    RenewalRequests result;
    for (const auto& key : journal.keys) {
        result.requests[key.role] = key.request;
    }
    result.statement = journal.statement;
    return result;
}

} // namespace

domain::Result<std::optional<Journal>> CardRenewalService::checked(const RenewalOrder& order,
                                                                   CardSnapshot& card) {
    auto journal = journals_.load(order.name);
    if (!journal) {
        return journal.error();
    }
    if (*journal && (*journal)->card_id != order.card_id) {
        return ErrorId::card_changed;
    }
    if (*journal && !(*journal)->statement.empty()) {
        return journal;
    }
    auto found = cards_.card(order.card_id);
    if (!found) {
        return found.error();
    }
    card = std::move(*found);
    if (*journal) {
        hide_own(card, **journal);
    }
    if (const auto fit = check_card(order, card, now_()); !fit) {
        return fit.error();
    }
    const auto other = journals_.other_in_progress(order.name, order.card_id, now_() - given_up_after);
    if (!other) {
        return other.error();
    }
    if (*other) {
        return ErrorId::renewal_other_in_progress;
    }
    return journal;
}

domain::Status CardRenewalService::check(const RenewalOrder& order) {
    const std::lock_guard lock(mutex_);
    CardSnapshot card;
    const auto done = checked(order, card);
    return done ? domain::Status(domain::Done{}) : domain::Status(done.error());
}

domain::Result<CardRenewalService::Sessions>
CardRenewalService::log_in(const CardSnapshot& card, const std::vector<CertificateRole>& roles,
                           RenewalPins pins) {
    Sessions sessions;
    std::map<const CardPin*, std::shared_ptr<CardSession>> by_pin;
    for (const auto role : roles) {
        const auto* card_pin = card.pin_of(role);
        if (card_pin == nullptr) {
            return Error(ErrorId::card_certificate_missing, {{"role", name_of(role)}});
        }
        auto& session = by_pin[card_pin];
        if (session == nullptr) {
            // Where one PIN serves both roles, it may have been given for either.
            auto given = pins.find(role);
            for (auto other = card_pin->roles.begin(); given == pins.end() && other != card_pin->roles.end();
                 ++other) {
                given = pins.find(*other);
            }
            auto opened =
                cards_.login(card.id, role, given == pins.end() ? SecretString() : std::move(given->second));
            if (!opened) {
                auto error = opened.error();
                error.details.emplace("role", name_of(role));
                return error;
            }
            session = std::move(*opened);
        }
        sessions[role] = session;
    }
    return sessions;
}

domain::Result<Bytes> CardRenewalService::new_id(CardSession& session) {
    const auto used = session.used_ids();
    if (!used) {
        return used.error();
    }
    while (true) {
        auto id = platform_.random(id_bytes);
        if (!id || std::find(used->begin(), used->end(), *id) == used->end()) {
            return id;
        }
    }
}

domain::Status CardRenewalService::make_key(Journal& journal, JournalKey& key, CardSession& session) {
    if (!key.id.empty()) {
        // Begun before: the pair is used if it is whole, and left alone for good if it is not.
        auto made = session.public_key(key.id);
        if (made && (key.public_key.empty() || key.public_key == *made)) {
            if (key.public_key.empty()) {
                key.public_key = std::move(*made);
                return journals_.save(journal);
            }
            return domain::Done{};
        }
        if (!made && made.error().id != ErrorId::not_found) {
            return made.error();
        }
        key.abandoned.push_back(std::move(key.id));
        key.id.clear();
        key.public_key.clear();
        key.request.clear();
    }
    auto id = new_id(session);
    if (!id) {
        return id.error();
    }
    key.id = std::move(*id);
    if (const auto saved = journals_.save(journal); !saved) {
        return saved;
    }
    auto made = session.generate_key_pair(key.id, key.label, key_bits);
    if (!made) {
        return made.error();
    }
    key.public_key = std::move(*made);
    return journals_.save(journal);
}

domain::Status CardRenewalService::make_request(Journal& journal, JournalKey& key, CardSession& session,
                                                const pki::Certificate& old) {
    if (!key.request.empty()) {
        return domain::Done{};
    }
    const auto public_key = pki::PublicKey::from_der(key.public_key);
    if (!public_key) {
        return public_key.error();
    }
    NewKeySigner signer(session, key.id);
    auto request = pki::build_request(*public_key, old.facts().subject_der, signer);
    if (!request) {
        return request.error();
    }
    key.request = std::move(*request);
    return journals_.save(journal);
}

domain::Status CardRenewalService::make_statement(Journal& journal, CardSession& session,
                                                  const CardCertificate& old) {
    const auto text = statement_of(journal);
    if (!text) {
        return text.error();
    }
    CardSigner signer(session, old);
    auto statement = pki::sign_cades(pki::view_of(*text), signer, now_());
    if (!statement) {
        return statement.error();
    }
    journal.statement = std::move(*statement);
    return journals_.save(journal);
}

domain::Result<RenewalRequests> CardRenewalService::start(const RenewalOrder& order, RenewalPins pins,
                                                          const RenewalProgress& progress) {
    const std::lock_guard lock(mutex_);
    live_.reset();
    CardSnapshot card;
    auto known = checked(order, card);
    if (!known) {
        return known.error();
    }
    RenewalSteps steps(progress, 2 + 2 * static_cast<int>(order.roles.size()));
    steps.did(RenewalStep::check);
    if (*known && !(*known)->statement.empty()) {
        return requests_of(**known);
    }
    Journal journal;
    if (*known) {
        journal = std::move(**known);
    } else {
        journal = {order.name, order.card_id, order.codice_fiscale, now_(), {}, {}};
        for (const auto role : order.roles) {
            JournalKey key;
            key.role = role;
            key.label = card.current(role)->label;
            journal.keys.push_back(std::move(key));
        }
    }
    auto sessions = log_in(card, with_authentication(order.roles), std::move(pins));
    if (!sessions) {
        return sessions.error();
    }
    for (const auto& key : journal.keys) {
        if (key.public_key.empty() && !sessions->at(key.role)->makes_keys()) {
            return Error(ErrorId::card_keys_not_makeable, {{"role", name_of(key.role)}});
        }
    }
    for (auto& key : journal.keys) {
        if (const auto made = make_key(journal, key, *sessions->at(key.role)); !made) {
            return made.error();
        }
        steps.did(RenewalStep::generate);
    }
    for (auto& key : journal.keys) {
        if (const auto made =
                make_request(journal, key, *sessions->at(key.role), card.current(key.role)->certificate);
            !made) {
            return made.error();
        }
        steps.did(RenewalStep::request);
    }
    if (const auto made = make_statement(journal, *sessions->at(CertificateRole::authentication),
                                         *card.current(CertificateRole::authentication));
        !made) {
        return made.error();
    }
    steps.did(RenewalStep::request);
    live_ = Live{order.name, std::move(*sessions)};
    return requests_of(journal);
}

bool CardRenewalService::needs_pins(const RenewalName& name) {
    const std::lock_guard lock(mutex_);
    if (live_ && live_->name == name) {
        return false;
    }
    const auto journal = journals_.load(name);
    return !journal || !*journal || (*journal)->phase() != RenewalPhase::installed;
}

void CardRenewalService::end(const RenewalName& name) {
    const std::lock_guard lock(mutex_);
    if (live_ && live_->name == name) {
        live_.reset();
    }
}

domain::Result<RenewalStatusReport> CardRenewalService::status(const RenewalName& name) {
    const std::lock_guard lock(mutex_);
    const auto journal = journals_.load(name);
    if (!journal) {
        return journal.error();
    }
    if (!*journal) {
        return RenewalStatusReport{};
    }
    return RenewalStatusReport{(*journal)->phase(), (*journal)->card_id, (*journal)->abandoned()};
}

std::unique_ptr<RenewalService> make_renewal_service(CardService& cards, Platform& platform,
                                                     std::function<std::int64_t()> now) {
    return std::make_unique<CardRenewalService>(cards, platform, std::move(now));
}

} // namespace sigillo::agent
