#include "web/portal/store/sqlite_store.hpp"

namespace sigillo::portal {
namespace {

std::string context_of(std::string_view key) {
    return "outbox/" + std::string(key);
}

} // namespace

domain::Status SqliteStore::put(const OutboxItem& item) {
    auto sealed = seal(item.person, context_of(item.key), item.payload);
    if (!sealed) {
        return sealed.error();
    }
    return sqlite::run(*database_,
                       "INSERT INTO outbox (key, kind, person, sealed, state, due, tries, last_error)"
                       " VALUES (?, ?, ?, ?, 'waiting', ?, 0, '') ON CONFLICT (key) DO NOTHING",
                       item.key, item.kind, item.person.value, *sealed, item.not_before.seconds);
}

domain::Result<std::optional<OutboxRow>> SqliteStore::claim(domain::Instant now, domain::Duration lease) {
    while (true) {
        OutboxRow row;
        Bytes sealed;
        {
            sqlite::Query query(*database_,
                                "UPDATE outbox SET due = ?1 + ?2, tries = tries + 1 WHERE id ="
                                " (SELECT id FROM outbox WHERE state = 'waiting' AND due <= ?1"
                                "  ORDER BY due, id LIMIT 1)"
                                " RETURNING id, key, kind, person, sealed, tries, last_error",
                                now.seconds, lease.seconds);
            if (!query.next()) {
                return query.ok() ? domain::Result<std::optional<OutboxRow>>(std::optional<OutboxRow>())
                                  : query.error();
            }
            row.id = query.integer(0);
            row.item.key = query.text(1);
            row.item.kind = query.text(2);
            row.item.person = domain::PersonId(query.text(3));
            row.item.not_before = now;
            sealed = query.bytes(4);
            row.tries = static_cast<int>(query.integer(5));
            row.last_error = query.text(6);
            if (auto done = query.run(); !done) {
                return done.error();
            }
        }
        auto payload = open(row.item.person, context_of(row.item.key), sealed);
        if (payload) {
            row.item.payload = std::move(*payload);
            return std::optional<OutboxRow>(std::move(row));
        }
        if (payload.error().id != domain::ErrorId::erased) {
            return payload.error();
        }
        if (auto dropped = complete(row.id, now); !dropped) {
            return dropped.error();
        }
    }
}

domain::Status SqliteStore::complete(std::int64_t id, domain::Instant now) {
    return sqlite::run(
        *database_, "UPDATE outbox SET state = 'done', due = ?, sealed = x'', last_error = '' WHERE id = ?",
        now.seconds, id);
}

domain::Status SqliteStore::retry(std::int64_t id, domain::Instant next, std::string_view error) {
    return sqlite::run(*database_, "UPDATE outbox SET due = ?, last_error = ? WHERE id = ?", next.seconds,
                       error, id);
}

domain::Status SqliteStore::bury(std::int64_t id, domain::Instant now, std::string_view error) {
    return sqlite::run(*database_, "UPDATE outbox SET state = 'dead', due = ?, last_error = ? WHERE id = ?",
                       now.seconds, error, id);
}

domain::Result<std::vector<OutboxRow>> SqliteStore::dead_letters(int limit) {
    sqlite::Query query(*database_,
                        "SELECT id, key, kind, person, sealed, due, tries, last_error FROM outbox"
                        " WHERE state = 'dead' ORDER BY id LIMIT ?",
                        limit);
    return all_rows<OutboxRow>(query, [this](sqlite::Query& found) -> domain::Result<OutboxRow> {
        OutboxRow row;
        row.id = found.integer(0);
        row.item.key = found.text(1);
        row.item.kind = found.text(2);
        row.item.person = domain::PersonId(found.text(3));
        auto payload = open(row.item.person, context_of(row.item.key), found.blob(4));
        if (!payload) {
            return payload.error();
        }
        row.item.payload = std::move(*payload);
        row.item.not_before = {found.integer(5)};
        row.tries = static_cast<int>(found.integer(6));
        row.last_error = found.text(7);
        return row;
    });
}

domain::Status SqliteStore::revive(std::int64_t id, domain::Instant now) {
    return sqlite::run(
        *database_, "UPDATE outbox SET state = 'waiting', due = ?, tries = 0 WHERE id = ? AND state = 'dead'",
        now.seconds, id);
}

domain::Result<std::optional<domain::Instant>> SqliteStore::next_due() {
    sqlite::Query query(*database_, "SELECT min(due) FROM outbox WHERE state = 'waiting'");
    if (!query.next()) {
        return query.error();
    }
    if (query.null(0)) {
        return std::optional<domain::Instant>();
    }
    return std::optional<domain::Instant>(domain::Instant{query.integer(0)});
}

} // namespace sigillo::portal
