#include "shared/sockets/service_loop.hpp"

#include <libwebsockets.h>

#include <chrono>
#include <utility>

namespace sigillo::sockets {

ServiceLoop::ServiceLoop() = default;
ServiceLoop::~ServiceLoop() = default;

void ServiceLoop::Destroy::operator()(lws_context* context) const {
    lws_context_destroy(context);
}

void ServiceLoop::adopt(lws_context* context) {
    context_.reset(context);
}

void ServiceLoop::run(const std::function<void()>& tick) {
    using clock = std::chrono::steady_clock;
    auto next_tick = clock::now() + std::chrono::seconds(1);
    lws_sorted_usec_list_t wake{};
    while (!stopping_) {
        // The list's entry ends the sleep of lws_service in time for the tick.
        lws_sul_schedule(
            context_.get(), 0, &wake, [](lws_sorted_usec_list_t*) {}, LWS_US_PER_SEC);
        if (lws_service(context_.get(), 0) < 0) {
            break;
        }
        run_tasks();
        if (clock::now() >= next_tick) {
            next_tick = clock::now() + std::chrono::seconds(1);
            tick();
        }
    }
    lws_sul_cancel(&wake);
}

void ServiceLoop::stop() {
    stopping_ = true;
    if (context_) {
        lws_cancel_service(context_.get());
    }
}

void ServiceLoop::post(std::function<void()> task) {
    {
        const std::lock_guard lock(tasks_mutex_);
        tasks_.push_back(std::move(task));
    }
    lws_cancel_service(context_.get());
}

void ServiceLoop::run_tasks() {
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(tasks_mutex_);
        tasks.swap(tasks_);
    }
    for (auto& task : tasks) {
        task();
    }
}

} // namespace sigillo::sockets
