#include "tests/portal/support.hpp"

#include <sqlite3.h>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

const StreamId stream{StreamKind::request, "R-1"};

void tamper(const std::filesystem::path& file, const char* sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    REQUIRE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

} // namespace

TEST_CASE("events come back in order with their chain") {
    StoreInFolder s;
    REQUIRE(s.store->append(appending(stream, 0, 2)).ok());
    REQUIRE(s.store->append(appending(stream, 2)).ok());

    const auto events = s.store->read(stream);
    REQUIRE(events.ok());
    REQUIRE(events->size() == 3);
    CHECK((*events)[2].seq == 3);
    CHECK((*events)[0].previous == pki::Digest{});
    CHECK((*events)[1].previous == (*events)[0].hash);
    CHECK((*events)[2].previous == (*events)[1].hash);
    CHECK((*events)[0].event.payload == event().payload);
}

TEST_CASE("what was stored is there after the store is opened again") {
    StoreInFolder s;
    REQUIRE(s.store->append(appending(stream, 0)).ok());
    s.store.reset();
    CHECK(s.open()->read(stream)->size() == 1);
}

TEST_CASE("of two people who acted on the same state the second is told that the request changed") {
    StoreInFolder s;
    auto other = s.open();
    REQUIRE(s.store->append(appending(stream, 0)).ok());

    const auto late = other->append(appending(stream, 0));
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().id == domain::ErrorId::request_changed_meanwhile);
    CHECK(other->read(stream)->size() == 1);
}

TEST_CASE("a transaction over two streams leaves nothing of it where one of them has moved on") {
    StoreInFolder s;
    const StreamId order{StreamKind::order, "O-1"};
    REQUIRE(s.store->append(appending(order, 0)).ok());
    auto both = appending(stream, 0);
    both.streams.push_back(appending(order, 0).streams.front());
    both.writes.emplace_back(PutOutboxItem{{"key", "kind", {}, "payload", {0}}});

    REQUIRE_FALSE(s.store->append(both).ok());
    CHECK(s.store->read(stream)->empty());
    CHECK_FALSE(s.store->claim({10}, {10})->has_value());
}

TEST_CASE("the same command sent twice is answered once, with the first reply") {
    StoreInFolder s;
    auto command = appending(stream, 0);
    command.command = CommandKey{"p-1", "command-1", "digest", {1'800'000'000}};
    command.reply = "first";
    REQUIRE_FALSE(s.store->append(command)->repeated);

    command.reply = "second";
    const auto again = s.store->append(command);
    REQUIRE(again.ok());
    CHECK(again->repeated);
    CHECK(again->reply == "first");
    CHECK(s.store->read(stream)->size() == 1);
}

TEST_CASE("a command's id does not stand for another command") {
    StoreInFolder s;
    auto command = appending(stream, 0);
    command.command = CommandKey{"p-1", "command-1", "digest", {1'800'000'000}};
    REQUIRE(s.store->append(command).ok());

    command.command->content = "another digest";
    const auto refused = s.store->append(command);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().id == domain::ErrorId::invalid_argument);
}

TEST_CASE("two people may use the same command id") {
    StoreInFolder s;
    auto command = appending(stream, 0);
    command.command = CommandKey{"p-1", "command-1", "digest", {1'800'000'000}};
    REQUIRE(s.store->append(command).ok());
    auto others = appending({StreamKind::request, "R-2"}, 0);
    others.command = CommandKey{"p-2", "command-1", "digest", {1'800'000'000}};
    CHECK_FALSE(s.store->append(others)->repeated);
}

TEST_CASE("an event that was changed behind the store's back is not decided on") {
    StoreInFolder s;
    REQUIRE(s.store->append(appending(stream, 0, 2)).ok());
    tamper(s.file(), "DROP TRIGGER events_stay_same; UPDATE events SET actor = 'p-9' WHERE seq = 2;");

    const auto events = s.store->read(stream);
    REQUIRE_FALSE(events.ok());
    CHECK(events.error().id == domain::ErrorId::audit_chain_broken);
    CHECK(events.error().details.at("seq") == "2");
}

TEST_CASE("another connection's commit shows in the change feed") {
    StoreInFolder s;
    auto reader = s.open();
    const auto start = reader->last_change();
    const auto version = reader->data_version();
    CHECK(reader->data_version() == version);
    REQUIRE(s.store->append(appending(stream, 0, 2)).ok());

    CHECK(reader->data_version() != version);
    const auto changes = reader->changes(*start);
    REQUIRE(changes->size() == 2);
    CHECK(changes->back().stream == stream);
    CHECK(changes->back().seq == 2);
    CHECK(reader->changes(changes->back().id)->empty());
}

TEST_CASE("a database of a newer program is refused, not touched") {
    StoreInFolder s;
    s.store.reset();
    tamper(s.file(), "PRAGMA user_version = 99");
    const auto opened = open_sqlite_store(s.file(), s.key);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().id == domain::ErrorId::configuration_invalid);
}

TEST_CASE("a database does not open with another installation's key") {
    StoreInFolder s;
    s.store.reset();
    const auto other = InstallationKey::create(s.folder / "other.key");
    const auto opened = open_sqlite_store(s.file(), *other);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().id == domain::ErrorId::configuration_invalid);
}

TEST_CASE("a document is kept once and comes back as it was") {
    StoreInFolder s;
    const Bytes content = pki::bytes_of("signed act");
    Transaction transaction;
    transaction.writes.emplace_back(PutDocument{{{}, "act", domain::PersonId("p-1"), content}});
    transaction.writes.emplace_back(PutDocument{{{}, "act", domain::PersonId("p-1"), content}});
    REQUIRE(s.store->append(transaction).ok());

    const auto document = s.store->document(domain::Digest(pki::sha256_hex(content)));
    REQUIRE(document.ok());
    CHECK(document->content == content);
    CHECK(document->kind == "act");
}
