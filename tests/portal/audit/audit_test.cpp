#include "shared/pki/authority.hpp"
#include "shared/pki/cades.hpp"
#include "tests/portal/support.hpp"
#include "web/portal/audit/audit.hpp"

#include <sqlite3.h>

#include <sstream>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;
using audit::Finding;
namespace fs = std::filesystem;

namespace {

constexpr domain::Instant now{1'800'000'000};

pki::KeySigner make_signer() {
    auto key = pki::PrivateKey::generate_ec_p256();
    REQUIRE(key.ok());
    const pki::Bytes serial{1, 2, 3};
    auto root = pki::Authority::create_root("Checkpoints", "Portal", *key, now.seconds - 1000,
                                            now.seconds + 1'000'000, serial);
    REQUIRE(root.ok());
    return {*key, root->certificate()};
}

struct World {
    StoreInFolder s;
    fs::path folder;
    pki::KeySigner signer = make_signer();
    std::vector<std::int64_t> delivered;

    World() : folder(s.folder / "checkpoints") { fs::create_directory(folder); }

    void append(const std::string& request, int count = 1) {
        const StreamId stream{StreamKind::request, request};
        const auto seq = static_cast<std::int64_t>(s.store->read(stream)->size());
        REQUIRE(s.store->append(appending(stream, seq, count)).ok());
    }
    int checkpoint() {
        audit::Checkpoints checkpoints(*s.store, signer, folder,
                                       [this](std::int64_t number, const Bytes&) -> domain::Status {
                                           delivered.push_back(number);
                                           return domain::Done{};
                                       });
        const auto written = checkpoints.write(now);
        REQUIRE(written.ok());
        return *written;
    }
    /// Whoever holds the database's file can do this.
    void tamper(const std::string& sql) {
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open(s.file().c_str(), &handle) == SQLITE_OK);
        const auto all =
            "PRAGMA foreign_keys = OFF; DROP TRIGGER events_stay; DROP TRIGGER events_stay_same;" + sql;
        REQUIRE(sqlite3_exec(handle, all.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
    }
    std::vector<Finding> findings() {
        const auto report = audit::verify(*s.store, folder, {signer.certificate()});
        REQUIRE(report.ok());
        std::vector<Finding> out;
        for (const auto& problem : report->problems) {
            out.push_back(problem.finding);
        }
        return out;
    }
};

using Findings = std::vector<Finding>;

} // namespace

TEST_CASE("an untouched audit is sound, with and without a checkpoint") {
    World w;
    CHECK(w.findings().empty());
    w.append("R-1", 2);
    CHECK(w.findings().empty());
    CHECK(w.checkpoint() == 1);
    CHECK(w.findings().empty());
    w.append("R-1");
    w.append("R-2");
    CHECK(w.checkpoint() == 1);
    CHECK(w.findings().empty());
    CHECK(w.delivered == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("nothing new makes no checkpoint") {
    World w;
    CHECK(w.checkpoint() == 0);
    w.append("R-1");
    CHECK(w.checkpoint() == 1);
    CHECK(w.checkpoint() == 0);
}

TEST_CASE("many streams are spread over several checkpoints, all covered") {
    World w;
    Transaction transaction;
    for (int i = 0; i < audit::checkpoint_max_streams * 2 + 1; ++i) {
        transaction.streams.push_back({{StreamKind::request, "R-" + std::to_string(i)}, 0, {event()}});
    }
    REQUIRE(w.s.store->append(transaction).ok());
    CHECK(w.checkpoint() == 3);
    CHECK(w.findings().empty());
    w.tamper("DELETE FROM events WHERE id IN (1, 500); ");
    CHECK(w.findings() == Findings{Finding::tail_cut, Finding::tail_cut});
}

TEST_CASE("a changed event is found") {
    World w;
    w.append("R-1", 3);
    w.tamper("UPDATE events SET payload = '{}' WHERE seq = 2");
    CHECK(w.findings() == Findings{Finding::event_changed});
}

TEST_CASE("an event taken out of the middle is found") {
    World w;
    w.append("R-1", 3);
    w.tamper("DELETE FROM events WHERE seq = 2");
    CHECK(w.findings() == Findings{Finding::chain_broken});
}

TEST_CASE("a cut tail is found by the checkpoint that saw it") {
    World w;
    w.append("R-1", 3);
    w.checkpoint();
    w.tamper("DELETE FROM events WHERE seq = 3");
    CHECK(w.findings() == Findings{Finding::tail_cut});
}

TEST_CASE("a removed stream is found") {
    World w;
    w.append("R-1");
    w.append("R-2");
    w.checkpoint();
    w.tamper("DELETE FROM events WHERE stream = 1; DELETE FROM streams WHERE id = 1");
    CHECK(w.findings() == Findings{Finding::stream_removed});
}

TEST_CASE("a restored copy of the database is found, also after it has gone on") {
    World w;
    w.append("R-1");
    w.checkpoint();
    w.s.store.reset();
    fs::copy_file(w.s.file(), w.s.folder / "backup.db");
    w.s.store = w.s.open();
    w.append("R-1");
    w.checkpoint();

    w.s.store.reset();
    fs::remove(w.s.folder / "portal.db-wal");
    fs::remove(w.s.folder / "portal.db-shm");
    fs::copy_file(w.s.folder / "backup.db", w.s.file(), fs::copy_options::overwrite_existing);
    w.s.store = w.s.open();
    CHECK(w.findings() == Findings{Finding::database_restored, Finding::tail_cut});

    auto other = appending({StreamKind::request, "R-1"}, 1);
    other.streams.front().events.front().actor = "p-2";
    REQUIRE(w.s.store->append(other).ok());
    CHECK(w.findings() == Findings{Finding::database_restored, Finding::history_replaced});
}

TEST_CASE("a restored database does not overwrite the checkpoints that accuse it") {
    World w;
    w.append("R-1");
    w.checkpoint();
    w.tamper("DELETE FROM checkpoints");
    w.append("R-2");
    audit::Checkpoints checkpoints(*w.s.store, w.signer, w.folder);
    const auto refused = checkpoints.write({now.seconds + 1});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().id == domain::ErrorId::audit_write_failed);
}

TEST_CASE("a checkpoint by another signer is found") {
    World w;
    w.append("R-1", 2);
    w.checkpoint();
    w.tamper("DELETE FROM events WHERE seq = 2; DELETE FROM checkpoints");
    fs::remove(w.folder / audit::file_name(1));
    const auto honest = w.signer.certificate();
    auto forger = make_signer();
    audit::Checkpoints checkpoints(*w.s.store, forger, w.folder);
    REQUIRE(checkpoints.write(now).ok());

    const auto report = audit::verify(*w.s.store, w.folder, {honest});
    REQUIRE(report->problems.size() == 1);
    CHECK(report->problems.front().finding == Finding::checkpoint_forged);
}

TEST_CASE("a checkpoint taken away is found by the one after it and by the database") {
    World w;
    w.append("R-1");
    w.checkpoint();
    w.append("R-1");
    w.checkpoint();
    fs::remove(w.folder / audit::file_name(1));
    CHECK(w.findings() == Findings{Finding::checkpoint_missing, Finding::checkpoint_missing});
}

TEST_CASE("a checkpoint put back under another number is found") {
    World w;
    w.append("R-1");
    w.checkpoint();
    fs::copy_file(w.folder / audit::file_name(1), w.folder / audit::file_name(2));
    CHECK(w.findings() == Findings{Finding::database_restored, Finding::checkpoint_forged});
}

TEST_CASE("a checkpoint whose file was not written in time is written with the next") {
    World w;
    w.append("R-1");
    w.checkpoint();
    fs::remove(w.folder / audit::file_name(1)); // as if the machine had stopped after the commit
    w.append("R-1");
    w.checkpoint();
    CHECK(w.findings().empty());
}

TEST_CASE("the report says in words what was found and is not sound") {
    World w;
    w.append("R-1", 3);
    w.checkpoint();
    std::ostringstream sound;
    CHECK(audit::run_verify(*w.s.store, w.folder, {w.signer.certificate()}, sound) == 0);
    CHECK_THAT(sound.str(), ContainsSubstring("3 events in 1 streams, 1 checkpoints"));

    w.tamper("DELETE FROM events WHERE seq = 3");
    std::ostringstream out;
    CHECK(audit::run_verify(*w.s.store, w.folder, {w.signer.certificate()}, out) == 1);
    CHECK_THAT(out.str(), ContainsSubstring("tail of a stream cut off: request/R-1"));
    CHECK(audit::run_verify(*w.s.store, w.folder / "absent", {w.signer.certificate()}, out) == 2);
}

TEST_CASE("a checkpoint's content is canonical and reads back") {
    const audit::Checkpoint checkpoint{
        3, std::string(64, 'a'), 17, now, {{{StreamKind::order, "O/1"}, 2, pki::Digest{1}}}};
    const auto text = audit::canonical_text(checkpoint);
    const auto back = audit::parse_checkpoint(text);
    REQUIRE(back.ok());
    CHECK(audit::canonical_text(*back) == text);
    CHECK_FALSE(audit::parse_checkpoint(text + " ").ok());
    CHECK_FALSE(audit::parse_checkpoint("{}").ok());
}
