#pragma once

#include "agent/platform/linux/linux_pipe.hpp"

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace sigillo::agent {

/// What a child gets of ours.
struct ChildHandles {
    int standard = -1; ///< its standard input and output
    int pipe = -1; ///< found at `inherited_descriptor`; where there is none the child ends with its parent
};
/// Errors: invalid_argument, internal.
domain::Result<pid_t> start_process(const std::vector<std::string>& command,
                                    const std::vector<std::string>& environment, const ChildHandles& handles);

struct SocketPair {
    LinuxHandle ours;
    LinuxHandle theirs;
};
/// Errors: internal.
domain::Result<SocketPair> make_socket_pair();

class LinuxProcess final : public ChildProcess {
  public:
    /// Errors: internal.
    static domain::Result<std::unique_ptr<ChildProcess>> start(const std::vector<std::string>& command,
                                                               const std::vector<std::string>& environment);
    LinuxProcess(pid_t process, LinuxHandle socket) : process_(process), pipe_(std::move(socket)) {}
    ~LinuxProcess() override;

    FramedPipe& pipe() override { return pipe_; }
    bool running() override { return !exit_code().has_value(); }
    void kill() override;
    std::optional<int> exit_code() override;
    std::int64_t id() const override { return process_; }

  private:
    pid_t process_;
    LinuxPipe pipe_;
    std::optional<int> exit_code_;
};

/// Where a child finds its end of the pipe.
inline constexpr int inherited_descriptor = 3;

/// The pipe of a child. The process ends by itself soon after the other side is gone, also while a library
/// hangs in it.
domain::Result<std::unique_ptr<FramedPipe>> take_inherited_pipe();

} // namespace sigillo::agent
