#include "web/portal/store/sqlite_store.hpp"

#include <algorithm>

namespace sigillo::portal {
namespace {

/// A hash of the wrong size stays zero, which no event has.
pki::Digest digest_of(ByteView bytes) {
    pki::Digest digest{};
    if (bytes.size() == digest.size()) {
        std::copy(bytes.begin(), bytes.end(), digest.begin());
    }
    return digest;
}

CheckpointRow read_checkpoint(sqlite::Query& query) {
    return {query.integer(0), query.integer(1), query.bytes(2)};
}

} // namespace

domain::Result<std::optional<CheckpointRow>> SqliteStore::last_checkpoint() {
    sqlite::Query query(*database_, "SELECT number, upto, p7m FROM checkpoints ORDER BY number DESC LIMIT 1");
    if (query.next()) {
        return std::optional<CheckpointRow>(read_checkpoint(query));
    }
    if (!query.ok()) {
        return query.error();
    }
    return std::optional<CheckpointRow>();
}

domain::Result<std::vector<CheckpointRow>> SqliteStore::checkpoints() {
    sqlite::Query query(*database_, "SELECT number, upto, p7m FROM checkpoints ORDER BY number");
    return all_rows<CheckpointRow>(query, [](sqlite::Query& row) { return read_checkpoint(row); });
}

domain::Status SqliteStore::add_checkpoint(const CheckpointRow& row) {
    sqlite::Query query(*database_, "INSERT INTO checkpoints (number, upto, p7m) VALUES (?, ?, ?)",
                        row.number, row.upto, row.p7m);
    auto added = query.run();
    if (!added && query.conflicts()) {
        return domain::ErrorId::request_changed_meanwhile;
    }
    return added;
}

domain::Result<std::vector<Head>> SqliteStore::heads_between(std::int64_t after, std::int64_t upto) {
    // A bare column beside max() is that of the row with the maximum: so SQLite documents it.
    sqlite::Query query(
        *database_,
        "SELECT s.kind, s.name, max(e.seq), e.hash FROM events e JOIN streams s ON s.id = e.stream"
        " WHERE e.id > ? AND e.id <= ? GROUP BY e.stream ORDER BY s.kind, s.name",
        after, upto);
    return all_rows<Head>(query, [](sqlite::Query& row) -> domain::Result<Head> {
        const auto kind = domain::parse_enum<StreamKind>(row.text(0));
        return Head{{kind.value_or(StreamKind::system), row.text(1)}, row.integer(2), digest_of(row.blob(3))};
    });
}

domain::Result<std::int64_t> SqliteStore::change_after_streams(std::int64_t after, int streams) {
    // The first event of the stream that would be one too many, minus one; else the last event.
    sqlite::Query query(*database_,
                        "SELECT coalesce((SELECT first - 1 FROM (SELECT min(id) AS first FROM events"
                        " WHERE id > ?1 GROUP BY stream) ORDER BY first LIMIT 1 OFFSET ?2),"
                        " (SELECT coalesce(max(id), 0) FROM events))",
                        after, streams);
    if (!query.next()) {
        return query.error();
    }
    return query.integer(0);
}

domain::Status SqliteStore::visit_events(const std::function<bool(const StoredEvent&)>& visitor) {
    sqlite::Query query(
        *database_, "SELECT s.kind, s.name, e.seq, e.type, e.version, e.at, e.actor, e.payload, e.previous,"
                    " e.hash FROM streams s LEFT JOIN events e ON e.stream = s.id ORDER BY s.id, e.seq");
    while (query.next()) {
        StoredEvent stored;
        const auto kind = domain::parse_enum<StreamKind>(query.text(0));
        stored.stream = {kind.value_or(StreamKind::system), query.text(1)};
        stored.seq = query.integer(2);
        stored.event = {query.text(3),
                        static_cast<int>(query.integer(4)),
                        {query.integer(5)},
                        query.text(6),
                        query.text(7)};
        stored.previous = digest_of(query.blob(8));
        stored.hash = digest_of(query.blob(9));
        if (!visitor(stored)) {
            break;
        }
    }
    if (!query.ok()) {
        return query.error();
    }
    return domain::Done{};
}

} // namespace sigillo::portal
