#pragma once

#include "tests/virtual_card/apdu.hpp"

#include <nlohmann/json_fwd.hpp>

namespace sigillo::virtual_card {

/// A smart card as its reader sees it. What persists (files, keys, PINs, retry counters) survives `reset`;
/// what the session holds (selected file, verified PINs) does not.
class Card {
  public:
    virtual ~Card() = default;

    [[nodiscard]] virtual Bytes atr() const = 0;

    /// The reader switched the card off, on, or reset it.
    virtual void reset() = 0;

    /// One command APDU in, one answer with its status word out; never empty, never throws.
    [[nodiscard]] virtual Bytes transmit(View apdu) = 0;

    /// Grows by one with every APDU that changed what persists.
    [[nodiscard]] virtual std::uint64_t revision() const = 0;

    /// What persists, as `load_card` reads it.
    [[nodiscard]] virtual nlohmann::json state() const = 0;
};

} // namespace sigillo::virtual_card
