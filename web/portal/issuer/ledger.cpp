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

constexpr const char* settings = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
)sql";

/// The first form, which ledgers of earlier portals have.
constexpr const char* version_0 = R"sql(
CREATE TABLE IF NOT EXISTS orders(
  transaction_id TEXT PRIMARY KEY, digest TEXT NOT NULL, received INTEGER NOT NULL,
  authentication BLOB, signature BLOB) STRICT;
CREATE TABLE IF NOT EXISTS certificates(serial TEXT PRIMARY KEY, der BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS revocations(serial TEXT PRIMARY KEY, since INTEGER NOT NULL, reason INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS lists(
  number INTEGER PRIMARY KEY, this_update INTEGER NOT NULL, revocations INTEGER NOT NULL, der BLOB NOT NULL) STRICT;
)sql";

/// Nothing that was done to a certificate is forgotten: its status is what the last change says.
constexpr const char* version_1 = R"sql(
CREATE TABLE status_changes(
  id INTEGER PRIMARY KEY, serial TEXT NOT NULL, at INTEGER NOT NULL, reason INTEGER NOT NULL) STRICT;
CREATE INDEX status_changes_of ON status_changes(serial, id);
INSERT INTO status_changes(serial, at, reason) SELECT serial, since, reason FROM revocations ORDER BY since, serial;
DROP TABLE revocations;
ALTER TABLE lists RENAME COLUMN revocations TO changes;
PRAGMA user_version = 1;
)sql";

bool execute(sqlite3* database, const char* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// One transaction that takes the write lock at once; rolled back unless committed.
class Transaction {
  public:
    explicit Transaction(sqlite3* database) : database_(database) {
        open_ = execute(database_, "BEGIN IMMEDIATE");
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
        if (open_) {
            execute(database_, "ROLLBACK");
        }
    }
    [[nodiscard]] bool open() const { return open_; }
    bool commit() {
        const bool done = open_ && execute(database_, "COMMIT");
        open_ = open_ && !done;
        return done;
    }

  private:
    sqlite3* database_;
    bool open_ = false;
};

bool bring_up_to_date(sqlite3* database) {
    Transaction transaction(database);
    if (!transaction.open()) {
        return false;
    }
    std::int64_t version = 0;
    {
        Statement row(database, "PRAGMA user_version", {});
        if (row.step() != SQLITE_ROW) {
            return false;
        }
        version = row.integer(0);
    }
    return (version > 0 || (execute(database, version_0) && execute(database, version_1))) &&
           transaction.commit();
}

constexpr std::int64_t on_hold = 6; // RFC 5280 5.3.1
constexpr std::int64_t removed = 8;

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
    if (!execute(database, settings) || !bring_up_to_date(database)) {
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

domain::Status Ledger::change_status(const std::string& serial_hex, domain::Instant now, StatusChange wanted,
                                     int reason) {
    const std::lock_guard lock(mutex_);
    Transaction transaction(database_);
    if (!transaction.open()) {
        return failed(database_);
    }
    std::int64_t last = removed;
    {
        Statement row(database_,
                      "SELECT reason FROM status_changes WHERE serial = ? ORDER BY id DESC LIMIT 1",
                      {serial_hex});
        const int step = row.step();
        if (step == SQLITE_ROW) {
            last = row.integer(0);
        } else if (step != SQLITE_DONE) {
            return failed(database_);
        }
    }
    const bool revoked = last != removed && last != on_hold;
    if (revoked) {
        return wanted == StatusChange::revoke ? domain::Status(domain::Done{})
                                              : ErrorId::certificate_revoked_for_good;
    }
    const std::int64_t next = wanted == StatusChange::hold     ? on_hold
                              : wanted == StatusChange::remove ? removed
                                                               : std::int64_t{reason};
    if (next == last) {
        return domain::Done{};
    }
    if (auto noted = run(database_, "INSERT INTO status_changes(serial, at, reason) VALUES(?, ?, ?)",
                         {serial_hex, now.seconds, next});
        !noted) {
        return noted;
    }
    return transaction.commit() ? domain::Status(domain::Done{}) : failed(database_);
}

domain::Result<Ledger::Listed> Ledger::listed() {
    const std::lock_guard lock(mutex_);
    Listed listed;
    {
        // Counted first: what another process adds meanwhile makes the next list due, not this one complete.
        Statement count(database_, "SELECT COUNT(*) FROM status_changes", {});
        if (count.step() != SQLITE_ROW) {
            return failed(database_);
        }
        listed.changes = count.integer(0);
    }
    // An entry counts from the first change after the certificate was last valid: a suspension that ended in
    // a revocation was its beginning.
    Statement rows(database_,
                   "SELECT serial, MIN(at), (SELECT reason FROM status_changes l WHERE l.serial = c.serial "
                   "ORDER BY id DESC LIMIT 1) FROM status_changes c WHERE id > COALESCE((SELECT MAX(id) FROM "
                   "status_changes r WHERE r.serial = c.serial AND r.reason = 8), 0) GROUP BY serial "
                   "ORDER BY serial",
                   {});
    int step = rows.step();
    for (; step == SQLITE_ROW; step = rows.step()) {
        const auto serial = pki::bytes_of_hex(rows.text(0));
        if (!serial) {
            return serial.error();
        }
        listed.entries.push_back({*serial, rows.integer(1), static_cast<int>(rows.integer(2))});
    }
    if (step != SQLITE_DONE) {
        return failed(database_);
    }
    return listed;
}

domain::Result<Ledger::List> Ledger::list() {
    const std::lock_guard lock(mutex_);
    Statement row(database_,
                  "SELECT number, this_update, changes, der FROM lists ORDER BY number DESC LIMIT 1", {});
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
                        "INSERT INTO lists(number, this_update, changes, der) VALUES(?, ?, ?, ?) "
                        "ON CONFLICT DO NOTHING",
                        {list.number, list.this_update.seconds, list.changes, list.der});
        !kept) {
        return kept.error();
    }
    return sqlite3_changes(database_) == 1;
}

} // namespace sigillo::portal
