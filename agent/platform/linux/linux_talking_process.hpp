#pragma once

#include "agent/platform/linux/linux_handle.hpp"
#include "agent/platform/platform.hpp"

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace sigillo::agent {

/// Over one socket, which is the child's standard input and output.
class LinuxTalkingProcess final : public TalkingProcess {
  public:
    /// Errors: internal.
    static domain::Result<std::unique_ptr<TalkingProcess>> start(const std::vector<std::string>& command);
    LinuxTalkingProcess(pid_t process, LinuxHandle socket) : process_(process), socket_(std::move(socket)) {}
    ~LinuxTalkingProcess() override;
    LinuxTalkingProcess(const LinuxTalkingProcess&) = delete;
    LinuxTalkingProcess& operator=(const LinuxTalkingProcess&) = delete;

    domain::Result<std::intptr_t> handle() override;
    bool wait(std::chrono::milliseconds timeout) override;

  private:
    pid_t process_;
    LinuxHandle socket_;
};

} // namespace sigillo::agent
