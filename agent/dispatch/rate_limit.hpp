#pragma once

#include <algorithm>
#include <cstdint>

namespace sigillo::agent {

/// A bucket of messages that fills with time; a socket that empties it is told to slow down.
class TokenBucket {
  public:
    TokenBucket(int burst, int per_second) : burst_(burst * scale), per_second_(per_second), level_(burst_) {}

    /// `now`: milliseconds of a clock that never goes back. False where the bucket is empty.
    bool take(std::int64_t now) {
        if (last_ != 0) {
            level_ = std::min(burst_, level_ + (now - last_) * per_second_);
        }
        last_ = now;
        if (level_ < scale) {
            return false;
        }
        level_ -= scale;
        return true;
    }

  private:
    // In thousandths of a message: a rate a second times milliseconds needs no division.
    static constexpr std::int64_t scale = 1000;
    std::int64_t burst_;
    std::int64_t per_second_;
    std::int64_t level_;
    std::int64_t last_ = 0;
};

} // namespace sigillo::agent
