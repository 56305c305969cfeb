#include "tests/portal/support.hpp"

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

constexpr domain::Instant start{1'800'000'000};
constexpr auto idle = domain::Duration::minutes(15);

void begin(Store& store) {
    REQUIRE(store
                .begin_session("token", {domain::PersonId("p-1"), "password", start, start,
                                         start + domain::Duration::hours(8)})
                .ok());
}

} // namespace

TEST_CASE("a session is kept alive by use and ends unused") {
    StoreInFolder s;
    begin(*s.store);
    CHECK(s.store->use_session("token", start + domain::Duration::minutes(14), idle)->person.value == "p-1");
    CHECK(s.store->use_session("token", start + domain::Duration::minutes(28), idle).ok());
    CHECK(s.store->use_session("token", start + domain::Duration::minutes(44), idle).error().id ==
          domain::ErrorId::session_expired);
}

TEST_CASE("a session ends after its time whatever the use") {
    StoreInFolder s;
    begin(*s.store);
    CHECK_FALSE(
        s.store->use_session("token", start + domain::Duration::hours(8), domain::Duration::days(1)).ok());
}

TEST_CASE("signing out ends the session in every process") {
    StoreInFolder s;
    auto other = s.open();
    begin(*s.store);
    REQUIRE(s.store->end_session("token").ok());
    CHECK_FALSE(other->use_session("token", start, idle).ok());
}

TEST_CASE("a copy of the database opens no session: tokens are not in it") {
    StoreInFolder s;
    REQUIRE(s.store
                ->begin_session("a-long-and-secret-session-token",
                                {domain::PersonId("p-1"), "card", start, start, start + idle})
                .ok());
    s.store.reset();
    CHECK(content_of(s.file()).find("a-long-and-secret-session-token") == std::string::npos);
}

TEST_CASE("a nonce is good once, in time, for its purpose") {
    StoreInFolder s;
    REQUIRE(s.store->add_nonce("sign-in", "n1", start + domain::Duration::minutes(5)).ok());
    REQUIRE(s.store->add_nonce("sign-in", "n2", start + domain::Duration::minutes(5)).ok());
    CHECK_FALSE(*s.store->consume_nonce("recovery", "n1", start));
    CHECK(*s.store->consume_nonce("sign-in", "n1", start));
    CHECK_FALSE(*s.store->consume_nonce("sign-in", "n1", start));
    CHECK_FALSE(*s.store->consume_nonce("sign-in", "n2", start + domain::Duration::minutes(5)));
}

TEST_CASE("attempts are counted within a window and start anew after it") {
    StoreInFolder s;
    const auto window = domain::Duration::minutes(15);
    CHECK(*s.store->count_attempt("login", start, window, 2));
    CHECK(*s.store->count_attempt("login", start, window, 2));
    CHECK_FALSE(*s.store->count_attempt("login", start, window, 2));
    CHECK(*s.store->count_attempt("another", start, window, 2));
    CHECK(*s.store->count_attempt("login", start + window, window, 2));
}

TEST_CASE("purging removes what has expired and nothing else") {
    StoreInFolder s;
    begin(*s.store);
    REQUIRE(s.store->purge(start).ok());
    CHECK(s.store->use_session("token", start, idle).ok());
}
