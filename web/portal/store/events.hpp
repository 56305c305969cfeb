#pragma once

#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/named_enum.hpp"
#include "shared/domain/result.hpp"
#include "shared/pki/bytes.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sigillo::portal {

using pki::Bytes;
using pki::ByteView;

enum class StreamKind { request, person, order, system };

struct StreamId {
    StreamKind kind = StreamKind::system;
    std::string name; ///< the request's, person's or Order's id; "sign-in" and the like for the system

    bool operator==(const StreamId&) const = default;
    bool operator<(const StreamId& other) const {
        return kind != other.kind ? kind < other.kind : name < other.name;
    }
};

inline StreamId stream_of(const domain::RequestId& request) {
    return {StreamKind::request, request.value};
}
inline StreamId stream_of(const domain::PersonId& person) {
    return {StreamKind::person, person.value};
}
inline StreamId stream_of(const domain::OrderId& order) {
    return {StreamKind::order, order.value};
}
/// "request/R-1": for messages and for binding sealed data to its place.
std::string text_of(const StreamId& stream);

/// An event about to be stored. Personal data in `payload` is sealed already (codec/event_codec.hpp).
struct NewEvent {
    std::string type;
    int version = 1; ///< of the payload's form
    domain::Instant at;
    std::string actor; ///< the person's id, or "system"
    std::string payload;
};

/// `hash` covers the stream, all fields and `previous`, which is the hash of the event before it in its
/// stream (32 zero bytes for the first).
struct StoredEvent {
    StreamId stream;
    std::int64_t seq = 0; ///< from 1 without gaps
    NewEvent event;
    pki::Digest previous{};
    pki::Digest hash{};
};

/// One line of the change feed: this stream has grown. `id` rises by commit order.
struct Change {
    std::int64_t id = 0;
    StreamId stream;
    std::int64_t seq = 0;
};

/// Reading of streams; appending is `Store::append`.
class Events {
  public:
    virtual ~Events() = default;
    /// All events after `after`; empty for a stream that has none. The chain of what is read is checked.
    /// Error: `audit_chain_broken` (details `stream`, `seq`).
    virtual domain::Result<std::vector<StoredEvent>> read(const StreamId& stream, std::int64_t after = 0) = 0;
    /// Changes with an id above `after`, oldest first, at most `limit`.
    virtual domain::Result<std::vector<Change>> changes(std::int64_t after, int limit = 1000) = 0;
    /// The newest change's id, 0 for none: where a new reader of the feed starts.
    virtual domain::Result<std::int64_t> last_change() = 0;
    /// Changes its value when another connection or process has committed; costs no disk access.
    virtual std::int64_t data_version() = 0;
};

} // namespace sigillo::portal

namespace sigillo::domain {
template <>
struct EnumNames<portal::StreamKind> {
    using K = portal::StreamKind;
    static constexpr auto table = std::to_array<std::pair<K, std::string_view>>(
        {{K::request, "request"}, {K::person, "person"}, {K::order, "order"}, {K::system, "system"}});
};
} // namespace sigillo::domain

namespace sigillo::portal {

inline std::string text_of(const StreamId& stream) {
    return std::string(domain::text_of(stream.kind)) + "/" + stream.name;
}

} // namespace sigillo::portal
