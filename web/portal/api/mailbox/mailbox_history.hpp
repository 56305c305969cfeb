#pragma once

#include "shared/domain/language.hpp"
#include "shared/domain/mailbox/state.hpp"
#include "shared/protocol/portal/mailbox_messages.hpp"

#include <vector>

namespace sigillo::portal {

/// What happened to a mailbox, oldest first; at most 500 lines, the newest.
std::vector<protocol::portal::HistoryLine> mailbox_history(const domain::mailbox::State& state,
                                                           const std::vector<domain::mailbox::Event>& events,
                                                           domain::Language language);

} // namespace sigillo::portal
