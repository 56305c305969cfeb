#pragma once

#include "agent/card/make_card_service.hpp"
#include "tests/support/pki_world.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sigillo::test {

/// A card in SoftHSM behind a module that fails on command, in a folder of its own that goes with it. One
/// slot, one PIN, an authentication and a signature certificate of the world's secretary that end 30 days
/// after the world's now.
class SoftCard {
  public:
    static constexpr const char* pin = "12345678";
    static constexpr const char* puk = "87654321";

    SoftCard();
    ~SoftCard();
    SoftCard(const SoftCard&) = delete;
    SoftCard& operator=(const SoftCard&) = delete;

    /// See faulty_module.cpp. Empty: no faults.
    void set_faults(const std::string& lines) const;
    void put_in() const;
    void pull() const;
    /// Names of the functions called since the last time, in order.
    [[nodiscard]] std::vector<std::string> take_calls() const;
    /// Ids of the objects of a class ("cert", "privkey", "pubkey") as other software sees them.
    [[nodiscard]] std::vector<std::string> ids_seen_by_others(const std::string& kind) const;

    [[nodiscard]] agent::CardSettings settings() const;
    [[nodiscard]] std::filesystem::path folder() const { return folder_; }
    [[nodiscard]] static agent::SecretString secret(std::string text = pin);

  private:
    std::filesystem::path folder_;
};

/// The one card of the service, which must be there.
agent::CardSnapshot only_card(agent::CardService& service);

} // namespace sigillo::test
