#include "web/portal/store/chain.hpp"

namespace sigillo::portal {
namespace {

void put(Bytes& out, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    for (int shift = 56; shift >= 0; shift -= 8) {
        out.push_back(static_cast<unsigned char>(bits >> shift));
    }
}

void put(Bytes& out, std::string_view text) {
    put(out, static_cast<std::int64_t>(text.size()));
    out.insert(out.end(), text.begin(), text.end());
}

} // namespace

pki::Digest event_hash(const StreamId& stream, std::int64_t seq, const NewEvent& event,
                       const pki::Digest& previous) {
    Bytes bytes(previous.begin(), previous.end());
    bytes.reserve(256 + event.payload.size());
    put(bytes, domain::text_of(stream.kind));
    put(bytes, stream.name);
    put(bytes, seq);
    put(bytes, event.type);
    put(bytes, event.version);
    put(bytes, event.at.seconds);
    put(bytes, event.actor);
    put(bytes, event.payload);
    return pki::sha256(bytes);
}

} // namespace sigillo::portal
