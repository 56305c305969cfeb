#include "tests/portal/support.hpp"
#include "web/portal/codec/json_fields.hpp"

#include <sqlite3.h>

using namespace sigillo;
using namespace sigillo::portal;
using namespace sigillo::portal::test;

namespace {

Account rossi(Store& store) {
    const auto codice_fiscale = code("RSSMRA80A01H501U");
    Account account;
    account.person = *store.person_of(codice_fiscale);
    account.codice_fiscale = codice_fiscale;
    account.given_name = "Mario";
    account.surname = "Rossi";
    account.email = "Mario.Rossi@example.it";
    account.mobile = "+393331234567";
    account.email_verified = true;
    account.password_hash = "$argon2id$...";
    account.roles = {{domain::Role::member, {}}, {domain::Role::secretary, domain::OrderId("O-1")}};
    return account;
}

void put(Store& store, const Account& account) {
    Transaction transaction;
    transaction.writes.emplace_back(PutAccount{account});
    REQUIRE(store.append(transaction).ok());
}

bool files_contain(const StoreInFolder& s, const std::string& text) {
    for (const auto& entry : std::filesystem::directory_iterator(s.folder.path())) {
        if (content_of(entry.path()).find(text) != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("an account is found by e-mail address in any case and by codice fiscale") {
    StoreInFolder s;
    const auto account = rossi(*s.store);
    put(*s.store, account);

    CHECK(s.store->account_by_login("mario.rossi@EXAMPLE.it")->person == account.person);
    CHECK(s.store->account_by_login(" rssmra80a01h501u ")->person == account.person);
    CHECK(s.store->account(account.person)->mobile == "+393331234567");
    CHECK(s.store->account(account.person)->roles.size() == 2);
    CHECK(s.store->account_by_login("somebody@example.it").error().id == domain::ErrorId::not_found);
}

TEST_CASE("one codice fiscale is one person") {
    StoreInFolder s;
    auto other = s.open();
    const auto person = s.store->person_of(code("RSSMRA80A01H501U"));
    CHECK(*other->person_of(code("RSSMRA80A01H501U")) == *person);
    CHECK_FALSE(*other->person_of(code("VRDGPP70M15L219P")) == *person);
}

TEST_CASE("an e-mail address belongs to one codice fiscale only [X5]") {
    StoreInFolder s;
    put(*s.store, rossi(*s.store));
    Account other = rossi(*s.store);
    other.codice_fiscale = code("VRDGPP70M15L219P");
    other.person = *s.store->person_of(other.codice_fiscale);

    Transaction transaction;
    transaction.writes.emplace_back(PutAccount{other});
    const auto refused = s.store->append(transaction);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().details.at("field") == "email");
}

TEST_CASE("the holders of a role in an Order are those of that Order") {
    StoreInFolder s;
    put(*s.store, rossi(*s.store));
    CHECK(s.store->holders_of(domain::Role::secretary, domain::OrderId("O-1"))->size() == 1);
    CHECK(s.store->holders_of(domain::Role::secretary, domain::OrderId("O-2"))->empty());
}

TEST_CASE("no personal datum stands readable in the files of the database") {
    StoreInFolder s;
    put(*s.store, rossi(*s.store));
    CHECK_FALSE(files_contain(s, "Rossi"));
    CHECK_FALSE(files_contain(s, "RSSMRA80A01H501U"));
    CHECK_FALSE(files_contain(s, "example.it"));
    CHECK_FALSE(files_contain(s, "3331234567"));
}

TEST_CASE("after an erasure the person cannot be read or found, in any process [X22]") {
    StoreInFolder s;
    auto other = s.open();
    const auto account = rossi(*s.store);
    put(*s.store, account);
    REQUIRE(other->account(account.person).ok());

    Transaction transaction;
    transaction.writes.emplace_back(ErasePerson{account.person, {1'800'000'000}});
    REQUIRE(s.store->append(transaction).ok());

    CHECK(other->account(account.person).error().id == domain::ErrorId::erased);
    CHECK(other->account_by_login("mario.rossi@example.it").error().id == domain::ErrorId::not_found);
    CHECK(other->holders_of(domain::Role::member, {})->empty());
}

TEST_CASE("after an erasure the person's key is in no file of the database [X22]") {
    StoreInFolder s;
    const auto account = rossi(*s.store);
    put(*s.store, account);
    auto& keys = *s.store;
    // The wrapped key is what the vault asks the store for: seal something to know that there is one.
    REQUIRE(keys.vault().seal(account.person, "here", "text").ok());
    s.store.reset();
    const auto before = content_of(s.file());
    const auto at = before.find(account.person.value);
    REQUIRE(at != std::string::npos);

    s.store = s.open();
    Transaction transaction;
    transaction.writes.emplace_back(ErasePerson{account.person, {1'800'000'000}});
    REQUIRE(s.store->append(transaction).ok());

    // Wherever the person stood, 32 bytes of what followed must be gone unless they are equal text elsewhere.
    std::size_t wrapped = std::string::npos;
    for (auto p = at; p != std::string::npos; p = before.find(account.person.value, p + 1)) {
        const auto next = p + account.person.value.size();
        if (next < before.size() && before[next] == '\x01') {
            wrapped = next;
        }
    }
    REQUIRE(wrapped != std::string::npos);
    CHECK_FALSE(files_contain(s, before.substr(wrapped, 32)));
}

TEST_CASE("register entries and cards come back for their person") {
    StoreInFolder s;
    const auto person = *s.store->person_of(code("RSSMRA80A01H501U"));
    Transaction transaction;
    domain::RegisterEntry entry;
    entry.order = domain::OrderId("O-1");
    entry.codice_fiscale = code("RSSMRA80A01H501U");
    entry.surname = "Rossi";
    entry.registered_on = {2010, 3, 4};
    entry.version = 7;
    transaction.writes.emplace_back(PutRegisterRow{{person, entry}});
    CardRow card;
    card.person = person;
    card.order = entry.order;
    card.convention = domain::ConventionCode("CNSCNA13");
    card.certificates.card_number = "7420099000000012";
    card.certificates.holder = entry.codice_fiscale;
    card.certificates.authentication.not_after = {2000};
    card.certificates.signature.not_after = {1000};
    card.signature_der = pki::bytes_of("der");
    transaction.writes.emplace_back(PutCard{card});
    REQUIRE(s.store->append(transaction).ok());

    CHECK(s.store->register_row(entry.order, person)->entry == entry);
    CHECK(s.store->card("7420099000000012")->certificates == card.certificates);
    CHECK(s.store->cards_of(person)->front().signature_der == card.signature_der);
    CHECK(s.store->cards_expiring({1000}, {1001}, 10)->size() == 1);
    CHECK(s.store->cards_expiring({1001}, {3000}, 10)->empty());
}

TEST_CASE("a card that an older version stored is still read") {
    StoreInFolder s;
    const auto person = *s.store->person_of(code("RSSMRA80A01H501U"));
    CardRow card;
    card.person = person;
    card.order = domain::OrderId("architetti-fermo");
    card.convention = domain::ConventionCode("CNSCNA13");
    card.certificates.card_number = "7420099000000012";
    card.certificates.holder = code("RSSMRA80A01H501U");
    card.authentication_der = pki::bytes_of(std::string_view("a\0b", 3));
    card.signature_der = pki::bytes_of("der");
    Transaction transaction;
    transaction.writes.emplace_back(PutCard{card});
    REQUIRE(s.store->append(transaction).ok());
    CHECK(s.store->card("7420099000000012")->authentication_der == card.authentication_der);

    const nlohmann::json old = {{"certificates", codec::write(card.certificates)},
                                {"authentication_der", pki::base64_of(card.authentication_der)},
                                {"signature_der", pki::base64_of(card.signature_der)}};
    const auto sealed = s.store->vault().seal(person, "card/" + person.value, old.dump());
    REQUIRE(sealed.ok());
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(s.file().c_str(), &handle) == SQLITE_OK);
    const std::string sql = "UPDATE cards SET sealed = x'" + pki::hex_of(*sealed) + "'";
    REQUIRE(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
    const auto read = s.store->card("7420099000000012");
    REQUIRE(read.ok());
    CHECK(read->certificates == card.certificates);
    CHECK(read->authentication_der == card.authentication_der);
    CHECK(read->signature_der == card.signature_der);
}
