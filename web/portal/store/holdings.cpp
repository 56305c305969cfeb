#include "web/portal/store/sqlite_store.hpp"

#include <algorithm>

namespace sigillo::portal {

domain::Result<std::vector<StoredEvent>> SqliteStore::events_about(const domain::PersonId& person) {
    sqlite::Query query(
        *database_,
        "SELECT s.kind, s.name, e.seq, e.type, e.version, e.at, e.actor, e.payload, e.previous, e.hash"
        " FROM events e JOIN streams s ON s.id = e.stream"
        " WHERE e.actor = ?1 OR s.kind = 'request' AND s.name IN (SELECT id FROM requests WHERE person = ?1)"
        " OR s.kind = 'person' AND (s.name = ?1 OR substr(s.name, 1, length(?1) + 1) = ?1 || '/')"
        " ORDER BY e.id",
        person.value);
    return all_rows<StoredEvent>(query, [](sqlite::Query& row) -> domain::Result<StoredEvent> {
        StoredEvent event;
        event.stream.kind = domain::parse_enum<StreamKind>(row.text(0)).value_or(StreamKind::system);
        event.stream.name = row.text(1);
        event.seq = row.integer(2);
        event.event.type = row.text(3);
        event.event.version = static_cast<int>(row.integer(4));
        event.event.at = {row.integer(5)};
        event.event.actor = row.text(6);
        event.event.payload = row.text(7);
        const auto copy = [&row](int column, pki::Digest& out) {
            const auto bytes = row.blob(column);
            std::copy_n(bytes.begin(), std::min(bytes.size(), out.size()), out.begin());
        };
        copy(8, event.previous);
        copy(9, event.hash);
        return event;
    });
}

domain::Result<std::vector<Session>> SqliteStore::sessions_of(const domain::PersonId& person) {
    sqlite::Query query(*database_,
                        "SELECT person, method, created, last_used, expires FROM sessions WHERE person = ?"
                        " ORDER BY created",
                        person.value);
    return all_rows<Session>(query, [](sqlite::Query& row) -> domain::Result<Session> {
        return Session{
            domain::PersonId(row.text(0)), row.text(1), {row.integer(2)}, {row.integer(3)}, {row.integer(4)}};
    });
}

domain::Result<std::vector<DocumentNote>> SqliteStore::documents_of(const domain::PersonId& person) {
    sqlite::Query query(*database_, "SELECT sha256, kind FROM documents WHERE person = ? ORDER BY sha256",
                        person.value);
    return all_rows<DocumentNote>(query, [](sqlite::Query& row) -> domain::Result<DocumentNote> {
        return DocumentNote{domain::Digest(row.text(0)), row.text(1)};
    });
}

domain::Result<std::vector<OutboxNote>> SqliteStore::outbox_of(const domain::PersonId& person) {
    sqlite::Query query(*database_, "SELECT kind, state, due FROM outbox WHERE person = ? ORDER BY id",
                        person.value);
    return all_rows<OutboxNote>(query, [](sqlite::Query& row) -> domain::Result<OutboxNote> {
        return OutboxNote{row.text(0), row.text(1), {row.integer(2)}};
    });
}

domain::Result<std::vector<SecretNote>> SqliteStore::secrets_of(const domain::PersonId& person) {
    sqlite::Query query(*database_,
                        "SELECT request, name FROM secrets WHERE person = ? ORDER BY request, name",
                        person.value);
    return all_rows<SecretNote>(query, [](sqlite::Query& row) -> domain::Result<SecretNote> {
        return SecretNote{domain::RequestId(row.text(0)), row.text(1)};
    });
}

domain::Result<std::optional<domain::Instant>> SqliteStore::password_link_of(const domain::PersonId& person) {
    sqlite::Query query(*database_, "SELECT expires FROM password_links WHERE person = ?", person.value);
    if (query.next()) {
        return std::optional(domain::Instant{query.integer(0)});
    }
    if (!query.ok()) {
        return query.error();
    }
    return std::optional<domain::Instant>();
}

} // namespace sigillo::portal
