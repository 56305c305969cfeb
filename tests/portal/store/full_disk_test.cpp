#include "tests/portal/support.hpp"

#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fcntl.h>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

Transaction large(std::int64_t expected) {
    auto transaction = appending({StreamKind::request, "R-1"}, expected);
    transaction.streams.front().events.front().payload = std::string(64 * 1024, 'x');
    transaction.writes.emplace_back(
        PutOutboxItem{{"k" + std::to_string(expected), "email", {}, "text", {0}}});
    return transaction;
}

/// In a mount namespace of its own, so that the small disk ends with the process. False where the machine
/// allows none.
bool enter_small_disk(const std::filesystem::path& folder) {
    const auto uid = ::getuid();
    if (::unshare(uid == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) {
        return false;
    }
    if (uid != 0) {
        const auto map = "0 " + std::to_string(uid) + " 1";
        const int file = ::open("/proc/self/uid_map", O_WRONLY);
        const bool mapped =
            file >= 0 && ::write(file, map.data(), map.size()) == static_cast<ssize_t>(map.size());
        ::close(file);
        if (!mapped) {
            return false;
        }
    }
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=2m") == 0;
}

/// 0 good, 77 no small disk to be had, otherwise the step that failed.
int run_on_small_disk(const StoreInFolder& s, const std::filesystem::path& folder) {
    if (!enter_small_disk(folder)) {
        return 77;
    }
    auto opened = open_sqlite_store(folder / "portal.db", s.key);
    if (!opened) {
        return 2;
    }
    auto& store = **opened;
    std::int64_t stored = 0;
    while (stored < 1000) {
        const auto done = store.append(large(stored));
        if (!done) {
            if (done.error().id != domain::ErrorId::storage_full) {
                std::fprintf(stderr, "%s\n", std::string(domain::text_of(done.error().id)).c_str());
                return 3;
            }
            break;
        }
        ++stored;
    }
    if (stored == 0 || stored == 1000) {
        return 4;
    }
    const auto events = store.read({StreamKind::request, "R-1"});
    if (!events || static_cast<std::int64_t>(events->size()) != stored) {
        return 5;
    }
    // Room again: the same object goes on.
    if (::mount("tmpfs", folder.c_str(), "tmpfs", MS_REMOUNT, "size=32m") != 0) {
        return 77;
    }
    if (!store.append(large(stored))) {
        return 6;
    }
    const auto after = store.read({StreamKind::request, "R-1"});
    return after && static_cast<std::int64_t>(after->size()) == stored + 1 ? 0 : 7;
}

} // namespace

TEST_CASE("a full disk refuses with storage-full, keeps what was stored, and the store goes on when there is "
          "room") {
    StoreInFolder s;
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::_exit(run_on_small_disk(s, folder.path()));
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        WARN("no mount namespace on this machine: not run");
        return;
    }
    CHECK(WEXITSTATUS(status) == 0);
}
