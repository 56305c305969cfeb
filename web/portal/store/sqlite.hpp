#pragma once

#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

namespace sigillo::portal::sqlite {

/// A connection with its prepared statements. For one thread.
class Database {
  public:
    static domain::Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Statements without results and parameters, several at once.
    domain::Status execute(const char* sql);
    /// What `code`, the outcome of a call on this connection, means: `storage_full`, else `storage_failed`.
    [[nodiscard]] domain::Error error_of(int code) const;

    /// Runs `work` in one transaction that takes the write lock at once, or within the one already running.
    /// Its error undoes everything.
    template <class Work>
    auto write(Work&& work) -> decltype(work()) {
        if (in_transaction()) {
            return work();
        }
        if (auto begun = begin(); !begun) {
            return begun.error();
        }
        auto result = work();
        if (!result) {
            roll_back();
        } else if (auto committed = commit(); !committed) {
            return committed.error();
        }
        return result;
    }

    /// `sql` is a literal: its address is the name of the prepared statement. Null where it cannot be
    /// prepared.
    sqlite3_stmt* statement(const char* sql);
    [[nodiscard]] sqlite3* native() const { return handle_; }

  private:
    explicit Database(sqlite3* handle) : handle_(handle) {}
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    domain::Status begin();
    domain::Status commit();
    void roll_back();

    sqlite3* handle_;
    std::unordered_map<const void*, sqlite3_stmt*> statements_;
};

/// One run of a statement. Parameters are bound in order: named ones must outlive the object, temporaries are
/// copied.
///
///     Query q(db, "SELECT a FROM t WHERE b = ?", 3);
///     while (q.next()) { use(q.text(0)); }
///     if (!q.ok()) return q.error();
class Query {
  public:
    template <class... Parameters>
    Query(Database& database, const char* sql, Parameters&&... parameters)
        : database_(database), statement_(database.statement(sql)) {
        if (statement_ == nullptr) {
            code_ = sqlite3_errcode(database.native());
            return;
        }
        int index = 0;
        (bind(++index, parameters, std::is_lvalue_reference_v<Parameters> ? SQLITE_STATIC : SQLITE_TRANSIENT),
         ...);
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    /// True where there is a row to read.
    bool next();
    [[nodiscard]] bool ok() const {
        return code_ == SQLITE_OK || code_ == SQLITE_ROW || code_ == SQLITE_DONE;
    }
    [[nodiscard]] domain::Error error() const { return database_.error_of(code_); }
    /// A unique index refused the row.
    [[nodiscard]] bool conflicts() const;
    /// For statements without rows.
    domain::Status run();

    // The row's columns, from 0. Views live until the next call of `next`.
    [[nodiscard]] bool null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] pki::ByteView blob(int column) const;
    [[nodiscard]] pki::Bytes bytes(int column) const;

  private:
    using Lifetime = sqlite3_destructor_type;
    void bind(int index, std::int64_t value, Lifetime);
    void bind(int index, int value, Lifetime l) { bind(index, static_cast<std::int64_t>(value), l); }
    void bind(int index, bool value, Lifetime l) { bind(index, static_cast<std::int64_t>(value), l); }
    void bind(int index, std::string_view value, Lifetime lifetime);
    void bind(int index, const std::string& value, Lifetime l) { bind(index, std::string_view(value), l); }
    void bind(int index, const char* value, Lifetime l) { bind(index, std::string_view(value), l); }
    void bind(int index, pki::ByteView value, Lifetime lifetime);
    void bind(int index, const pki::Bytes& value, Lifetime l) { bind(index, pki::ByteView(value), l); }
    template <std::size_t Size>
    void bind(int index, const std::array<unsigned char, Size>& value, Lifetime lifetime) {
        bind(index, pki::ByteView(value), lifetime);
    }
    void bind(int index, std::nullptr_t, Lifetime);
    template <class T>
    void bind(int index, const std::optional<T>& value, Lifetime lifetime) {
        if (value) {
            bind(index, *value, lifetime);
        } else {
            bind(index, nullptr, lifetime);
        }
    }

    Database& database_;
    sqlite3_stmt* statement_;
    int code_ = SQLITE_OK;
};

template <class... Parameters>
domain::Status run(Database& database, const char* sql, const Parameters&... parameters) {
    return Query(database, sql, parameters...).run();
}

} // namespace sigillo::portal::sqlite
