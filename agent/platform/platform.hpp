#pragma once

#include "agent/platform/bytes.hpp"
#include "shared/domain/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Everything that the agent needs of the operating system. Text is UTF-8. No other file of agent/ calls
// the operating system; Windows and macOS are further implementations of `Platform`.
namespace sigillo::agent {

/// Messages over a pipe, each with its length in front, so that a reader never sees half of one.
/// One thread sends, one receives; `close` may come from any thread and ends a waiting `receive`.
class FramedPipe {
  public:
    static constexpr std::size_t max_frame = 16 * 1024 * 1024;

    virtual ~FramedPipe() = default;
    /// Errors: message_too_large, card_module_failed where the other side is gone.
    virtual domain::Status send(ByteView frame) = 0;
    /// Waits at most `timeout` (no value: for ever).
    /// Errors: busy when the time is over, card_module_failed where the other side is gone,
    /// message_too_large.
    virtual domain::Result<Bytes> receive(std::optional<std::chrono::milliseconds> timeout) = 0;
    virtual void close() = 0;
};

/// A child process and the pipe to it. The destructor ends the process and waits for it.
class ChildProcess {
  public:
    virtual ~ChildProcess() = default;
    virtual FramedPipe& pipe() = 0;
    virtual bool running() = 0;
    /// Ends the process at once and waits until it is gone.
    virtual void kill() = 0;
    /// Exit code; 128 + signal number for one that crashed; none while it runs.
    virtual std::optional<int> exit_code() = 0;
    virtual std::int64_t id() const = 0;
};

/// A child process that speaks on its standard input and output, such as a window for PINs. The destructor
/// ends it at once.
class TalkingProcess {
  public:
    virtual ~TalkingProcess() = default;
    /// A native handle of our end of what the child reads and writes, for a library that takes it over.
    /// Errors: internal.
    virtual domain::Result<std::intptr_t> handle() = 0;
    /// Waits at most `timeout` until there is something to read or the child is gone; false: neither.
    virtual bool wait(std::chrono::milliseconds timeout) = 0;
};

class Platform {
  public:
    virtual ~Platform() = default;

    /// "linux", "windows", "macos": key of assets/cards/modules.json.
    virtual std::string_view name() const = 0;

    /// The folder of the user for journals and consents, created with access for the user alone.
    /// Errors: storage_failed.
    virtual domain::Result<std::filesystem::path> state_folder() = 0;

    /// Where a library may lie: an absolute path stands for itself, a bare file name is looked for in the
    /// system's library folders. Only files that exist.
    virtual std::vector<std::filesystem::path> find_library(std::string_view file) = 0;

    /// Loads a library for good (it is never unloaded) and gives the address of a function in it.
    /// Errors: card_module_failed {reason}.
    virtual domain::Result<void*> library_symbol(const std::filesystem::path& library,
                                                 const char* symbol) = 0;

    /// The program that runs now, for starting itself again with a hidden sub-command.
    virtual domain::Result<std::filesystem::path> own_executable() = 0;

    /// Starts `command` (program first) with a pipe to it; the child takes its end by `inherited_pipe`.
    /// Standard input and output are the null device, standard error is ours, other handles are closed.
    /// `environment` entries ("NAME=value") are added to ours. Errors: internal.
    virtual domain::Result<std::unique_ptr<ChildProcess>>
    spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment) = 0;
    /// Starts `command` so that it can be talked to, with standard error ours and other handles closed; it
    /// ends with this process. A program that is not there shows as a child that is gone. Errors: internal.
    virtual domain::Result<std::unique_ptr<TalkingProcess>>
    spawn_talking(const std::vector<std::string>& command) = 0;
    /// In a process started by `spawn`: its end of the pipe. Errors: internal where there is none.
    virtual domain::Result<std::unique_ptr<FramedPipe>> inherited_pipe() = 0;

    /// Whether the process at the other end of this accepted loopback TCP connection runs as the same
    /// operating-system user as we do. `socket` is the native handle. Errors: peer_not_user where it
    /// cannot be found out.
    virtual domain::Result<bool> peer_is_same_user(std::intptr_t socket) = 0;

    /// No core dumps, no reading of our memory by other processes of the same user, and writing to what
    /// nobody reads is an error, not the end. Once, first in main.
    virtual domain::Status harden_process() = 0;

    /// Whether the agent starts with the user's desktop session.
    virtual bool autostart() = 0;
    /// Errors: storage_failed.
    virtual domain::Status set_autostart(bool enabled, const std::vector<std::string>& command) = 0;

    /// The file has either its old or all of the new content, also after a power cut (written beside,
    /// synced, renamed, folder synced). For the user alone. Errors: storage_full, storage_failed.
    virtual domain::Status write_file(const std::filesystem::path& path, ByteView content) = 0;
    /// Errors: not_found, storage_failed, message_too_large above `limit` bytes.
    virtual domain::Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit) = 0;

    /// Whether every user of this computer may change the file. False where it cannot be found out.
    virtual bool anyone_may_write(const std::filesystem::path& path) = 0;

    /// Bytes from the system's random source.
    virtual domain::Result<Bytes> random(std::size_t count) = 0;
};

/// The implementation for the system that this was built for. `state_folder`: in place of the user's own
/// (configuration, tests); empty: the user's own.
std::unique_ptr<Platform> make_platform(std::filesystem::path state_folder = {});

/// One page of memory of its own: zeroed, kept out of swap (best effort: a limit of the user may forbid it)
/// and out of core dumps. Null when there is no memory. For SecretString.
char* allocate_secret_page();
/// Wipes the page and gives it back.
void free_secret_page(char* page);

} // namespace sigillo::agent
