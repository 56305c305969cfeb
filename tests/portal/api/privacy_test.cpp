#include "tests/portal/api/portal_world.hpp"
#include "web/portal/api/privacy/personal_copy.hpp"
#include "web/portal/api/privacy/privacy_desk.hpp"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <set>

// A person's own data: what is held, the copy of it, the erasure.

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;
namespace wire = sigillo::protocol::portal;

namespace {

struct Person {
    PortalWorld world;

    Caller mario() { return world.member(); }
    nlohmann::json copy() {
        const auto text = world.privacy->copy(mario());
        REQUIRE(text);
        return nlohmann::json::parse(*text);
    }
    wire::GetPrivacy::Reply view() {
        const auto reply = world.privacy->handle(mario(), wire::GetPrivacy{});
        REQUIRE(reply);
        return *reply;
    }
    domain::Result<wire::EraseOwnData::Reply> erase(const char* command = "erase-me-1") {
        return world.privacy->handle(mario(), wire::EraseOwnData{command});
    }
    /// Of the card that PortalWorld's member has: twenty years after its certificates were issued.
    std::string card_until() {
        auto day = domain::rome_date(Instant{world.member_card->signature.facts().not_before});
        day.year += 20;
        return domain::to_text(day);
    }
    /// No longer in the register, and with nothing under way.
    void leave_the_register() {
        auto entry = world.entry_of(PortalWorld::member_code, "Mario", "Rossi");
        entry.status = domain::EnrolmentStatus::cancelled;
        world.enrol(entry);
    }
    void withdraw(const wire::RequestView& request) {
        REQUIRE(world.member_desk->handle(mario(),
                                          wire::Withdraw{world.command(), request.row.id, request.row.seq}));
    }
};

std::set<std::string> tables_about_people(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    std::set<std::string> tables;
    const char* sql = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
                      " WHERE m.type = 'table' AND c.name IN ('person', 'actor')";
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        tables.insert(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return tables;
}

} // namespace

TEST_CASE("the copy of one's data has something of every table that names people X22") {
    // Where a table's rows stand in the copy. A new table with a column for a person needs its line, here and
    // in personal_copy.cpp.
    const std::map<std::string, std::string> places{
        {"people", "account"},
        {"roles", "account"},
        {"register_entries", "registers"},
        {"cards", "cards"},
        {"requests", "requests"},
        {"drafts", "drafts"},
        {"documents", "documents"},
        {"sessions", "sessions"},
        {"outbox", "messages"},
        {"events", "sign_ins"},
        {"secrets", "codes_not_yet_delivered"},
        {"password_links", "password_link_until"},
    };
    // Keys are what the data are read with; commands are ids of clicks with the digest of what they said.
    const std::set<std::string> no_data{"person_keys", "commands"};
    Person person;
    const auto copy = person.copy();
    for (const auto& table : tables_about_people(person.world.folder.path() / "portal.db")) {
        CAPTURE(table);
        if (!no_data.contains(table)) {
            REQUIRE(places.contains(table));
            CHECK(copy.contains(places.at(table)));
        }
    }
}

TEST_CASE("the copy says what is held in full, with readable names X22") {
    Person person;
    auto& world = person.world;
    const auto request = world.paid_request();
    REQUIRE(
        world.store->begin_session("token-1", {person.mario().account.person, "password", world.clock.now(),
                                               world.clock.now(), world.clock.now() + Duration::hours(1)}));
    const auto copy = person.copy();
    CHECK(copy["account"]["email"] == "mario@example.it");
    CHECK(copy["account"]["surname"] == "Rossi");
    REQUIRE(copy["registers"].size() == 1);
    CHECK(copy["registers"][0]["number"] == "123");
    CHECK(copy["registers"][0]["order_name"].get<std::string>().find("Fermo") != std::string::npos);
    REQUIRE(copy["cards"].size() == 1);
    CHECK_FALSE(copy["cards"][0]["signature_certificate"].get<std::string>().empty());
    REQUIRE(copy["requests"].size() == 1);
    CHECK(copy["requests"][0]["id"] == request.row.id);
    CHECK(copy["requests"][0]["payments"][0]["state"] == "paid");
    const auto& history = copy["requests"][0]["history"];
    REQUIRE(history.size() >= 3);
    CHECK(history.back()["what"] == "renewal.paid");
    CHECK(copy["sessions"][0]["method"] == "password");
    CHECK(copy["field_names"]["surname"] == "Cognome");
}

TEST_CASE("the copy has the signed act, and nothing of whoever signed it but the act X22") {
    Person person;
    auto& world = person.world;
    const auto request = world.paid_request();
    const auto p7m =
        world.signed_act(world.prepared(request.row.id), *world.signatory_card, world.clock.now());
    REQUIRE(world.submit(request.row.id, p7m));
    const auto text = world.privacy->copy(person.mario());
    REQUIRE(text);
    const auto copy = nlohmann::json::parse(*text);
    CHECK(std::any_of(copy["documents"].begin(), copy["documents"].end(),
                      [](const auto& document) { return document["kind"] == "act"; }));
    CHECK(text->find("segreteria@example.it") == std::string::npos);
    for (const auto& line : copy["requests"][0]["history"]) {
        CHECK((line["by"] == "self" || line["by"] == "portal" || line["by"] == "office"));
    }
}

TEST_CASE("a secretary's copy says what they did, and no member's data X22") {
    Person person;
    auto& world = person.world;
    const auto request = world.paid_request();
    const auto p7m =
        world.signed_act(world.prepared(request.row.id), *world.signatory_card, world.clock.now());
    REQUIRE(world.submit(request.row.id, p7m));
    const auto text = world.privacy->copy(world.secretary());
    REQUIRE(text);
    CHECK(text->find("renewal.validated") != std::string::npos);
    for (const char* word : {"Mario", "RSSMRA80A01H501U", "mario@example.it"}) {
        CHECK(text->find(word) == std::string::npos);
    }
}

TEST_CASE("an address that a sign-in came from is in the copy, in clear X22") {
    Person person;
    auto& store = *person.world.store;
    const auto id = person.mario().account.person;
    const auto sealed = store.vault().seal(id, "sign-in/address", "192.0.2.7");
    REQUIRE(sealed);
    Transaction transaction;
    transaction.streams.push_back(
        {{StreamKind::system, "sign-in/2026-11"},
         0,
         {{"sign-in.done", 1, person.world.clock.now(), id.value,
           nlohmann::json{
               {"person", id.value}, {"method", "card"}, {"address", sigillo::pki::base64_of(*sealed)}}
               .dump()}}});
    REQUIRE(store.append(transaction));
    const auto copy = person.copy();
    REQUIRE(copy["sign_ins"].size() == 1);
    CHECK(copy["sign_ins"][0]["address"] == "192.0.2.7");
    CHECK(copy["sign_ins"][0]["method"] == "card");
}

TEST_CASE("a member asks for a copy a few times an hour, not more X22") {
    Person person;
    for (int i = 0; i < 10; ++i) {
        REQUIRE(person.world.privacy->copy(person.mario()));
    }
    const auto refused = person.world.privacy->copy(person.mario());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().id == ErrorId::rate_limited);
    person.world.clock.pass(Duration::hours(1));
    CHECK(person.world.privacy->copy(person.mario()));
}

