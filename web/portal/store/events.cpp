#include "web/portal/store/chain.hpp"
#include "web/portal/store/sqlite_store.hpp"

#include <algorithm>

namespace sigillo::portal {

domain::Result<std::vector<StoredEvent>> SqliteStore::read(const StreamId& stream, std::int64_t after) {
    sqlite::Query query(*database_,
                        "SELECT e.seq, e.type, e.version, e.at, e.actor, e.payload, e.previous, e.hash"
                        " FROM streams s JOIN events e ON e.stream = s.id"
                        " WHERE s.kind = ? AND s.name = ? AND e.seq > ? ORDER BY e.seq",
                        domain::text_of(stream.kind), stream.name, after);
    std::vector<StoredEvent> events;
    while (query.next()) {
        StoredEvent stored;
        stored.stream = stream;
        stored.seq = query.integer(0);
        stored.event = {query.text(1),
                        static_cast<int>(query.integer(2)),
                        {query.integer(3)},
                        query.text(4),
                        query.text(5)};
        const auto previous = query.blob(6);
        if (previous.size() == stored.previous.size()) {
            std::copy(previous.begin(), previous.end(), stored.previous.begin());
        }
        const auto hash = query.blob(7);
        if (hash.size() == stored.hash.size()) {
            std::copy(hash.begin(), hash.end(), stored.hash.begin());
        }
        const std::int64_t expected = events.empty() ? after + 1 : events.back().seq + 1;
        const bool linked = stored.seq == expected &&
                            (events.empty() ? after > 0 || stored.previous == pki::Digest{}
                                            : stored.previous == events.back().hash) &&
                            stored.hash == event_hash(stream, stored.seq, stored.event, stored.previous);
        if (!linked) {
            return domain::Error(domain::ErrorId::audit_chain_broken,
                                 {{"stream", text_of(stream)}, {"seq", std::to_string(stored.seq)}});
        }
        events.push_back(std::move(stored));
    }
    if (!query.ok()) {
        return query.error();
    }
    return events;
}

domain::Result<std::vector<Change>> SqliteStore::changes(std::int64_t after, int limit) {
    sqlite::Query query(*database_,
                        "SELECT e.id, s.kind, s.name, e.seq FROM events e JOIN streams s ON s.id = e.stream"
                        " WHERE e.id > ? ORDER BY e.id LIMIT ?",
                        after, limit);
    std::vector<Change> changes;
    while (query.next()) {
        const auto kind = domain::parse_enum<StreamKind>(query.text(1));
        changes.push_back(
            {query.integer(0), {kind.value_or(StreamKind::system), query.text(2)}, query.integer(3)});
    }
    if (!query.ok()) {
        return query.error();
    }
    return changes;
}

domain::Result<std::int64_t> SqliteStore::last_change() {
    sqlite::Query query(*database_, "SELECT coalesce(max(id), 0) FROM events");
    if (!query.next()) {
        return query.error();
    }
    return query.integer(0);
}

std::int64_t SqliteStore::data_version() {
    sqlite::Query query(*database_, "PRAGMA data_version");
    return query.next() ? query.integer(0) : 0;
}

} // namespace sigillo::portal
