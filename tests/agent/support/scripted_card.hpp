#pragma once

#include "agent/card/card_service.hpp"
#include "agent/platform/platform.hpp"
#include "tests/support/pki_world.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sigillo::test {

/// What is expected of the card, call by call, and how it answers.
struct CardStep {
    /// "card", "card_anew", "login ROLE", "unblock ROLE", "change_pin", "used_ids", "public_key", "generate",
    /// "sign", "read", "write", "end".
    std::string call;
    /// The call fails so; with `after` the card does the work first.
    std::optional<domain::Error> error = std::nullopt;
    bool after = false;
};

/// A card in memory that does exactly what the script says: an unexpected call, one too many, or one left
/// over fails the test. Keys and certificates stay over several scripts, as on a card.
class ScriptedCard final : public agent::CardService {
  public:
    /// Keys and certificates of the world's secretary, ending 30 days after the world's now.
    ScriptedCard();
    ~ScriptedCard() override;

    void expect(std::vector<CardStep> steps);
    /// The script was used up.
    [[nodiscard]] bool done() const { return script_.empty() && !failed_; }

    domain::Result<std::vector<agent::ReaderSnapshot>> readers() override;
    domain::Result<agent::CardSnapshot> card(const std::string& id) override;
    /// Shows what was written, too.
    domain::Result<agent::CardSnapshot> card_anew(const std::string& id) override;
    domain::Result<std::unique_ptr<agent::CardSession>>
    login(const std::string& card_id, agent::CertificateRole role, agent::SecretString pin) override;
    domain::Status unblock(const std::string& card_id, agent::CertificateRole role, agent::SecretString puk,
                           agent::SecretString new_pin) override;
    void on_change(std::function<void()> changed) override { changed_ = std::move(changed); }
    std::vector<std::string> diagnose() override { return {"reader: reader"}; }
    /// As when a card came or went.
    void change() const {
        if (changed_) {
            changed_();
        }
    }

    agent::CardSnapshot snapshot;
    /// What came with each log-in, change and unblocking, in order: a test's PINs are no secrets.
    std::vector<std::string> pins_given;
    std::map<agent::Bytes, pki::PrivateKey> keys;
    std::map<agent::Bytes, std::vector<agent::Bytes>> certificates;
    /// A pulled card loses the session's answers, not what is on it.
    int key_pairs_made = 0;
    bool makes_keys = true;

  private:
    friend class ScriptedSession;
    /// The error to answer with before doing the work.
    std::optional<domain::Error> next(const std::string& call);
    std::optional<domain::Error> afterwards();
    std::deque<CardStep> script_;
    std::optional<domain::Error> pending_;
    std::function<void()> changed_;
    bool failed_ = false;
};

} // namespace sigillo::test