TEST_CASE("before an erasure a member reads what stays and until when X22") {
    Person person;
    auto& world = person.world;
    const auto request = world.paid_request();
    auto view = person.view();
    CHECK(view.cards == 1);
    CHECK(view.requests == 1);
    CHECK(view.payments == 1);
    REQUIRE(view.registers.size() == 1);
    CHECK(view.receipts_until == "2036-11-18");
    CHECK(view.certificates_until == person.card_until());
    CHECK(view.obstacle == wire::ErasureObstacle::open_request);
    const auto p7m =
        world.signed_act(world.prepared(request.row.id), *world.signatory_card, world.clock.now());
    REQUIRE(world.submit(request.row.id, p7m));
    CHECK(person.view().certificates_until == "2046-11-18");
}

TEST_CASE("while a request is under way, or for whoever works for an Order, nothing is erased X22") {
    Person person;
    person.world.paid_request();
    const auto refused = person.erase();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().id == ErrorId::wrong_state);
    const auto secretary =
        person.world.privacy->handle(person.world.secretary(), wire::EraseOwnData{"erase-me-2"});
    REQUIRE_FALSE(secretary);
    CHECK(person.world.privacy->handle(person.world.secretary(), wire::GetPrivacy{})->obstacle ==
          wire::ErasureObstacle::office_role);
}

