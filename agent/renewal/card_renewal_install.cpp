#include "agent/renewal/card_renewal_service.hpp"
#include "agent/renewal/guard.hpp"
#include "agent/renewal/renewal_steps.hpp"
#include "agent/renewal/statements.hpp"
#include "shared/pki/cades.hpp"

#include <algorithm>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

bool card_has_gone(const Error& error) {
    return error.id == ErrorId::card_removed || error.id == ErrorId::card_module_failed ||
           error.id == ErrorId::card_absent || error.id == ErrorId::card_changed;
}

// The card lost the new key: a directory of the card that was torn while a certificate was written. The old
// ones still work; the role begins anew with the next start.
void begin_anew(Journal& journal, JournalKey& key) {
    JournalKey fresh;
    fresh.role = key.role;
    fresh.label = key.label;
    fresh.abandoned = std::move(key.abandoned);
    fresh.abandoned.push_back(std::move(key.id));
    key = std::move(fresh);
    journal.statement.clear();
}

} // namespace

domain::Status CardRenewalService::accept(Journal& journal,
                                          const std::map<CertificateRole, Bytes>& certificates) {
    for (auto& key : journal.keys) {
        const auto given = certificates.find(key.role);
        if (given == certificates.end() || (key.written && given->second != key.certificate)) {
            return Error(
                ErrorId::renewal_certificate_mismatch,
                {{"role", name_of(key.role)}, {"reason", given == certificates.end() ? "missing" : "other"}});
        }
        const auto matched =
            match_certificate(key.role, given->second, key.public_key, journal.codice_fiscale, now_());
        if (!matched) {
            return matched.error();
        }
        key.certificate = given->second;
    }
    if (certificates.size() != journal.keys.size()) {
        return Error(ErrorId::renewal_certificate_mismatch, {{"role", ""}, {"reason", "other"}});
    }
    return journals_.save(journal);
}

domain::Status CardRenewalService::put(Journal& journal, JournalKey& key, CardSession& session,
                                       RenewalSteps& steps, std::optional<Error>& doubt) {
    const auto holds = [&](const std::vector<Bytes>& found) {
        return std::find(found.begin(), found.end(), key.certificate) != found.end();
    };
    auto before = session.read_certificates(key.id);
    if (!before) {
        return before.error();
    }
    domain::Status written = domain::Done{};
    if (!holds(*before)) {
        written = session.write_certificate(key.id, key.label, key.certificate);
        if (!written && card_has_gone(written.error())) {
            return written.error();
        }
    }
    // An error is not the last word: OpenSC stores the certificate and then fails to repeat its subject in
    // the card's directory of keys when that is full; it shows the certificate from its next start on. So the
    // key is tested now, while somebody is logged in, and resolve_doubts looks.
    key.written = written.ok();
    if (!written) {
        doubt = written.error();
    }
    if (const auto saved = journals_.save(journal); !saved) {
        return saved;
    }
    steps.did(RenewalStep::write);
    const auto after = session.read_certificates(key.id);
    if (!after) {
        return after.error();
    }
    if (written && !holds(*after)) {
        // As if it had never been written, so that the next attempt writes it.
        key.written = false;
        (void)journals_.save(journal);
        return Error(ErrorId::card_operation_failed,
                     {{"function", "read back"}, {"role", name_of(key.role)}});
    }
    key.read_back = written.ok();
    if (const auto saved = journals_.save(journal); !saved) {
        return saved;
    }
    steps.did(RenewalStep::read_back);
    const auto certificate = pki::Certificate::from_der(key.certificate);
    const auto text = receipt_of(journal.name, key);
    if (!certificate || !text) {
        return ErrorId::internal;
    }
    CardSigner signer(session, key.id, *certificate);
    auto receipt = pki::sign_cades(pki::view_of(*text), signer, now_());
    if (!receipt) {
        const bool lost = receipt.error().id == ErrorId::card_certificate_missing;
        if (lost) {
            begin_anew(journal, key);
            if (const auto saved = journals_.save(journal); !saved) {
                return saved;
            }
        }
        return card_has_gone(receipt.error())
                   ? receipt.error()
                   : Error(ErrorId::renewal_test_failed,
                           {{"role", name_of(key.role)},
                            {"cause", std::string(domain::text_of(receipt.error().id))}});
    }
    key.receipt = std::move(*receipt);
    steps.did(RenewalStep::test);
    return journals_.save(journal);
}

domain::Status CardRenewalService::resolve_doubts(Journal& journal, const std::optional<Error>& doubt) {
    if (journal.phase() == RenewalPhase::installed) {
        return domain::Done{};
    }
    const auto card = cards_.card_anew(journal.card_id);
    if (!card) {
        return card.error();
    }
    for (auto& key : journal.keys) {
        key.written =
            std::any_of(card->certificates.begin(), card->certificates.end(), [&](const auto& shown) {
                return shown.id == key.id && shown.certificate.der() == key.certificate;
            });
        key.read_back = key.written;
        if (!key.written) {
            key.receipt.clear();
        }
    }
    if (const auto saved = journals_.save(journal); !saved) {
        return saved;
    }
    return journal.phase() == RenewalPhase::installed
               ? domain::Status(domain::Done{})
               : domain::Status(doubt.value_or(Error(ErrorId::card_operation_failed)));
}

domain::Result<CardSnapshot> CardRenewalService::card_of(const Journal& journal) {
    auto card = cards_.card(journal.card_id);
    if (!card && card.error().id == ErrorId::card_absent) {
        const auto readers = cards_.readers();
        if (readers && std::any_of(readers->begin(), readers->end(),
                                   [](const ReaderSnapshot& reader) { return reader.card.has_value(); })) {
            return ErrorId::card_changed;
        }
    }
    return card;
}

domain::Result<RenewalReceipts>
CardRenewalService::install(const RenewalName& name, const std::map<CertificateRole, Bytes>& certificates,
                            RenewalPins pins, const RenewalProgress& progress) {
    const std::lock_guard lock(mutex_);
    auto known = journals_.load(name);
    if (!known) {
        return known.error();
    }
    if (!*known || (*known)->statement.empty()) {
        return ErrorId::renewal_not_started;
    }
    auto& journal = **known;
    RenewalSteps steps(progress, 2 + 3 * static_cast<int>(journal.keys.size()));
    if (const auto accepted = accept(journal, certificates); !accepted) {
        return accepted.error();
    }
    steps.did(RenewalStep::match);
    std::optional<Error> doubt;
    if (journal.phase() != RenewalPhase::installed) {
        const auto card = card_of(journal);
        if (!card) {
            live_.reset();
            return card.error();
        }
        if (!live_ || live_->name != name) {
            std::vector<CertificateRole> roles;
            for (const auto& key : journal.keys) {
                roles.push_back(key.role);
            }
            auto sessions = log_in(*card, roles, std::move(pins));
            if (!sessions) {
                return sessions.error();
            }
            live_ = Live{name, std::move(*sessions)};
        }
        for (auto& key : journal.keys) {
            if (key.written && !key.receipt.empty()) {
                continue;
            }
            if (const auto done = put(journal, key, *live_->sessions.at(key.role), steps, doubt); !done) {
                live_.reset();
                return done.error();
            }
        }
    }
    live_.reset();
    if (const auto sure = resolve_doubts(journal, doubt); !sure) {
        return sure.error();
    }
    if (progress) {
        progress(RenewalStep::done, 1, 1);
    }
    RenewalReceipts result;
    for (const auto& key : journal.keys) {
        result.receipts[key.role] = key.receipt;
    }
    return result;
}

} // namespace sigillo::agent
