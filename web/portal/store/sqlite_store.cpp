#include "web/portal/store/sqlite_store.hpp"

#include "web/portal/store/schema.hpp"

namespace sigillo::portal {

domain::Result<Bytes> SqlitePersonKeys::wrapped_key(const domain::PersonId& person) {
    sqlite::Query query(database_, "SELECT wrapped FROM person_keys WHERE person = ?", person.value);
    if (query.next()) {
        auto wrapped = query.bytes(0);
        if (wrapped.empty()) {
            return domain::ErrorId::erased;
        }
        return wrapped;
    }
    if (!query.ok()) {
        return query.error();
    }
    return domain::ErrorId::not_found;
}

domain::Result<Bytes> SqlitePersonKeys::add_wrapped_key(const domain::PersonId& person,
                                                        const Bytes& wrapped) {
    auto added = sqlite::run(database_,
                             "INSERT INTO person_keys (person, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING",
                             person.value, wrapped);
    if (!added) {
        return added.error();
    }
    return wrapped_key(person);
}

SqliteStore::SqliteStore(std::unique_ptr<sqlite::Database> database, const InstallationKey& key)
    : database_(std::move(database)), keys_(*database_), vault_(key, keys_) {}

domain::Status SqliteStore::check_key() {
    const Token expected = vault_.token("installation", "check");
    auto added = sqlite::run(
        *database_, "INSERT INTO settings (name, value) VALUES ('key_check', ?) ON CONFLICT DO NOTHING",
        expected);
    if (!added) {
        return added.error();
    }
    sqlite::Query query(*database_, "SELECT value FROM settings WHERE name = 'key_check'");
    if (!query.next()) {
        return query.ok() ? domain::Error(domain::ErrorId::internal) : query.error();
    }
    if (!pki::equal_in_constant_time(query.blob(0), expected)) {
        return domain::Error(
            domain::ErrorId::configuration_invalid,
            {{"field", "installation_key"}, {"reason", "the database was made with another key"}});
    }
    return domain::Done{};
}

domain::Result<Bytes> SqliteStore::seal(const domain::PersonId& person, std::string_view context,
                                        std::string_view plain) {
    if (person.empty()) {
        return pki::bytes_of(plain);
    }
    return vault_.seal(person, context, plain);
}

domain::Result<std::string> SqliteStore::open(const domain::PersonId& person, std::string_view context,
                                              ByteView sealed) {
    if (person.empty()) {
        return pki::text_of(sealed);
    }
    return vault_.open(person, context, sealed);
}

domain::Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file,
                                                         const InstallationKey& key) {
    auto database = sqlite::Database::open(file);
    if (!database) {
        return database.error();
    }
    if (auto migrated = migrate(**database); !migrated) {
        return migrated.error();
    }
    auto store = std::make_unique<SqliteStore>(std::move(*database), key);
    if (auto checked = store->check_key(); !checked) {
        return checked.error();
    }
    return std::unique_ptr<Store>(std::move(store));
}

} // namespace sigillo::portal
