#include "web/portal/codec/json_fields.hpp"
#include "web/portal/store/sqlite_store.hpp"
#include "web/portal/store/words.hpp"

#include <sodium.h>

namespace sigillo::portal {
namespace {

using codec::Json;

std::string context_of(const domain::PersonId& person) {
    return "account/" + person.value;
}

/// What of an account is sealed; the roles stand in a table of their own, for `holders_of`.
struct AccountContent {
    Account account;

    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        auto& account = self.account;
        f("codice_fiscale", account.codice_fiscale);
        f("given_name", account.given_name);
        f("surname", account.surname);
        f("email", account.email);
        f("mobile", account.mobile);
        f("email_verified", account.email_verified);
        f("password_hash", account.password_hash);
        f("language", account.language);
        f("disabled", account.disabled);
    }
};

std::string random_person_id() {
    std::array<unsigned char, 12> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return "p-" + pki::hex_of(bytes);
}

domain::Error taken(const char* field) {
    return {domain::ErrorId::invalid_argument, {{"field", field}, {"reason", "taken"}}};
}

} // namespace

domain::Result<std::optional<domain::PersonId>> SqliteStore::known_person(const domain::CodiceFiscale& code) {
    sqlite::Query query(*database_, "SELECT person FROM people WHERE code_token = ?",
                        vault_.token("codice_fiscale", code.text()));
    if (query.next()) {
        return std::optional(domain::PersonId(query.text(0)));
    }
    if (!query.ok()) {
        return query.error();
    }
    return std::optional<domain::PersonId>();
}

domain::Result<domain::PersonId> SqliteStore::person_of(const domain::CodiceFiscale& code) {
    const auto token = vault_.token("codice_fiscale", code.text());
    sqlite::Query query(*database_, "SELECT person FROM people WHERE code_token = ?", token);
    if (query.next()) {
        return domain::PersonId(query.text(0));
    }
    if (!query.ok()) {
        return query.error();
    }
    // DO UPDATE rather than DO NOTHING: another process may have been first, and RETURNING gives its row.
    sqlite::Query insert(*database_,
                         "INSERT INTO people (person, code_token) VALUES (?, ?)"
                         " ON CONFLICT (code_token) DO UPDATE SET code_token = excluded.code_token"
                         " RETURNING person",
                         random_person_id(), token);
    if (!insert.next()) {
        return insert.error();
    }
    domain::PersonId person(insert.text(0));
    if (auto done = insert.run(); !done) {
        return done.error();
    }
    return person;
}

domain::Status SqliteStore::put(const Account& account) {
    auto sealed =
        vault_.seal(account.person, context_of(account.person), codec::write(AccountContent{account}).dump());
    if (!sealed) {
        return sealed.error();
    }
    const auto code = vault_.token("codice_fiscale", account.codice_fiscale.text());
    std::optional<Token> email;
    if (!account.email.empty()) {
        email = vault_.token("email", lower_case(account.email));
        sqlite::Query other(*database_, "SELECT 1 FROM people WHERE email_token = ? AND person <> ?", *email,
                            account.person.value);
        if (other.next()) {
            return taken("email");
        }
    }
    {
        sqlite::Query other(*database_, "SELECT 1 FROM people WHERE code_token = ? AND person <> ?", code,
                            account.person.value);
        if (other.next()) {
            return taken("codice_fiscale");
        }
    }
    std::optional<Token> mobile;
    if (!account.mobile.empty()) {
        mobile = vault_.token("mobile", account.mobile);
        sqlite::Query other(*database_, "SELECT 1 FROM people WHERE mobile_token = ? AND person <> ?",
                            *mobile, account.person.value);
        if (other.next()) {
            return taken("mobile");
        }
    }
    auto written = sqlite::run(
        *database_,
        "INSERT INTO people (person, code_token, email_token, mobile_token, sealed) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET code_token = excluded.code_token,"
        " email_token = excluded.email_token, mobile_token = excluded.mobile_token, sealed = excluded.sealed",
        account.person.value, code, email, mobile, *sealed);
    if (!written) {
        return written.error();
    }
    if (auto cleared = sqlite::run(*database_, "DELETE FROM roles WHERE person = ?", account.person.value);
        !cleared) {
        return cleared.error();
    }
    for (const auto& grant : account.roles) {
        auto granted = sqlite::run(*database_,
                                   "INSERT INTO roles (person, role, order_id) VALUES (?, ?, ?)"
                                   " ON CONFLICT DO NOTHING",
                                   account.person.value, domain::text_of(grant.role), grant.order.value);
        if (!granted) {
            return granted.error();
        }
    }
    return domain::Done{};
}

