#include "tests/portal/support.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

/// Appends for ever: each transaction two events and an outbox item of its own; tells each by a byte.
[[noreturn]] void append_for_ever(const StoreInFolder& s, int report) {
    auto store = open_sqlite_store(s.file(), s.key);
    for (std::int64_t n = 0; store; ++n) {
        const auto at = (*store)->read({StreamKind::request, "R-1"});
        if (!at) {
            break;
        }
        auto transaction = appending({StreamKind::request, "R-1"}, static_cast<std::int64_t>(at->size()), 2);
        transaction.writes.emplace_back(
            PutOutboxItem{{"k" + std::to_string(at->size()), "email", domain::PersonId("p"), "text", {0}}});
        if (!(*store)->append(transaction) || ::write(report, "x", 1) != 1) {
            break;
        }
    }
    ::_exit(1);
}

} // namespace

TEST_CASE("a portal that is killed while it appends leaves nothing half and loses nothing answered") {
    StoreInFolder s;
    s.store.reset();
    std::int64_t answered = 0;
    for (int round = 1; round <= 8; ++round) {
        int report[2];
        REQUIRE(::pipe(report) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::close(report[0]);
            append_for_ever(s, report[1]);
        }
        ::close(report[1]);
        char byte = 0;
        for (int i = 0; i < round * 3; ++i) {
            REQUIRE(::read(report[0], &byte, 1) == 1);
            ++answered;
        }
        REQUIRE(::kill(child, SIGKILL) == 0);
        REQUIRE(::waitpid(child, nullptr, 0) == child);
        while (::read(report[0], &byte, 1) == 1) {
            ++answered;
        }
        ::close(report[0]);
    }

    const auto store = s.open();
    const auto events = store->read({StreamKind::request, "R-1"});
    REQUIRE(events.ok()); // the chain holds
    CHECK(events->size() % 2 == 0);
    CHECK(static_cast<std::int64_t>(events->size()) >= answered * 2);
    std::size_t items = 0;
    while (store->claim({1}, {1000})->has_value()) {
        ++items;
    }
    CHECK(items == events->size() / 2);
}
