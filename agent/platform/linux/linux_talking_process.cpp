#include "agent/platform/linux/linux_talking_process.hpp"

#include "agent/platform/linux/linux_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

domain::Result<std::unique_ptr<TalkingProcess>>
LinuxTalkingProcess::start(const std::vector<std::string>& command) {
    auto sockets = make_socket_pair();
    if (!sockets) {
        return sockets.error();
    }
    const auto process = start_process(command, {}, {sockets->theirs.get(), -1});
    if (!process) {
        return process.error();
    }
    return std::unique_ptr<TalkingProcess>(
        std::make_unique<LinuxTalkingProcess>(*process, std::move(sockets->ours)));
}

LinuxTalkingProcess::~LinuxTalkingProcess() {
    ::kill(process_, SIGKILL);
    while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

domain::Result<std::intptr_t> LinuxTalkingProcess::handle() {
    const int copy = fcntl(socket_.get(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) {
        return Error(ErrorId::internal, {{"what", "socket"}});
    }
    return copy;
}

bool LinuxTalkingProcess::wait(std::chrono::milliseconds timeout) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(timeout.count())) > 0;
}

} // namespace sigillo::agent
