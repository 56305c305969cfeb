#pragma once

#include "shared/domain/result.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

struct lws;

namespace sigillo::sockets {

struct SocketLimits {
    std::size_t max_message = 0; ///< bytes of a message from the peer
    std::size_t max_waiting = 0; ///< bytes that may wait for a peer that does not read
};

/// One established WebSocket: fragments become bounded messages, answers wait in a bounded queue.
/// All on the thread of the service loop.
class TextSocket {
  public:
    /// `wsi` must outlive it.
    TextSocket(lws* wsi, SocketLimits limits) : wsi_(wsi), limits_(limits) {}

    /// LWS_CALLBACK_RECEIVE. None until a message is whole, and for all that comes after `close`.
    /// Errors: message_too_large {limit}, message_not_text; the content is gone then, and the socket goes on.
    std::optional<domain::Result<std::string>> receive(std::string_view part);

    /// A peer for which more than `max_waiting` bytes would wait is closed instead, and what waited is
    /// dropped.
    void send(std::string text);
    /// Closes once all that waits has left.
    void close();

    /// LWS_CALLBACK_SERVER_WRITEABLE. Returns what the callback has to return; `closing_status` is told to
    /// the peer when this ends the socket (RFC 6455, section 7.4.1).
    int write(int closing_status);

  private:
    lws* wsi_;
    SocketLimits limits_;
    std::string incoming_;
    bool discarding_ = false;
    bool binary_ = false;
    std::deque<std::string> outgoing_;
    std::size_t waiting_ = 0;
    bool closing_ = false;
};

} // namespace sigillo::sockets
