#include "agent/platform/linux/linux_files.hpp"
#include "agent/platform/linux/linux_process.hpp"
#include "agent/platform/linux/linux_talking_process.hpp"
#include "agent/platform/linux/tcp_table.hpp"
#include "agent/platform/platform.hpp"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <openssl/crypto.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::size_t tcp_table_limit = 8 * 1024 * 1024;

std::filesystem::path folder_from(const char* variable, const char* below_home) {
    const char* value = std::getenv(variable);
    if (value != nullptr && value[0] == '/') {
        return value;
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : "/") / below_home;
}

std::optional<TcpEndpoint> endpoint_of(const sockaddr_storage& address) {
    TcpEndpoint result;
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        result.address[10] = result.address[11] = 0xff;
        std::memcpy(result.address.data() + 12, &v4.sin_addr, 4);
        result.port = ntohs(v4.sin_port);
        return result;
    }
    if (address.ss_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        std::memcpy(result.address.data(), &v6.sin6_addr, 16);
        result.port = ntohs(v6.sin6_port);
        return result;
    }
    return std::nullopt;
}

// The value of a desktop entry's Exec key: each argument in quotes, with the reserved characters escaped.
std::string exec_line(const std::vector<std::string>& command) {
    std::string line;
    for (const auto& argument : command) {
        line += line.empty() ? "\"" : " \"";
        for (const char character : argument) {
            if (std::string_view("\"`$\\").find(character) != std::string_view::npos) {
                line += "\\\\";
            }
            line += character;
            if (character == '%') {
                line += '%';
            }
        }
        line += '"';
    }
    return line;
}

class LinuxPlatform final : public Platform {
  public:
    explicit LinuxPlatform(std::filesystem::path state_folder) : state_folder_(std::move(state_folder)) {}

    std::string_view name() const override { return "linux"; }

    domain::Result<std::filesystem::path> state_folder() override {
        const auto folder =
            state_folder_.empty() ? folder_from("XDG_STATE_HOME", ".local/state") / "sigillo" : state_folder_;
        if (const auto made = make_private_folder(folder); !made) {
            return made.error();
        }
        return folder;
    }

    std::vector<std::filesystem::path> find_library(std::string_view file) override {
        std::vector<std::filesystem::path> found;
        std::error_code failed;
        const std::filesystem::path given(file);
        if (given.is_absolute()) {
            if (std::filesystem::is_regular_file(given, failed)) {
                found.push_back(given);
            }
            return found;
        }
        std::vector<std::filesystem::path> folders{"/usr/local/lib", "/usr/lib", "/usr/lib64"};
        for (const auto& entry : std::filesystem::directory_iterator("/usr/lib", failed)) {
            if (entry.path().filename().string().find("-linux-gnu") != std::string::npos) {
                folders.push_back(entry.path());
            }
        }
        for (const auto& folder : folders) {
            for (const char* below : {"", "pkcs11", "softhsm"}) {
                const auto path = folder / below / given;
                if (std::filesystem::is_regular_file(path, failed)) {
                    found.push_back(path);
                }
            }
        }
        return found;
    }

    domain::Result<void*> library_symbol(const std::filesystem::path& library, const char* symbol) override {
        void* loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
        void* address = loaded == nullptr ? nullptr : ::dlsym(loaded, symbol);
        if (address == nullptr) {
            const char* reason = ::dlerror();
            return Error(ErrorId::card_module_failed, {{"reason", reason == nullptr ? symbol : reason}});
        }
        return address;
    }

    domain::Result<std::filesystem::path> own_executable() override {
        std::error_code failed;
        auto path = std::filesystem::read_symlink("/proc/self/exe", failed);
        if (failed) {
            return Error(ErrorId::internal, {{"what", "own executable"}});
        }
        return path;
    }

