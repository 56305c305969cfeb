#include "agent/card/host_process.hpp"

#include <openssl/crypto.h>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

domain::Status HostProcess::ensure_running() {
    if (process_ != nullptr && process_->running()) {
        return domain::Done{};
    }
    process_.reset();
    auto command = settings_.host_command;
    if (command.empty()) {
        const auto self = platform_.own_executable();
        if (!self) {
            return self.error();
        }
        command = {self->string(), "module-host"};
    }
    command.push_back(module_.string());
    auto started = platform_.spawn(command, settings_.host_environment);
    if (!started) {
        return started.error();
    }
    process_ = std::move(*started);
    ++generation_;
    sessions_ = 0;
    worn_out_ = false;
    return domain::Done{};
}

void HostProcess::session_began() {
    const std::lock_guard lock(mutex_);
    ++sessions_;
}

void HostProcess::session_ended(std::uint64_t generation, bool pulled) {
    const std::lock_guard lock(mutex_);
    if (generation != generation_) {
        return;
    }
    --sessions_;
    worn_out_ = worn_out_ || pulled;
    if (worn_out_ && sessions_ <= 0) {
        process_.reset();
    }
}

void HostProcess::stop() {
    const std::lock_guard lock(mutex_);
    process_.reset();
}

Error HostProcess::fail(const char* reason) {
    process_->kill();
    process_.reset();
    return {ErrorId::card_module_failed, {{"module", module_.filename().string()}, {"reason", reason}}};
}

domain::Result<Bytes> HostProcess::exchange(const host::Request& request, std::chrono::milliseconds timeout,
                                            std::optional<std::uint64_t> generation) {
    const std::lock_guard lock(mutex_);
    if (const auto running = ensure_running(); !running) {
        return running.error();
    }
    if (generation && *generation != generation_) {
        return Error(ErrorId::card_module_failed,
                     {{"module", module_.filename().string()}, {"reason", "restarted"}});
    }
    auto frame = host::encode(request);
    const auto sent = process_->pipe().send(frame);
    OPENSSL_cleanse(frame.data(), frame.size());
    if (!sent) {
        return fail("crashed");
    }
    auto answer = process_->pipe().receive(timeout);
    if (!answer) {
        return fail(answer.error().id == ErrorId::busy ? "hung" : "crashed");
    }
    // A module that answers nonsense is as good as crashed.
    if (const auto failure = host::failure_in(*answer);
        failure && failure->id == ErrorId::message_malformed) {
        return fail("message");
    }
    return answer;
}

} // namespace sigillo::agent
