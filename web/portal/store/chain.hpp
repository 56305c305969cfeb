#pragma once

#include "web/portal/store/events.hpp"

namespace sigillo::portal {

/// SHA-256 over `previous`, the stream, the seq and every field of the event, each with its length before it,
/// so that no two events have the same bytes.
pki::Digest event_hash(const StreamId& stream, std::int64_t seq, const NewEvent& event,
                       const pki::Digest& previous);

} // namespace sigillo::portal
