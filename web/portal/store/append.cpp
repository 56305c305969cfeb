#include "web/portal/store/chain.hpp"
#include "web/portal/store/sqlite_store.hpp"

#include <algorithm>
#include <map>

namespace sigillo::portal {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

struct StreamHead {
    std::int64_t stream = 0;
    std::int64_t seq = 0;
    pki::Digest hash{};
};

domain::Result<StreamHead> head_of(sqlite::Database& database, const StreamId& stream) {
    StreamHead head;
    sqlite::Query query(database,
                        "SELECT s.id, e.seq, e.hash FROM streams s JOIN events e ON e.stream = s.id"
                        " WHERE s.kind = ? AND s.name = ? ORDER BY e.seq DESC LIMIT 1",
                        domain::text_of(stream.kind), stream.name);
    if (query.next()) {
        head.stream = query.integer(0);
        head.seq = query.integer(1);
        const auto hash = query.blob(2);
        if (hash.size() != head.hash.size()) {
            return domain::Error(domain::ErrorId::audit_chain_broken,
                                 {{"stream", text_of(stream)}, {"seq", std::to_string(head.seq)}});
        }
        std::copy(hash.begin(), hash.end(), head.hash.begin());
        return head;
    }
    if (!query.ok()) {
        return query.error();
    }
    sqlite::Query insert(database, "INSERT INTO streams (kind, name) VALUES (?, ?) RETURNING id",
                         domain::text_of(stream.kind), stream.name);
    if (!insert.next()) {
        return insert.error();
    }
    head.stream = insert.integer(0);
    return head;
}

} // namespace

domain::Result<std::optional<std::string>> SqliteStore::reply_of(const CommandKey& command) {
    sqlite::Query query(*database_, "SELECT content, reply FROM commands WHERE actor = ? AND id = ?",
                        command.actor, command.id);
    if (query.next()) {
        if (query.text(0) != command.content) {
            return domain::Error(domain::ErrorId::invalid_argument, {{"field", "command"}});
        }
        return std::optional<std::string>(query.text(1));
    }
    if (!query.ok()) {
        return query.error();
    }
    return std::optional<std::string>();
}

domain::Status SqliteStore::append_events(const StreamAppend& append) {
    if (append.events.empty()) {
        return domain::Done{};
    }
    auto head = head_of(*database_, append.stream);
    if (!head) {
        return head.error();
    }
    if (head->seq != append.expected_seq) {
        return domain::Error(domain::ErrorId::request_changed_meanwhile,
                             {{"stream", text_of(append.stream)}});
    }
    for (const auto& event : append.events) {
        ++head->seq;
        const auto hash = event_hash(append.stream, head->seq, event, head->hash);
        auto inserted =
            sqlite::run(*database_,
                        "INSERT INTO events (stream, seq, type, version, at, actor, payload, previous, hash)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        head->stream, head->seq, event.type, event.version, event.at.seconds, event.actor,
                        event.payload, head->hash, hash);
        if (!inserted) {
            return inserted.error();
        }
        head->hash = hash;
    }
    return domain::Done{};
}

domain::Result<Appended> SqliteStore::append(const Transaction& transaction) {
    std::map<const PutRegisterEntries*, std::vector<SealedEntry>> registers;
    for (const auto& write : transaction.writes) {
        if (const auto* entries = std::get_if<PutRegisterEntries>(&write)) {
            auto ready = prepare(*entries);
            if (!ready) {
                return ready.error();
            }
            registers.emplace(entries, std::move(*ready));
        }
    }
    auto done = database_->write([&]() -> domain::Result<Appended> {
        if (transaction.command) {
            auto reply = reply_of(*transaction.command);
            if (!reply) {
                return reply.error();
            }
            if (*reply) {
                return Appended{true, std::move(**reply)};
            }
        }
        for (const auto& stream : transaction.streams) {
            if (auto appended = append_events(stream); !appended) {
                return appended.error();
            }
        }
        for (const auto& write : transaction.writes) {
            auto written = std::visit(Overloaded{
                                          [this](const PutAccount& w) { return put(w.account); },
                                          [this](const PutRegisterRow& w) { return put(w.row); },
                                          [&](const PutRegisterEntries& w) { return put(registers.at(&w)); },
                                          [this](const PutPasswordLink& w) { return put(w); },
                                          [this](const UsePasswordLink& w) { return use(w); },
                                          [this](const EndSessions& w) { return end_sessions_of(w.person); },
                                          [this](const PutCard& w) { return put(w.row); },
                                          [this](const PutRequest& w) { return put(w.row); },
                                          [this](const PutPayment& w) { return put(w.row); },
                                          [this](const PutOutboxItem& w) { return put(w.item); },
                                          [this](const PutDocument& w) { return put(w.document); },
                                          [this](const PutDraft& w) { return put(w.row); },
                                          [this](const DeleteDraft& w) { return remove(w); },
                                          [this](const PutSecret& w) { return put(w); },
                                          [this](const DeleteSecret& w) { return remove(w); },
                                          [this](const ErasePerson& w) { return erase(w); },
                                      },
                                      write);
            if (!written) {
                return written.error();
            }
        }
        if (transaction.command) {
            const auto& command = *transaction.command;
            auto noted = sqlite::run(
                *database_, "INSERT INTO commands (actor, id, content, at, reply) VALUES (?, ?, ?, ?, ?)",
                command.actor, command.id, command.content, command.at.seconds, transaction.reply);
            if (!noted) {
                return noted.error();
            }
        }
        return Appended{false, transaction.reply};
    });
    const auto erases = [](const Write& write) { return std::holds_alternative<ErasePerson>(write); };
    if (done && std::any_of(transaction.writes.begin(), transaction.writes.end(), erases)) {
        // The destroyed key still stands in the write-ahead log until that is folded in and cut. A reader
        // can hold that up; then the next checkpoint does it.
        (void)database_->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return done;
}

} // namespace sigillo::portal