domain::Result<Account> SqliteStore::read_account(sqlite::Query& query) {
    const domain::PersonId person(query.text(0));
    if (query.null(1)) {
        // Known to a register, without an account; or erased.
        if (auto key = keys_.wrapped_key(person); !key && key.error().id == domain::ErrorId::erased) {
            return domain::ErrorId::erased;
        }
        return domain::ErrorId::not_found;
    }
    auto opened = vault_.open(person, context_of(person), query.blob(1));
    if (!opened) {
        return opened.error();
    }
    AccountContent content;
    const auto json = Json::parse(*opened, nullptr, false);
    if (auto fault = codec::read(json, content)) {
        return domain::Error(domain::ErrorId::storage_failed, {{"reason", "account" + fault->pointer}});
    }
    content.account.person = person;
    sqlite::Query roles(*database_,
                        "SELECT role, order_id FROM roles WHERE person = ? ORDER BY role, order_id",
                        person.value);
    while (roles.next()) {
        if (const auto role = domain::parse_enum<domain::Role>(roles.text(0))) {
            content.account.roles.push_back({*role, domain::OrderId(roles.text(1))});
        }
    }
    if (!roles.ok()) {
        return roles.error();
    }
    return std::move(content.account);
}

domain::Result<Account> SqliteStore::account(const domain::PersonId& person) {
    sqlite::Query query(*database_, "SELECT person, sealed FROM people WHERE person = ?", person.value);
    return only_row(query, [this](sqlite::Query& row) { return read_account(row); });
}

domain::Result<Account> SqliteStore::account_by_login(std::string_view login) {
    const auto code = domain::CodiceFiscale::parse(login);
    const auto token = code ? vault_.token("codice_fiscale", code->text())
                            : vault_.token("email", lower_case(trimmed(login)));
    sqlite::Query query(*database_,
                        "SELECT person, sealed FROM people WHERE code_token = ?1 OR email_token = ?1", token);
    return only_row(query, [this](sqlite::Query& row) { return read_account(row); });
}

domain::Result<std::vector<Account>> SqliteStore::holders_of(domain::Role role,
                                                             const domain::OrderId& order) {
    sqlite::Query query(*database_,
                        "SELECT p.person, p.sealed FROM roles r JOIN people p ON p.person = r.person"
                        " WHERE r.role = ? AND r.order_id = ? ORDER BY p.person",
                        domain::text_of(role), order.value);
    return all_rows<Account>(query, [this](sqlite::Query& row) { return read_account(row); });
}

domain::Result<bool> SqliteStore::email_is_of_other(std::string_view email,
                                                    const domain::CodiceFiscale& person) {
    sqlite::Query query(*database_, "SELECT 1 FROM people WHERE email_token = ? AND code_token IS NOT ?",
                        vault_.token("email", lower_case(trimmed(email))),
                        vault_.token("codice_fiscale", person.text()));
    const bool found = query.next();
    return query.ok() ? domain::Result<bool>(found) : query.error();
}

domain::Result<bool> SqliteStore::mobile_is_of_other(std::string_view mobile,
                                                     const domain::CodiceFiscale& person) {
    sqlite::Query query(*database_, "SELECT 1 FROM people WHERE mobile_token = ? AND code_token IS NOT ?",
                        vault_.token("mobile", mobile), vault_.token("codice_fiscale", person.text()));
    const bool found = query.next();
    return query.ok() ? domain::Result<bool>(found) : query.error();
}

domain::Status SqliteStore::erase(const ErasePerson& erasure) {
    const auto& person = erasure.person.value;
    // The wrapped key is overwritten in its place before it goes, whatever the pages do afterwards.
    constexpr const char* steps[] = {
        "UPDATE person_keys SET wrapped = zeroblob(length(wrapped)) WHERE person = ?",
        "UPDATE people SET code_token = NULL, email_token = NULL, mobile_token = NULL, sealed = NULL"
        " WHERE person = ?",
        "DELETE FROM password_links WHERE person = ?",
        "UPDATE register_changes SET changes = changes + 1"
        " WHERE order_id IN (SELECT order_id FROM register_entries WHERE person = ?)",
        "DELETE FROM roles WHERE person = ?",
        "DELETE FROM sessions WHERE person = ?",
        "DELETE FROM register_entries WHERE person = ?",
        "DELETE FROM drafts WHERE person = ?",
        "DELETE FROM secrets WHERE person = ?",
        "DELETE FROM cards WHERE person = ?",
        "DELETE FROM request_words WHERE request IN (SELECT number FROM requests WHERE person = ?)",
    };
    for (const char* step : steps) {
        if (auto done = sqlite::run(*database_, step, person); !done) {
            return done.error();
        }
    }
    return sqlite::run(*database_,
                       "INSERT INTO person_keys (person, wrapped, erased_at) VALUES (?1, x'', ?2)"
                       " ON CONFLICT (person) DO UPDATE SET wrapped = x'', erased_at = ?2",
                       person, erasure.at.seconds);
}

} // namespace sigillo::portal
