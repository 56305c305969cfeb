#include "web/portal/outbox/outbox.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace sigillo::portal {

struct OutboxWorker::Content {
    std::unique_ptr<Store> store;
    std::unique_ptr<Outbox> outbox;
    std::function<void(const domain::Error&)> report;
    std::mutex mutex;
    std::condition_variable changed;
    bool woken = true; // what an earlier run left is due at once
    std::atomic<bool> ending = false;
    std::thread thread;

    void run() {
        domain::Duration pause{0};
        while (true) {
            {
                std::unique_lock lock(mutex);
                changed.wait_for(lock, std::chrono::seconds(pause.seconds),
                                 [this] { return woken || ending; });
                if (ending) {
                    return;
                }
                woken = false;
            }
            const auto ran = outbox->run_due([this] { return ending.load(); });
            if (!ran) {
                report(ran.error());
                pause = domain::Duration{5}; // a full disk, say, does not pass by asking at once
            } else {
                pause = outbox->idle_time();
            }
        }
    }
};

OutboxWorker::OutboxWorker(std::unique_ptr<Store> store, const Make& make,
                           std::function<void(const domain::Error&)> report)
    : content_(std::make_unique<Content>()) {
    content_->store = std::move(store);
    content_->outbox = make(*content_->store);
    content_->report = std::move(report);
    content_->thread = std::thread([content = content_.get()] { content->run(); });
}

OutboxWorker::~OutboxWorker() {
    {
        const std::lock_guard lock(content_->mutex);
        content_->ending = true;
    }
    content_->changed.notify_all();
    content_->thread.join();
}

void OutboxWorker::wake() {
    {
        const std::lock_guard lock(content_->mutex);
        content_->woken = true;
    }
    content_->changed.notify_all();
}

} // namespace sigillo::portal
