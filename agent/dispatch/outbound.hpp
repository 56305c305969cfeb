#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace sigillo::agent {

/// Names one socket; never used twice.
using SocketId = std::uint64_t;

/// What the dispatcher needs of the transport.
class Outbound {
  public:
    virtual ~Outbound() = default;
    /// Queues a text frame. A socket that is gone swallows it. Only on the wire thread.
    virtual void send(SocketId socket, std::string text) = 0;
    /// Closes once what is queued has gone. Only on the wire thread.
    virtual void close(SocketId socket) = 0;
    /// Runs `task` on the wire thread soon, in the order given. From any thread.
    virtual void post(std::function<void()> task) = 0;
};

} // namespace sigillo::agent
