#include "web/portal/issuer/ledger.hpp"

#include <sqlite3.h>

#include <initializer_list>
#include <variant>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

using Value = std::variant<std::int64_t, std::string, pki::Bytes>;

Error failed(sqlite3* database) {
    return Error(ErrorId::issuer_unavailable, {{"reason", sqlite3_errmsg(database)}});
}

class Statement {
  public:
    Statement(sqlite3* database, const char* sql, std::initializer_list<Value> values) : database_(database) {
        ok_ = sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) == SQLITE_OK;
        int at = 1;
        for (const Value& value : values) {
            ok_ = ok_ && bind(at++, value) == SQLITE_OK;
        }
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(statement_); }

    /// SQLITE_ROW, SQLITE_DONE or an error.
    int step() { return ok_ ? sqlite3_step(statement_) : SQLITE_ERROR; }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] bool null(int column) const {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    [[nodiscard]] pki::Bytes bytes(int column) const {
        const auto* data = static_cast<const unsigned char*>(sqlite3_column_blob(statement_, column));
        const int size = sqlite3_column_bytes(statement_, column);
        return data != nullptr ? pki::Bytes(data, data + size) : pki::Bytes();
    }
    [[nodiscard]] std::string text(int column) const { return pki::text_of(bytes(column)); }

  private:
    int bind(int at, const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            return sqlite3_bind_int64(statement_, at, *number);
        }
        if (const auto* text = std::get_if<std::string>(&value)) {
            return sqlite3_bind_text(statement_, at, text->data(), static_cast<int>(text->size()),
                                     SQLITE_TRANSIENT);
        }
        const auto& blob = std::get<pki::Bytes>(value);
        return sqlite3_bind_blob(statement_, at, blob.data(), static_cast<int>(blob.size()),
                                 SQLITE_TRANSIENT);
    }
    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
    bool ok_ = false;
};

domain::Status run(sqlite3* database, const char* sql, std::initializer_list<Value> values) {
    Statement statement(database, sql, values);
    if (statement.step() != SQLITE_DONE) {
        return failed(database);
    }
    return domain::Done{};
}

constexpr const char* schema = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS orders(
  transaction_id TEXT PRIMARY KEY, digest TEXT NOT NULL, received INTEGER NOT NULL,
  authentication BLOB, signature BLOB) STRICT;
CREATE TABLE IF NOT EXISTS certificates(serial TEXT PRIMARY KEY, der BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS revocations(serial TEXT PRIMARY KEY, since INTEGER NOT NULL, reason INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS lists(
  number INTEGER PRIMARY KEY, this_update INTEGER NOT NULL, revocations INTEGER NOT NULL, der BLOB NOT NULL) STRICT;
)sql";

} // namespace

domain::Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
    if (sqlite3_open_v2(file.c_str(), &database, flags, nullptr) != SQLITE_OK) {
        Error error = failed(database);
        sqlite3_close(database);
        return error;
    }
    std::unique_ptr<Ledger> ledger(new Ledger(database));
    sqlite3_busy_timeout(database, 5000);
    if (sqlite3_exec(database, schema, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failed(database);
    }
    return ledger;
}

Ledger::~Ledger() {
    sqlite3_close(database_);
}

domain::Result<Ledger::Order> Ledger::order(const std::string& transaction, const std::string& digest,
                                            domain::Instant now) {
    const std::lock_guard lock(mutex_);
    if (auto noted = run(database_,
                         "INSERT INTO orders(transaction_id, digest, received) VALUES(?, ?, ?) "
                         "ON CONFLICT DO NOTHING",
                         {transaction, digest, now.seconds});
        !noted) {
        return noted.error();
    }
    Statement row(database_,
                  "SELECT received, digest, authentication, signature FROM orders WHERE transaction_id = ?",
                  {transaction});
    if (row.step() != SQLITE_ROW) {
        return failed(database_);
    }
    Order order;
    order.received = {row.integer(0)};
    order.digest = row.text(1);
    if (!row.null(2)) {
        order.authentication = row.bytes(2);
        order.signature = row.bytes(3);
    }
    return order;
}

domain::Result<Ledger::Order> Ledger::fulfil(const std::string& transaction, const pki::Bytes& authentication,
                                             const pki::Bytes& signature) {
    {
        const std::lock_guard lock(mutex_);
        if (auto kept = run(database_,
                            "UPDATE orders SET authentication = ?, signature = ? "
                            "WHERE transaction_id = ? AND authentication IS NULL",
                            {authentication, signature, transaction});
            !kept) {
            return kept.error();
        }
    }
    return order(transaction, {}, {});
}

domain::Status Ledger::note_certificate(const pki::Certificate& certificate) {
    const std::lock_guard lock(mutex_);
    return run(database_, "INSERT INTO certificates(serial, der) VALUES(?, ?) ON CONFLICT DO NOTHING",
               {certificate.serial_hex(), certificate.der()});
}

domain::Result<bool> Ledger::knows(const std::string& serial_hex) {
    const std::lock_guard lock(mutex_);
    Statement row(database_, "SELECT 1 FROM certificates WHERE serial = ?", {serial_hex});
    const int step = row.step();
    if (step != SQLITE_ROW && step != SQLITE_DONE) {
        return failed(database_);
    }
    return step == SQLITE_ROW;
}

domain::Status Ledger::revoke(const std::string& serial_hex, domain::Instant now, int reason) {
    const std::lock_guard lock(mutex_);
    return run(database_,
               "INSERT INTO revocations(serial, since, reason) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
               {serial_hex, now.seconds, std::int64_t{reason}});
}

domain::Result<std::vector<pki::Revocation>> Ledger::revocations() {
    const std::lock_guard lock(mutex_);
    Statement rows(database_, "SELECT serial, since, reason FROM revocations ORDER BY serial", {});
    std::vector<pki::Revocation> all;
    int step = rows.step();
    for (; step == SQLITE_ROW; step = rows.step()) {
        const auto serial = pki::bytes_of_hex(rows.text(0));
        if (!serial) {
            return serial.error();
        }
        all.push_back({*serial, rows.integer(1), static_cast<int>(rows.integer(2))});
    }
    if (step != SQLITE_DONE) {
        return failed(database_);
    }
    return all;
}

domain::Result<Ledger::List> Ledger::list() {
    const std::lock_guard lock(mutex_);
    Statement row(database_,
                  "SELECT number, this_update, revocations, der FROM lists ORDER BY number DESC LIMIT 1", {});
    const int step = row.step();
    if (step == SQLITE_DONE) {
        return List{};
    }
    if (step != SQLITE_ROW) {
        return failed(database_);
    }
    return List{row.integer(0), {row.integer(1)}, row.integer(2), row.bytes(3)};
}

domain::Result<bool> Ledger::publish(const List& list) {
    const std::lock_guard lock(mutex_);
    if (auto kept = run(database_,
                        "INSERT INTO lists(number, this_update, revocations, der) VALUES(?, ?, ?, ?) "
                        "ON CONFLICT DO NOTHING",
                        {list.number, list.this_update.seconds, list.revocations, list.der});
        !kept) {
        return kept.error();
    }
    return sqlite3_changes(database_) == 1;
}

} // namespace sigillo::portal
