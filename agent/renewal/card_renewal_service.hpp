#pragma once

#include "agent/renewal/journal.hpp"
#include "agent/renewal/renewal.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace sigillo::agent {

class RenewalSteps;

class CardRenewalService final : public RenewalService {
  public:
    CardRenewalService(CardService& cards, Platform& platform, std::function<std::int64_t()> now)
        : cards_(cards), platform_(platform), now_(std::move(now)), journals_(platform) {}

    domain::Status check(const RenewalOrder& order) override;
    domain::Result<RenewalRequests> start(const RenewalOrder& order, RenewalPins pins,
                                          const RenewalProgress& progress) override;
    domain::Result<RenewalReceipts> install(const RenewalName& name,
                                            const std::map<CertificateRole, Bytes>& certificates,
                                            RenewalPins pins, const RenewalProgress& progress) override;
    bool needs_pins(const RenewalName& name) override;
    void end(const RenewalName& name) override;
    domain::Result<RenewalStatusReport> status(const RenewalName& name) override;

  private:
    using Sessions = std::map<CertificateRole, std::shared_ptr<CardSession>>;
    struct Live {
        RenewalName name;
        Sessions sessions;
    };
    domain::Result<std::optional<Journal>> checked(const RenewalOrder& order, CardSnapshot& card);
    domain::Result<Sessions> log_in(const CardSnapshot& card, const std::vector<CertificateRole>& roles,
                                    RenewalPins pins);
    domain::Status make_key(Journal& journal, JournalKey& key, CardSession& session);
    domain::Status make_request(Journal& journal, JournalKey& key, CardSession& session,
                                const pki::Certificate& old);
    domain::Status make_statement(Journal& journal, CardSession& session, const CardCertificate& old);
    domain::Status accept(Journal& journal, const std::map<CertificateRole, Bytes>& certificates);
    domain::Status put(Journal& journal, JournalKey& key, CardSession& session, RenewalSteps& steps,
                       std::optional<domain::Error>& doubt);
    /// Whether certificates whose writing ended in an error are on the card all the same.
    /// Error: `doubt`, the one of the writing, where they are not.
    domain::Status resolve_doubts(Journal& journal, const std::optional<domain::Error>& doubt);
    domain::Result<CardSnapshot> card_of(const Journal& journal);
    domain::Result<Bytes> new_id(CardSession& session);

    CardService& cards_;
    Platform& platform_;
    std::function<std::int64_t()> now_;
    JournalStore journals_;
    std::mutex mutex_;
    std::optional<Live> live_;
};

} // namespace sigillo::agent
