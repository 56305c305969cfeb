#include "agent/dispatch/executor.hpp"

namespace sigillo::agent {

WorkerThread::WorkerThread() : thread_([this] { serve(); }) {}

WorkerThread::~WorkerThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        tasks_.clear();
    }
    wake_.notify_one();
    thread_.join();
}

void WorkerThread::run(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        if (ending_) {
            return;
        }
        tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
}

bool WorkerThread::working() {
    const std::lock_guard lock(mutex_);
    return working_ || !tasks_.empty();
}

void WorkerThread::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
        if (ending_) {
            return;
        }
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        working_ = true;
        lock.unlock();
        task();
        task = nullptr;
        lock.lock();
        working_ = false;
    }
}

} // namespace sigillo::agent
