#include "web/portal/store/sqlite_store.hpp"

namespace sigillo::portal {
namespace {

// A write for each click of somebody's would cost a disk sync each.
constexpr std::int64_t use_noted_every_seconds = 60;
constexpr std::int64_t replies_kept_seconds = 30 * 86400;

std::string nonce_text(std::string_view purpose, std::string_view nonce) {
    return std::string(purpose) + "\n" + std::string(nonce);
}

} // namespace

domain::Status SqliteStore::begin_session(std::string_view token, const Session& session) {
    return sqlite::run(*database_,
                       "INSERT INTO sessions (token, person, method, created, last_used, expires)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       vault_.token("session", token), session.person.value, session.method,
                       session.created.seconds, session.last_used.seconds, session.expires.seconds);
}

domain::Result<Session> SqliteStore::use_session(std::string_view token, domain::Instant now,
                                                 domain::Duration idle) {
    const auto key = vault_.token("session", token);
    Session session;
    {
        sqlite::Query query(
            *database_, "SELECT person, method, created, last_used, expires FROM sessions WHERE token = ?",
            key);
        if (!query.next()) {
            return query.ok() ? domain::Error(domain::ErrorId::session_expired) : query.error();
        }
        session = {domain::PersonId(query.text(0)),
                   query.text(1),
                   {query.integer(2)},
                   {query.integer(3)},
                   {query.integer(4)}};
    }
    if (now >= session.expires || now >= session.last_used + idle) {
        return domain::ErrorId::session_expired;
    }
    if (now.seconds - session.last_used.seconds >= use_noted_every_seconds) {
        auto noted =
            sqlite::run(*database_, "UPDATE sessions SET last_used = ? WHERE token = ?", now.seconds, key);
        if (!noted) {
            return noted.error();
        }
        session.last_used = now;
    }
    return session;
}

domain::Status SqliteStore::end_session(std::string_view token) {
    return sqlite::run(*database_, "DELETE FROM sessions WHERE token = ?", vault_.token("session", token));
}

domain::Status SqliteStore::end_sessions_of(const domain::PersonId& person) {
    return sqlite::run(*database_, "DELETE FROM sessions WHERE person = ?", person.value);
}

domain::Status SqliteStore::add_nonce(std::string_view purpose, std::string_view nonce,
                                      domain::Instant expires) {
    return sqlite::run(*database_, "INSERT INTO nonces (token, expires) VALUES (?, ?)",
                       vault_.token("nonce", nonce_text(purpose, nonce)), expires.seconds);
}

domain::Result<bool> SqliteStore::consume_nonce(std::string_view purpose, std::string_view nonce,
                                                domain::Instant now) {
    sqlite::Query query(*database_, "DELETE FROM nonces WHERE token = ? RETURNING expires",
                        vault_.token("nonce", nonce_text(purpose, nonce)));
    if (!query.next()) {
        return query.ok() ? domain::Result<bool>(false) : query.error();
    }
    const bool in_time = now.seconds < query.integer(0);
    if (auto done = query.run(); !done) {
        return done.error();
    }
    return in_time;
}

domain::Result<bool> SqliteStore::count_attempt(std::string_view key, domain::Instant now,
                                                domain::Duration window, int limit) {
    sqlite::Query query(*database_,
                        "INSERT INTO attempts (key, until, count) VALUES (?1, ?2, 1)"
                        " ON CONFLICT (key) DO UPDATE SET"
                        " count = CASE WHEN until <= ?3 THEN 1 ELSE count + 1 END,"
                        " until = CASE WHEN until <= ?3 THEN ?2 ELSE until END"
                        " RETURNING count",
                        vault_.token("attempt", key), (now + window).seconds, now.seconds);
    if (!query.next()) {
        return query.error();
    }
    const bool within = query.integer(0) <= limit;
    if (auto done = query.run(); !done) {
        return done.error();
    }
    return within;
}

domain::Status SqliteStore::forget_attempts(std::string_view key) {
    return sqlite::run(*database_, "DELETE FROM attempts WHERE key = ?", vault_.token("attempt", key));
}

domain::Status SqliteStore::put(const PutPasswordLink& link) {
    return sqlite::run(
        *database_,
        "INSERT INTO password_links (token, person, expires) VALUES (?, ?, ?)"
        " ON CONFLICT (person) DO UPDATE SET token = excluded.token, expires = excluded.expires",
        vault_.token("password-link", link.token), link.person.value, link.expires.seconds);
}

domain::Result<domain::PersonId> SqliteStore::password_link(std::string_view token, domain::Instant now) {
    sqlite::Query query(*database_, "SELECT person FROM password_links WHERE token = ? AND expires > ?",
                        vault_.token("password-link", token), now.seconds);
    if (query.next()) {
        return domain::PersonId(query.text(0));
    }
    return query.ok() ? domain::Error(domain::ErrorId::link_invalid) : query.error();
}

domain::Status SqliteStore::use(const UsePasswordLink& link) {
    sqlite::Query query(
        *database_, "DELETE FROM password_links WHERE token = ? AND person = ? AND expires > ? RETURNING 1",
        vault_.token("password-link", link.token), link.person.value, link.now.seconds);
    if (!query.next()) {
        return query.ok() ? domain::Error(domain::ErrorId::link_invalid) : query.error();
    }
    return query.run();
}

domain::Status SqliteStore::purge(domain::Instant now) {
    return database_->write([&]() -> domain::Status {
        constexpr const char* steps[] = {
            "DELETE FROM sessions WHERE expires <= ?",
            "DELETE FROM nonces WHERE expires <= ?",
            "DELETE FROM attempts WHERE until <= ?",
            "DELETE FROM password_links WHERE expires <= ?",
        };
        for (const char* step : steps) {
            if (auto done = sqlite::run(*database_, step, now.seconds); !done) {
                return done;
            }
        }
        return sqlite::run(*database_, "DELETE FROM commands WHERE at <= ?",
                           now.seconds - replies_kept_seconds);
    });
}

} // namespace sigillo::portal
