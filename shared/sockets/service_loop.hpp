#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

struct lws_context;

namespace sigillo::sockets {

/// Serves a libwebsockets context on the thread of `run`, with tasks of other threads and a tick a second.
class ServiceLoop {
  public:
    ServiceLoop();
    /// Destroys the context, which ends every connection.
    ~ServiceLoop();
    ServiceLoop(const ServiceLoop&) = delete;
    ServiceLoop& operator=(const ServiceLoop&) = delete;

    /// Takes the context over; before anything else, and once.
    void adopt(lws_context* context);
    [[nodiscard]] lws_context* context() const { return context_.get(); }

    /// Serves until `stop`; `tick` runs once a second, whatever else goes on.
    void run(const std::function<void()>& tick);
    /// From any thread and from a signal handler.
    void stop();
    /// Runs `task` on the thread of `run`. From any thread.
    void post(std::function<void()> task);

  private:
    struct Destroy {
        void operator()(lws_context* context) const;
    };

    void run_tasks();

    std::unique_ptr<lws_context, Destroy> context_;
    std::atomic<bool> stopping_{false};
    std::mutex tasks_mutex_;
    std::vector<std::function<void()>> tasks_;
};

} // namespace sigillo::sockets
