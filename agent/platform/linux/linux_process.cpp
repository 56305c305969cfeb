#include "agent/platform/linux/linux_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

// After an orderly end of the pipe a child has this long to log out of the card.
constexpr std::chrono::milliseconds farewell{1500};

const char* const null_device = "/dev/null";

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (const auto& text : texts) {
        result.push_back(const_cast<char*>(text.c_str()));
    }
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> environment_with(const std::vector<std::string>& added) {
    std::vector<std::string> result;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('=') + 1);
        bool replaced = false;
        for (const auto& other : added) {
            replaced = replaced || std::string_view(other).substr(0, name.size()) == name;
        }
        if (!replaced) {
            result.emplace_back(text);
        }
    }
    result.insert(result.end(), added.begin(), added.end());
    return result;
}

// Only async-signal-safe calls: other threads of the parent may have held any lock at the fork.
[[noreturn]] void become(const ChildHandles& handles, char* const* arguments, char* const* environment) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    signal(SIGPIPE, SIG_DFL);
    // First above the range that the numbers below are put into.
    const int high_standard = fcntl(handles.standard, F_DUPFD, 10);
    const int high_pipe = handles.pipe < 0 ? -1 : fcntl(handles.pipe, F_DUPFD, 10);
    dup2(high_standard, STDIN_FILENO);
    dup2(high_standard, STDOUT_FILENO);
    if (high_pipe >= 0) {
        dup2(high_pipe, inherited_descriptor);
    } else {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    close_range(inherited_descriptor + (high_pipe >= 0 ? 1 : 0), ~0U, 0);
    execvpe(arguments[0], arguments, environment);
    _exit(127);
}

} // namespace

domain::Result<pid_t> start_process(const std::vector<std::string>& command,
                                    const std::vector<std::string>& environment,
                                    const ChildHandles& handles) {
    if (command.empty()) {
        return ErrorId::invalid_argument;
    }
    const auto all = environment_with(environment);
    const auto arguments = pointers(command);
    const auto variables = pointers(all);
    const pid_t process = fork();
    if (process < 0) {
        return Error(ErrorId::internal, {{"what", "fork"}});
    }
    if (process == 0) {
        become(handles, arguments.data(), variables.data());
    }
    return process;
}

domain::Result<SocketPair> make_socket_pair() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return Error(ErrorId::internal, {{"what", "socketpair"}});
    }
    return SocketPair{LinuxHandle(ends[0]), LinuxHandle(ends[1])};
}

domain::Result<std::unique_ptr<ChildProcess>>
LinuxProcess::start(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
    auto sockets = make_socket_pair();
    if (!sockets) {
        return sockets.error();
    }
    const LinuxHandle nothing(open(null_device, O_RDWR | O_CLOEXEC));
    const auto process = start_process(command, environment, {nothing.get(), sockets->theirs.get()});
    if (!process) {
        return process.error();
    }
    return std::unique_ptr<ChildProcess>(std::make_unique<LinuxProcess>(*process, std::move(sockets->ours)));
}

std::optional<int> LinuxProcess::exit_code() {
    if (!exit_code_) {
        int status = 0;
        if (waitpid(process_, &status, WNOHANG) == process_) {
            exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    }
    return exit_code_;
}

void LinuxProcess::kill() {
    if (exit_code()) {
        return;
    }
    ::kill(process_, SIGKILL);
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

LinuxProcess::~LinuxProcess() {
    if (!exit_code()) {
        // Its end of the pipe closes when the process ends; by then it has logged out.
        pipe_.wait_for_other_side(farewell);
    }
    kill();
}

domain::Result<std::unique_ptr<FramedPipe>> take_inherited_pipe() {
    struct stat about {};
    if (fstat(inherited_descriptor, &about) != 0 || !S_ISSOCK(about.st_mode)) {
        return Error(ErrorId::internal, {{"what", "pipe"}});
    }
    fcntl(inherited_descriptor, F_SETFD, FD_CLOEXEC);
    const int watched = fcntl(inherited_descriptor, F_DUPFD_CLOEXEC, 10);
    std::thread([watched] {
        pollfd waiting{watched, POLLRDHUP, 0};
        while (::poll(&waiting, 1, -1) < 0 && errno == EINTR) {
        }
        std::this_thread::sleep_for(farewell);
        _exit(0);
    }).detach();
    return std::unique_ptr<FramedPipe>(std::make_unique<LinuxPipe>(LinuxHandle(inherited_descriptor)));
}

} // namespace sigillo::agent
