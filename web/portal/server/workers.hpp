#pragma once

#include "web/portal/server/server.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace sigillo::portal {

/// A few threads for what would stall the loop: passwords, calls to other servers.
class Workers final : public Background {
  public:
    /// `post` brings a function back to the loop's thread and may be called until the destructor returns.
    /// At most `max_waiting` jobs wait.
    Workers(unsigned threads, std::size_t max_waiting, std::function<void(std::function<void()>)> post);
    ~Workers() override;
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    bool run(std::function<void()> work, std::function<void()> done) override;

  private:
    struct Job {
        std::function<void()> work;
        std::function<void()> done;
    };
    void serve();

    std::size_t max_waiting_;
    std::function<void(std::function<void()>)> post_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace sigillo::portal
