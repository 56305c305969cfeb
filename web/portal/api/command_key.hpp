#pragma once

#include "shared/pki/bytes.hpp"
#include "shared/protocol/codec.hpp"
#include "web/portal/api/caller.hpp"
#include "web/portal/store/store.hpp"

namespace sigillo::portal {

/// The message's command id, bound to its content: the same id with another content is refused.
template <class Message>
CommandKey key_of(const Caller& caller, const Message& message, domain::Instant now) {
    const std::string content = std::string(Message::method) + protocol::dump(protocol::encode(message));
    return {caller.account.person.value, message.command, pki::sha256_hex(pki::view_of(content)), now};
}

} // namespace sigillo::portal
