#include "tests/portal/support.hpp"

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

void put(Store& store, const OutboxItem& item) {
    Transaction transaction;
    transaction.writes.emplace_back(PutOutboxItem{item});
    REQUIRE(store.append(transaction).ok());
}

const domain::PersonId person("p-1");

} // namespace

TEST_CASE("an item that was claimed is nobody else's until the lease ends") {
    StoreInFolder s;
    auto other = s.open();
    put(*s.store, {"k", "email", person, "payload", {100}});

    CHECK_FALSE(s.store->claim({99}, {60})->has_value());
    CHECK((*s.store->claim({100}, {60}))->item.payload == "payload");
    CHECK_FALSE(other->claim({159}, {60})->has_value());
    CHECK((*other->claim({160}, {60}))->tries == 2);
}

TEST_CASE("a key is worked off once, also when it is put again after it was done") {
    StoreInFolder s;
    put(*s.store, {"k", "email", person, "payload", {100}});
    put(*s.store, {"k", "email", person, "payload", {100}});
    REQUIRE(s.store->complete((*s.store->claim({100}, {60}))->id, {100}).ok());
    put(*s.store, {"k", "email", person, "payload", {100}});
    CHECK_FALSE(s.store->claim({1000}, {60})->has_value());
    CHECK_FALSE(s.store->next_due()->has_value());
}

TEST_CASE("an item about somebody who was erased is dropped") {
    StoreInFolder s;
    put(*s.store, {"k", "email", person, "payload", {100}});
    put(*s.store, {"l", "email", {}, "for all", {100}});
    Transaction transaction;
    transaction.writes.emplace_back(ErasePerson{person, {100}});
    REQUIRE(s.store->append(transaction).ok());

    CHECK((*s.store->claim({100}, {60}))->item.key == "l");
    CHECK_FALSE(s.store->claim({100}, {60})->has_value());
}

TEST_CASE("a dead letter shows its reason and can be tried again") {
    StoreInFolder s;
    put(*s.store, {"k", "email", person, "payload", {100}});
    REQUIRE(s.store->bury((*s.store->claim({100}, {60}))->id, {100}, "notice-refused").ok());
    const auto dead = s.store->dead_letters();
    REQUIRE(dead->size() == 1);
    CHECK(dead->front().last_error == "notice-refused");
    CHECK(dead->front().item.payload == "payload");

    REQUIRE(s.store->revive(dead->front().id, {200}).ok());
    CHECK((*s.store->claim({200}, {60}))->tries == 1);
}
