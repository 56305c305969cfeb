#pragma once

#include "agent/card/card_settings.hpp"
#include "agent/module_host/host_messages.hpp"
#include "agent/platform/platform.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>

namespace sigillo::agent {

/// The process of one PKCS#11 module: started at the first call, ended and started anew when it crashes or
/// does not answer in time. Calls go one after the other. Thread-safe.
class HostProcess {
  public:
    HostProcess(Platform& platform, const CardSettings& settings, std::filesystem::path module)
        : platform_(platform), settings_(settings), module_(std::move(module)) {}

    /// Errors: what the module answers; card_module_failed {module, reason = hung | crashed | message}.
    template <class Message>
    domain::Result<typename Message::Reply> call(Message message, std::chrono::milliseconds timeout) {
        const auto frame = exchange(host::Request(std::move(message)), timeout, std::nullopt);
        return frame ? host::decode_reply<typename Message::Reply>(*frame) : frame.error();
    }
    template <class Message>
    domain::Result<typename Message::Reply> call(Message message) {
        return call(std::move(message), settings_.call_timeout);
    }
    /// For a message about a session: only if the process is still the one that the session is of
    /// (card_module_failed otherwise).
    template <class Message>
    domain::Result<typename Message::Reply> call_in(std::uint64_t generation, Message message,
                                                    std::chrono::milliseconds timeout) {
        const auto frame = exchange(host::Request(std::move(message)), timeout, generation);
        return frame ? host::decode_reply<typename Message::Reply>(*frame) : frame.error();
    }

    /// Ends the process; the next call starts another.
    void stop();

    /// Sessions are counted, so that the process can be ended after a card was pulled without taking another
    /// card's session with it. `pulled`: end it now, or with the last session.
    void session_began();
    void session_ended(std::uint64_t generation, bool pulled);

    /// Counts the processes; sessions of an earlier one are gone.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }
    [[nodiscard]] const std::filesystem::path& module() const { return module_; }

  private:
    domain::Result<Bytes> exchange(const host::Request& request, std::chrono::milliseconds timeout,
                                   std::optional<std::uint64_t> generation);
    domain::Status ensure_running();
    domain::Error fail(const char* reason);

    Platform& platform_;
    const CardSettings& settings_;
    const std::filesystem::path module_;
    std::mutex mutex_;
    std::unique_ptr<ChildProcess> process_;
    int sessions_ = 0;
    bool worn_out_ = false;
    std::atomic<std::uint64_t> generation_{0};
};

} // namespace sigillo::agent
