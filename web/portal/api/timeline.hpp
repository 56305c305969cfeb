#pragma once

#include "shared/domain/renewal/event.hpp"
#include "shared/protocol/portal_messages.hpp"

#include <vector>

namespace sigillo::portal {

/// The history as people read it, oldest first: "event.<name>" is the text key. At most 500 lines, the
/// newest.
std::vector<protocol::portal::TimelineEntry> timeline(const std::vector<domain::renewal::Event>& events);

} // namespace sigillo::portal
