#pragma once

#include "agent/card/card_service.hpp"
#include "shared/protocol/agent_messages.hpp"

#include <vector>

namespace sigillo::agent {

/// Readers as the page gets them, cut to the bounds of the protocol.
std::vector<protocol::agent::Reader> to_messages(const std::vector<ReaderSnapshot>& readers);

/// At most `limit` bytes, cut at a character's edge; control characters become spaces.
std::string clipped(std::string text, std::size_t limit);

} // namespace sigillo::agent
