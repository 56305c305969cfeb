#pragma once

#include "agent/platform/bytes.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::agent {

struct WatchedReader {
    std::string name;
    bool card_present = false;
    Bytes atr;
    /// Grows with each card that comes or goes: the same number means the same stay of the same card.
    std::uint64_t event = 0;
    bool operator==(const WatchedReader&) const = default;
};

/// The readers of the machine and what happens in them. Thread-safe.
class ReaderWatch {
  public:
    virtual ~ReaderWatch() = default;

    /// None where the machine has no PC/SC service (any more). The first call may wait a moment for it.
    virtual std::optional<std::vector<WatchedReader>> readers() = 0;

    /// Whether the card of this event has left this reader, now or at most `patience` later: a card that is
    /// pulled fails its commands before the service tells of it.
    virtual bool leaves(const std::string& reader, std::uint64_t event,
                        std::chrono::milliseconds patience) = 0;

    /// Called on a thread of the watch after every change; must not block. Once only, before `readers`.
    virtual void start(std::function<void()> changed) = 0;

    /// Sends one command to the card beside other programs, without changing its state; the answer with
    /// its two status bytes, none where it fails.
    virtual std::optional<Bytes> transmit(const std::string& reader, ByteView command) = 0;
};

std::unique_ptr<ReaderWatch> make_pcsc_watch();

} // namespace sigillo::agent
