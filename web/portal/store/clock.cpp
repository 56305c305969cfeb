#include "web/portal/store/clock.hpp"

#include <ctime>

namespace sigillo::portal {

domain::Instant SystemClock::now() const {
    return {static_cast<std::int64_t>(std::time(nullptr))};
}

} // namespace sigillo::portal
