#include "tests/support/reader/reader_environment.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <winscard.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

extern char**
    environ; // NOLINT(readability-redundant-declaration): POSIX leaves the declaration to the program

namespace sigillo::tests {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("reader: " + what);
}

pid_t spawn(const std::vector<std::string>& command, int output) {
    std::vector<char*> arguments;
    for (const auto& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (output >= 0) {
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    }
    pid_t child = -1;
    const int error = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        fail("cannot run " + command[0] + ": " + std::strerror(error));
    }
    return child;
}

int wait_for_exit(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            fail("waitpid failed");
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

struct ReaderEnvironment::Context {
    SCARDCONTEXT handle{};

    Context() {
        if (SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle) != SCARD_S_SUCCESS) {
            fail("pcscd does not answer");
        }
    }
    ~Context() { SCardReleaseContext(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

ReaderEnvironment::ReaderEnvironment() {
    if (std::getenv("SIGILLO_READER") == nullptr) {
        fail("not inside with-reader");
    }
    context_ = std::make_unique<Context>();
    std::string name = fs::temp_directory_path() / "sigillo-card-test.XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        fail("no temporary directory");
    }
    directory_ = name;
}

ReaderEnvironment::~ReaderEnvironment() {
    for (unsigned slot = 0; slot < cards_.size(); ++slot) {
        try {
            pull(slot);
        } catch (const std::exception&) { // the environment ends either way
        }
    }
    std::error_code error;
    fs::remove_all(directory_, error);
}

void ReaderEnvironment::insert(unsigned slot, const fs::path& state, const Insertion& insertion) {
    if (cards_.at(slot) != 0) {
        fail("there is a card in slot " + std::to_string(slot));
    }
    std::vector<std::string> command{virtual_card_program().string(), "--state", state.string(), "--port",
                                     std::to_string(port(slot))};
    if (insertion.cut_after != 0) {
        command.insert(command.end(), {"--cut-after", std::to_string(insertion.cut_after)});
    }
    if (insertion.full) {
        command.emplace_back("--full");
    }
    if (!insertion.log.empty()) {
        command.insert(command.end(), {"--log", insertion.log.string()});
    }
    cards_.at(slot) = spawn(command, -1);
    wait_for(slot, true);
}

void ReaderEnvironment::pull(unsigned slot) {
    if (cards_.at(slot) != 0) {
        ::kill(cards_.at(slot), SIGTERM);
        reap(slot);
        wait_for(slot, false);
    }
}

void ReaderEnvironment::wait_until_gone(unsigned slot) {
    if (cards_.at(slot) != 0) {
        reap(slot);
        wait_for(slot, false);
    }
}

void ReaderEnvironment::reap(unsigned slot) {
    wait_for_exit(cards_.at(slot));
    cards_.at(slot) = 0;
}

bool ReaderEnvironment::present(unsigned slot) const {
    const auto name = reader_name(slot);
    SCARD_READERSTATE state{};
    state.szReader = name.c_str();
    return SCardGetStatusChange(context_->handle, 0, &state, 1) == SCARD_S_SUCCESS &&
           (state.dwEventState & SCARD_STATE_PRESENT) != 0 && (state.dwEventState & SCARD_STATE_MUTE) == 0;
}

void ReaderEnvironment::wait_for(unsigned slot, bool present) {
    const auto name = reader_name(slot);
    SCARD_READERSTATE state{};
    state.szReader = name.c_str();
    constexpr DWORD half_a_second = 500; // to notice a card process that died; an event ends the wait at once
    while (true) {
        const auto result = SCardGetStatusChange(context_->handle, half_a_second, &state, 1);
        if (result != SCARD_S_SUCCESS && result != static_cast<LONG>(SCARD_E_TIMEOUT)) {
            fail(std::string("waiting for a card: ") + pcsc_stringify_error(result));
        }
        if (((state.dwEventState & SCARD_STATE_PRESENT) != 0) == present) {
            return;
        }
        int status = 0;
        if (present && ::waitpid(cards_.at(slot), &status, WNOHANG) != 0) {
            cards_.at(slot) = 0;
            fail("the card ended before the reader saw it");
        }
        state.dwCurrentState = state.dwEventState;
    }
}

std::string ReaderEnvironment::reader_name(unsigned slot) {
    return slot == 0 ? "Virtual PCD 00 00" : "Virtual PCD 00 01";
}

std::uint16_t ReaderEnvironment::port(unsigned slot) {
    const char* value = std::getenv(slot == 0 ? "SIGILLO_READER_PORT0" : "SIGILLO_READER_PORT1");
    if (value == nullptr) {
        fail("no port for slot " + std::to_string(slot));
    }
    return static_cast<std::uint16_t>(std::stoul(value));
}

fs::path opensc_module() {
    std::vector<fs::path> candidates{"/usr/lib/opensc-pkcs11.so", "/usr/lib64/opensc-pkcs11.so"};
    for (const auto& folder : fs::directory_iterator("/usr/lib")) {
        candidates.push_back(folder.path() / "opensc-pkcs11.so");
    }
    const auto found = std::find_if(candidates.begin(), candidates.end(), [](const auto& path) {
        std::error_code error;
        return fs::exists(path, error);
    });
    if (found == candidates.end()) {
        fail("opensc-pkcs11.so is missing: install package opensc-pkcs11");
    }
    return *found;
}

fs::path virtual_card_program() {
    const char* other = std::getenv("SIGILLO_VIRTUAL_CARD");
    return other != nullptr ? other : SIGILLO_VIRTUAL_CARD;
}

int run(const std::vector<std::string>& command, std::string* output) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail("no pipe");
    }
    const auto child = spawn(command, ends[1]);
    ::close(ends[1]);
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t count = 0; (count = ::read(ends[0], chunk.data(), chunk.size())) > 0;) {
        text.append(chunk.data(), static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    if (output != nullptr) {
        *output = std::move(text);
    }
    return wait_for_exit(child);
}

} // namespace sigillo::tests