    domain::Result<std::unique_ptr<ChildProcess>>
    spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment) override {
        return LinuxProcess::start(command, environment);
    }
    domain::Result<std::unique_ptr<TalkingProcess>>
    spawn_talking(const std::vector<std::string>& command) override {
        return LinuxTalkingProcess::start(command);
    }
    domain::Result<std::unique_ptr<FramedPipe>> inherited_pipe() override { return take_inherited_pipe(); }

    domain::Result<bool> peer_is_same_user(std::intptr_t socket) override {
        sockaddr_storage ours{};
        sockaddr_storage theirs{};
        socklen_t ours_size = sizeof ours;
        socklen_t theirs_size = sizeof theirs;
        const int descriptor = static_cast<int>(socket);
        if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&ours), &ours_size) != 0 ||
            ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&theirs), &theirs_size) != 0) {
            return ErrorId::peer_not_user;
        }
        const auto here = endpoint_of(ours);
        const auto there = endpoint_of(theirs);
        if (!here || !there) {
            return ErrorId::peer_not_user;
        }
        for (const char* file : {"/proc/net/tcp", "/proc/net/tcp6"}) {
            const auto table = read_whole_file(file, tcp_table_limit);
            if (!table) {
                continue;
            }
            // The peer's own row: its local end is our remote one.
            if (const auto owner = owner_in_tcp_table(pki::text_of(*table), *there, *here)) {
                return *owner == ::getuid();
            }
        }
        return ErrorId::peer_not_user;
    }

    domain::Status harden_process() override {
        const rlimit none{0, 0};
        if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
            return Error(ErrorId::internal, {{"what", "core dumps"}});
        }
        ::signal(SIGPIPE, SIG_IGN);
        return domain::Done{};
    }

    bool autostart() override {
        std::error_code failed;
        return std::filesystem::exists(autostart_file(), failed);
    }

    domain::Status set_autostart(bool enabled, const std::vector<std::string>& command) override {
        const auto file = autostart_file();
        std::error_code failed;
        if (!enabled) {
            std::filesystem::remove(file, failed);
            return failed ? domain::Status(ErrorId::storage_failed) : domain::Status(domain::Done{});
        }
        std::filesystem::create_directories(file.parent_path(), failed);
        const std::string text =
            "[Desktop Entry]\nType=Application\nName=Sigillo\nExec=" + exec_line(command) +
            "\nTerminal=false\nNoDisplay=true\n";
        return write_file_durably(file, pki::view_of(text));
    }

    domain::Status write_file(const std::filesystem::path& path, ByteView content) override {
        return write_file_durably(path, content);
    }
    bool anyone_may_write(const std::filesystem::path& path) override { return is_writable_by_all(path); }

    domain::Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit) override {
        return read_whole_file(path, limit);
    }

    domain::Result<Bytes> random(std::size_t count) override {
        Bytes bytes(count);
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got = ::getrandom(bytes.data() + done, count - done, 0);
            if (got < 0 && errno != EINTR) {
                return Error(ErrorId::internal, {{"what", "random"}});
            }
            done += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        }
        return bytes;
    }

  private:
    static std::filesystem::path autostart_file() {
        return folder_from("XDG_CONFIG_HOME", ".config") / "autostart" / "sigillo-agent.desktop";
    }
    std::filesystem::path state_folder_;
};

std::size_t page_size() {
    return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

} // namespace

std::unique_ptr<Platform> make_platform(std::filesystem::path state_folder) {
    return std::make_unique<LinuxPlatform>(std::move(state_folder));
}

char* allocate_secret_page() {
    void* page = ::mmap(nullptr, page_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return nullptr;
    }
    (void)::mlock(page, page_size());
    (void)::madvise(page, page_size(), MADV_DONTDUMP);
    (void)::madvise(page, page_size(), MADV_WIPEONFORK);
    return static_cast<char*>(page);
}

void free_secret_page(char* page) {
    if (page != nullptr) {
        OPENSSL_cleanse(page, page_size());
        ::munmap(page, page_size());
    }
}

} // namespace sigillo::agent
