#pragma once

#include "agent/card/card_reading.hpp"
#include "agent/card/card_service.hpp"
#include "agent/card/host_process.hpp"
#include "agent/card/module_catalogue.hpp"
#include "agent/card/reader_watch.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::agent {

/// CardService over PC/SC for what is in the readers and PKCS#11 modules for what is on the cards.
class ModuleCardService final : public CardService {
  public:
    /// `watch` may be null: readers are then the slots of the module that the settings name.
    ModuleCardService(Platform& platform, CardSettings settings, ModuleCatalogue catalogue,
                      std::unique_ptr<ReaderWatch> watch);
    ~ModuleCardService() override;

    domain::Result<std::vector<ReaderSnapshot>> readers() override;
    domain::Result<CardSnapshot> card(const std::string& id) override;
    domain::Result<CardSnapshot> card_anew(const std::string& id) override;
    domain::Result<std::unique_ptr<CardSession>> login(const std::string& card_id, CertificateRole role,
                                                       SecretString pin) override;
    domain::Status unblock(const std::string& card_id, CertificateRole role, SecretString puk,
                           SecretString new_pin) override;
    void on_change(std::function<void()> changed) override;
    std::vector<std::string> diagnose() override;

  private:
    struct ReadCard {
        CardSnapshot snapshot;
        CardKind kind;
        std::shared_ptr<HostProcess> host;
        /// In the order of snapshot.pins.
        std::vector<std::uint64_t> slots;
        /// None where no reader is watched.
        std::optional<std::uint64_t> event;
    };
    struct Reading {
        std::uint64_t event = 0;
        domain::Result<ReadCard> card;
    };
    /// What a card said of a PIN when it was tried, for as long as that card stays in its reader.
    struct Refused {
        std::uint64_t event = 0;
        bool pin = false;
        bool puk = false;
        std::optional<int> puk_tries;
    };
    struct Look {
        std::vector<ReaderSnapshot> readers;
        std::vector<ReadCard> cards;
    };

    Look look();
    void look_at_slots(Look& result, bool only_software);
    domain::Result<ReadCard> identify(const WatchedReader& reader, bool alone);
    domain::Result<ReadCard> read(const std::string& reader, const CardKind& kind, const FoundModule& module,
                                  const std::vector<host::Token>& tokens);
    domain::Result<ReadCard> find(const std::string& id);
    std::vector<FoundModule> modules_for(const CardKind& kind);
    std::shared_ptr<HostProcess> host_of(const std::filesystem::path& path);
    void refresh_pins(ReadCard& card);
    void note_refusal(const ReadCard& card, const CardPin& pin, const domain::Error& error);
    void note_success(const ReadCard& card, const CardPin& pin);
    domain::Status unblock_by_command(const ReadCard& card, ByteView header, const SecretString& puk,
                                      const SecretString& new_pin);
    domain::Status unblock_in_own_process(const ReadCard& card, const CardPin& pin, SecretString puk,
                                          SecretString new_pin);
    std::optional<int> tries_on_card(const ReadCard& card, CertificateRole role);
    bool gone(const std::string& reader, std::optional<std::uint64_t> event,
              std::chrono::milliseconds patience);
    void forget(const std::string& reader);

    Platform& platform_;
    const CardSettings settings_;
    const ModuleCatalogue catalogue_;
    /// Guards what is below; held while a card is read.
    std::mutex mutex_;
    std::map<std::filesystem::path, std::shared_ptr<HostProcess>> hosts_;
    std::map<std::string, Reading> readings_;
    /// By reader and label of the PIN.
    std::map<std::pair<std::string, std::string>, Refused> refused_;
    /// A lock of its own, so that a change is told while a card is being read.
    std::mutex listener_mutex_;
    std::function<void()> listener_;
    /// Last: its thread calls the listener.
    std::unique_ptr<ReaderWatch> watch_;
};

} // namespace sigillo::agent
