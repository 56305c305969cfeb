#pragma once

#include "agent/card/card_service.hpp"
#include "agent/card/host_process.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace sigillo::agent {

/// A CardSession in the process of a module.
class ModuleSession final : public CardSession {
  public:
    struct Place {
        std::shared_ptr<HostProcess> host;
        std::uint64_t generation = 0;
        std::uint64_t session = 0;
        /// All slots of the card.
        std::vector<std::uint64_t> slots;
        bool makes_keys = true;
    };
    /// `gone` tells whether the card left its reader since the log-in, or does within the time given;
    /// `changed` is called after each attempt to write on the card.
    ModuleSession(Place place, const CardSettings& settings,
                  std::function<bool(std::chrono::milliseconds)> gone, std::function<void()> changed)
        : place_(std::move(place)), settings_(settings), gone_(std::move(gone)),
          changed_(std::move(changed)) {}
    ~ModuleSession() override;

    /// How long to wait for the reader's word after this error: none where it cannot come of a pulled card.
    static std::chrono::milliseconds patience_after(const domain::Error& error);

    domain::Result<std::vector<Bytes>> sign(ByteView key_id, std::span<const pki::Digest> digests,
                                            const SignProgress& progress) override;
    [[nodiscard]] bool makes_keys() const override { return place_.makes_keys; }
    domain::Result<Bytes> generate_key_pair(ByteView key_id, const std::string& label, int bits) override;
    domain::Result<Bytes> public_key(ByteView key_id) override;
    domain::Status write_certificate(ByteView key_id, const std::string& label, ByteView der) override;
    domain::Result<std::vector<Bytes>> read_certificates(ByteView key_id) override;
    domain::Result<std::vector<Bytes>> used_ids() override;
    domain::Status change_pin(SecretString old_pin, SecretString new_pin) override;
    domain::Result<int> orphan_keys() override;

  private:
    template <class Message>
    domain::Result<typename Message::Reply> call(Message message, std::chrono::milliseconds timeout);
    domain::Result<host::ReadObjects::Reply> objects();

    Place place_;
    const CardSettings& settings_;
    std::function<bool(std::chrono::milliseconds)> gone_;
    std::function<void()> changed_;
};

} // namespace sigillo::agent
