#include "web/portal/api/clerk.hpp"

namespace sigillo::portal {

namespace {

constexpr std::size_t most_waiting = 32;

}

void Clerk::take(Work work) {
    if (waiting_.size() >= most_waiting) {
        work.refuse();
        return;
    }
    waiting_.push_back(std::move(work));
    if (!busy_) {
        next();
    }
}

void Clerk::next() {
    busy_ = true;
    while (!waiting_.empty()) {
        const bool started = background_.run(waiting_.front().run, [this] {
            const auto done = std::move(waiting_.front().done);
            waiting_.pop_front();
            done();
            next();
        });
        if (started) {
            return;
        }
        const auto refuse = std::move(waiting_.front().refuse);
        waiting_.pop_front();
        refuse();
    }
    busy_ = false;
}

} // namespace sigillo::portal
