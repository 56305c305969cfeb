#pragma once

#include "shared/domain/instant.hpp"

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

} // namespace sigillo::portal
