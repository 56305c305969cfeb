#include "web/portal/door/system_log.hpp"

#include "shared/protocol/json.hpp"

namespace sigillo::portal {

domain::Status SystemLog::note(std::string_view stream, domain::Instant at, std::string_view type,
                               const std::string& actor, std::map<std::string, std::string> fields) {
    // A stream a month, so that none grows without end.
    const std::string month = domain::to_text(domain::rome_date(at)).substr(0, 7);
    const StreamId id{StreamKind::system, std::string(stream) + "/" + month};
    NewEvent event;
    event.type = std::string(type);
    event.at = at;
    event.actor = actor;
    event.payload = protocol::dump(protocol::Json(std::move(fields)));
    // Another process may append at the same time: look where the stream ends and try again.
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        std::int64_t& seen = seen_[id.name];
        Transaction transaction;
        transaction.streams.push_back({id, seen, {event}});
        const auto appended = store_.append(transaction);
        if (appended) {
            ++seen;
            return domain::Done{};
        }
        if (appended.error().id != domain::ErrorId::request_changed_meanwhile) {
            return appended.error();
        }
        const auto more = store_.read(id, seen);
        if (!more) {
            return more.error();
        }
        if (!more->empty()) {
            seen = more->back().seq;
        }
    }
    return domain::ErrorId::audit_write_failed;
}

} // namespace sigillo::portal
