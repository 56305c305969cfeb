#include "web/portal/server/workers.hpp"

namespace sigillo::portal {

Workers::Workers(unsigned threads, std::size_t max_waiting, std::function<void(std::function<void()>)> post)
    : max_waiting_(max_waiting), post_(std::move(post)) {
    for (unsigned i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { serve(); });
    }
}

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
}

bool Workers::run(std::function<void()> work, std::function<void()> done) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || jobs_.size() >= max_waiting_) {
            return false;
        }
        jobs_.push_back({std::move(work), std::move(done)});
    }
    wake_.notify_one();
    return true;
}

void Workers::serve() {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (stopping_) {
                return;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job.work();
        post_(std::move(job.done));
    }
}

} // namespace sigillo::portal
