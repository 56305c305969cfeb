#pragma once

#include "shared/protocol/fields.hpp"

namespace sigillo::protocol::portal {

/// What the messages that change something begin with: `command`, an id of the client's that is the same when
/// the message is sent again; then, where the message has it, what it is about (`request`, `mailbox` or
/// `draft`) and `seq`, that of what the page saw. The members stand in each message, so that it remains an
/// aggregate which is made in one go.
template <class Self, class Visitor>
void command_head(Self& self, Visitor& visit) {
    constexpr auto id = text(1, 64);
    visit("command", self.command, text(8, 64));
    if constexpr (requires { self.request; }) {
        visit("request", self.request, id);
    } else if constexpr (requires { self.mailbox; }) {
        visit("mailbox", self.mailbox, id);
    } else if constexpr (requires { self.draft; }) {
        visit("draft", self.draft, id);
    }
    if constexpr (requires { self.seq; }) {
        visit("seq", self.seq, integer(0, max_integer));
    }
}

} // namespace sigillo::protocol::portal