TEST_CASE("of whoever has nothing that the law keeps everything is erased at once X22") {
    Person person;
    auto& world = person.world;
    Account maria;
    maria.codice_fiscale = *domain::CodiceFiscale::parse("RSSMRA80A41H501Y");
    maria.person = *world.store->person_of(maria.codice_fiscale);
    maria.given_name = "Maria";
    maria.surname = "Rossi";
    maria.email = "maria@example.it";
    maria.roles = {{domain::Role::member, domain::OrderId(PortalWorld::order)}};
    Transaction transaction;
    transaction.writes.emplace_back(PutAccount{maria});
    REQUIRE(world.store->append(transaction));
    const auto done =
        world.privacy->handle(world.caller("maria@example.it"), wire::EraseOwnData{"erase-me-1"});
    REQUIRE(done);
    CHECK(done->complete);
    CHECK(world.store->account(maria.person).error().id == ErrorId::erased);
    CHECK_FALSE(world.store->account_by_login("maria@example.it"));
}

TEST_CASE("what the law keeps stays without a way to reach the person, and goes when its time is over X22") {
    Person person;
    auto& world = person.world;
    const auto request = world.paid_request();
    person.withdraw(*world.member_desk->handle(person.mario(), wire::GetRequest{request.row.id}));
    world.payments.refunds.emplace_back(
        world.store->payments_of(domain::RequestId(request.row.id))->at(0).id.value, 2196);
    world.run_jobs();
    person.leave_the_register();
    const auto id = person.mario().account.person;
    REQUIRE(world.store->begin_session("token-1", {id, "password", world.clock.now(), world.clock.now(),
                                                   world.clock.now() + Duration::hours(1)}));
    const auto done = person.erase();
    REQUIRE(done);
    CHECK_FALSE(done->complete);
    CHECK(done->kept_until == person.card_until());
    const auto closed = world.store->account(id);
    REQUIRE(closed);
    CHECK(closed->disabled);
    CHECK(closed->email.empty());
    CHECK(closed->roles.empty());
    CHECK_FALSE(world.store->use_session("token-1", world.clock.now(), Duration::hours(1)));
    CHECK_FALSE(world.store->account_by_login("mario@example.it"));
    world.clock.pass(Duration::days(3640));
    world.run_jobs();
    CHECK(world.store->account(id));
    world.clock.pass(Duration::days(1520));
    world.run_jobs();
    CHECK(world.store->account(id).error().id == ErrorId::erased);
}

TEST_CASE("a member of the register who closes the account stays in the Order's register X22") {
    Person person;
    const auto id = person.mario().account.person;
    const auto done = person.erase();
    REQUIRE(done);
    CHECK_FALSE(done->complete);
    CHECK_FALSE(done->kept_until);
    CHECK(person.world.store->register_row(domain::OrderId(PortalWorld::order), id));
    person.world.clock.pass(Duration::days(366));
    person.world.run_jobs();
    CHECK(person.world.store->account(id));
}

TEST_CASE("an erasure sent twice is done once X22") {
    Person person;
    const auto caller = person.mario();
    const auto first = person.world.privacy->handle(caller, wire::EraseOwnData{"erase-me-1"});
    const auto again = person.world.privacy->handle(caller, wire::EraseOwnData{"erase-me-1"});
    REQUIRE(first);
    REQUIRE(again);
    CHECK(again->complete == first->complete);
    const auto events =
        person.world.store->read({StreamKind::person, caller.account.person.value + "/privacy"});
    REQUIRE(events);
    CHECK(events->size() == 1);
}
