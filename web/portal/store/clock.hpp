#pragma once

#include "shared/domain/instant.hpp"

#include <atomic>

namespace sigillo::portal {

/// What time it is; a port, so that tests set it.
class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual domain::Instant now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] domain::Instant now() const override;
};

/// A demo's: the system's time, and ahead of it as far as it was moved, so that deadlines can be seen to
/// pass.
class MovedClock final : public Clock {
  public:
    [[nodiscard]] domain::Instant now() const override;
    /// Never back: what happened stays in the past. Whether it moved. From any thread.
    bool move_to(domain::Duration ahead);

  private:
    std::atomic<std::int64_t> ahead_{0}; // seconds
};

} // namespace sigillo::portal
