#include "web/portal/store/sqlite.hpp"

#include <cerrno>

namespace sigillo::portal::sqlite {
namespace {

constexpr int lock_wait_ms = 10'000;

domain::Error failed(int code, std::string reason) {
    return {domain::ErrorId::storage_failed, {{"code", std::to_string(code)}, {"reason", std::move(reason)}}};
}

} // namespace

domain::Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(
        file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK) {
        return handle == nullptr ? failed(code, "no memory") : database->error_of(code);
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, lock_wait_ms);
    // Double-quoted strings off: a misspelt column must not become a text.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // FULL: an acknowledged commit survives a power cut also in WAL mode. secure_delete: what an erasure
    // frees is overwritten.
    auto set =
        database->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                          "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                          "PRAGMA temp_store = MEMORY;");
    if (!set) {
        return set.error();
    }
    return database;
}

Database::~Database() {
    for (const auto& [sql, statement] : statements_) {
        sqlite3_finalize(statement);
    }
    sqlite3_close_v2(handle_);
}

domain::Status Database::execute(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return error_of(code);
    }
    return domain::Done{};
}

domain::Error Database::error_of(int code) const {
    // An I/O error can be the full disk too: a sync or the growing of the WAL's index says ENOSPC.
    if ((code & 0xff) == SQLITE_FULL ||
        ((code & 0xff) == SQLITE_IOERR && sqlite3_system_errno(handle_) == ENOSPC)) {
        return domain::ErrorId::storage_full;
    }
    return failed(code, sqlite3_errmsg(handle_));
}

domain::Status Database::begin() {
    return run(*this, "BEGIN IMMEDIATE");
}

domain::Status Database::commit() {
    auto committed = run(*this, "COMMIT");
    if (!committed) {
        roll_back();
    }
    return committed;
}

void Database::roll_back() {
    // SQLite has already undone it after some errors.
    if (in_transaction()) {
        sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

sqlite3_stmt* Database::statement(const char* sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) {
        return found->second;
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        return nullptr;
    }
    statements_.emplace(sql, statement);
    return statement;
}

Query::~Query() {
    if (statement_ != nullptr) {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
}

bool Query::next() {
    if (!ok() || code_ == SQLITE_DONE) {
        return false;
    }
    code_ = sqlite3_step(statement_);
    return code_ == SQLITE_ROW;
}

bool Query::conflicts() const {
    return code_ == SQLITE_CONSTRAINT_UNIQUE || code_ == SQLITE_CONSTRAINT_PRIMARYKEY;
}

domain::Status Query::run() {
    while (next()) {
    }
    if (!ok()) {
        return error();
    }
    return domain::Done{};
}

bool Query::null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Query::text(int column) const {
    const auto* characters = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return characters == nullptr
               ? std::string()
               : std::string(characters, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

pki::ByteView Query::blob(int column) const {
    const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

pki::Bytes Query::bytes(int column) const {
    const auto view = blob(column);
    return {view.begin(), view.end()};
}

void Query::bind(int index, std::int64_t value, Lifetime) {
    if (ok()) {
        code_ = sqlite3_bind_int64(statement_, index, value);
    }
}

void Query::bind(int index, std::string_view value, Lifetime lifetime) {
    if (ok()) {
        code_ = sqlite3_bind_text64(statement_, index, value.data() == nullptr ? "" : value.data(),
                                    value.size(), lifetime, SQLITE_UTF8);
    }
}

void Query::bind(int index, pki::ByteView value, Lifetime lifetime) {
    if (!ok()) {
        return;
    }
    // A null address would bind NULL; the empty blob is another value.
    code_ = value.empty() ? sqlite3_bind_zeroblob(statement_, index, 0)
                          : sqlite3_bind_blob64(statement_, index, value.data(), value.size(), lifetime);
}

void Query::bind(int index, std::nullptr_t, Lifetime) {
    if (ok()) {
        code_ = sqlite3_bind_null(statement_, index);
    }
}

} // namespace sigillo::portal::sqlite
