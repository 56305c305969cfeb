#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace sigillo::agent {

/// Runs tasks one after the other, away from the wire thread.
class Executor {
  public:
    virtual ~Executor() = default;
    virtual void run(std::function<void()> task) = 0;
};

/// One thread. The destructor drops what has not begun and waits for what has.
class WorkerThread final : public Executor {
  public:
    WorkerThread();
    ~WorkerThread() override;
    WorkerThread(const WorkerThread&) = delete;
    WorkerThread& operator=(const WorkerThread&) = delete;

    void run(std::function<void()> task) override;
    /// Whether a task is being run now.
    [[nodiscard]] bool working();

  private:
    void serve();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool working_ = false;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace sigillo::agent
