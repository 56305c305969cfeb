#include "web/portal/store/clock.hpp"

#include <ctime>

namespace sigillo::portal {

domain::Instant SystemClock::now() const {
    return {static_cast<std::int64_t>(std::time(nullptr))};
}

domain::Instant MovedClock::now() const {
    return SystemClock().now() + domain::Duration{ahead_.load()};
}

bool MovedClock::move_to(domain::Duration ahead) {
    std::int64_t before = ahead_.load();
    while (before < ahead.seconds) {
        if (ahead_.compare_exchange_weak(before, ahead.seconds)) {
            return true;
        }
    }
    return false;
}

} // namespace sigillo::portal
