#include "tests/portal/support.hpp"

#include <sys/stat.h>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

const domain::PersonId person("p-1");

void erase(Store& store) {
    Transaction transaction;
    transaction.writes.emplace_back(ErasePerson{person, {1}});
    REQUIRE(store.append(transaction).ok());
}

} // namespace

TEST_CASE("what was sealed opens at its place and nowhere else") {
    StoreInFolder s;
    const auto sealed = s.store->vault().seal(person, "event/request/R-1/1", "Mario");
    REQUIRE(sealed.ok());
    CHECK(*s.store->vault().open(person, "event/request/R-1/1", *sealed) == "Mario");
    CHECK_FALSE(s.store->vault().open(person, "event/request/R-1/2", *sealed).ok());
    REQUIRE(s.store->vault().seal(domain::PersonId("p-2"), "x", "y").ok());
    CHECK_FALSE(s.store->vault().open(domain::PersonId("p-2"), "event/request/R-1/1", *sealed).ok());
}

TEST_CASE("no changed byte of what was sealed opens") {
    StoreInFolder s;
    const auto sealed = *s.store->vault().seal(person, "place", "Mario");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1;
        CHECK_FALSE(s.store->vault().open(person, "place", changed).ok());
    }
    CHECK_FALSE(s.store->vault().open(person, "place", {}).ok());
}

TEST_CASE("after erasure nothing opens and nothing can be sealed for that person") {
    StoreInFolder s;
    const auto sealed = *s.store->vault().seal(person, "place", "Mario");
    erase(*s.store);
    CHECK(s.store->vault().open(person, "place", sealed).error().id == domain::ErrorId::erased);
    CHECK(s.store->vault().seal(person, "place", "Mario").error().id == domain::ErrorId::erased);
}

TEST_CASE("sealing the same text twice gives different bytes, its token is the same") {
    StoreInFolder s;
    auto& vault = s.store->vault();
    CHECK(*vault.seal(person, "place", "Mario") != *vault.seal(person, "place", "Mario"));
    CHECK(vault.token("email", "a") == vault.token("email", "a"));
    CHECK(vault.token("email", "a") != vault.token("word", "a"));
    CHECK(vault.token("ab", "c") != vault.token("a", "bc"));
}

TEST_CASE("an installation key that others can read is refused") {
    const TemporaryFolder folder;
    const auto made = InstallationKey::create(folder / "key");
    REQUIRE(made.ok());
    const auto loaded = InstallationKey::load(folder / "key");
    REQUIRE(loaded.ok());
    CHECK(loaded->bytes() == made->bytes());

    REQUIRE(::chmod((folder / "key").c_str(), 0640) == 0);
    const auto open_to_group = InstallationKey::load(folder / "key");
    REQUIRE_FALSE(open_to_group.ok());
    CHECK(open_to_group.error().id == domain::ErrorId::configuration_invalid);
}

TEST_CASE("an installation key is never overwritten") {
    const TemporaryFolder folder;
    REQUIRE(InstallationKey::create(folder / "key").ok());
    CHECK_FALSE(InstallationKey::create(folder / "key").ok());
}

TEST_CASE("an installation key of another size is refused") {
    const TemporaryFolder folder;
    std::ofstream(folder / "key") << "short";
    REQUIRE(::chmod((folder / "key").c_str(), 0600) == 0);
    CHECK_FALSE(InstallationKey::load(folder / "key").ok());
    CHECK_FALSE(InstallationKey::load(folder / "absent").ok());
}
