#pragma once

#include "agent/dispatch/outbound.hpp"
#include "agent/platform/platform.hpp"
#include "shared/domain/result.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sigillo::agent {

struct ServerOptions {
    int port = 47474;
    std::size_t max_sockets = 64;
    std::size_t max_sockets_of_origin = 16;
    std::size_t max_message = 0; ///< bytes of a frame from a page
    /// Bytes that may wait for a page that does not read; then its socket is closed.
    std::size_t max_waiting = 40U * 1024 * 1024;
    /// Body of `GET /status`.
    std::string status;
};

/// What the server tells of its sockets, all on the thread of `run`.
class SocketEvents {
  public:
    virtual ~SocketEvents() = default;
    /// Whether a page of this origin may open a socket at all.
    virtual bool may_open(std::string_view origin) = 0;
    /// Whether a page of this origin may read `/status`.
    virtual bool may_see_status(std::string_view origin) = 0;
    virtual void opened(SocketId socket, std::string origin) = 0;
    virtual void received(SocketId socket, std::string_view text) = 0;
    /// A frame that was too large (message_too_large) or binary (message_not_text); its content is gone.
    virtual void refused(SocketId socket, const domain::Error& error) = 0;
    virtual void closed(SocketId socket) = 0;
    virtual void tick() = 0;
};

/// WebSocket and `GET /status` on 127.0.0.1 and, where there is one, ::1. Each connection is checked before
/// anything is served: Host, Origin, user of the peer.
class AgentServer final : public Outbound {
  public:
    /// `platform` and `log` must outlive it.
    AgentServer(ServerOptions options, Platform& platform, std::function<void(const std::string&)> log);
    ~AgentServer() override;
    AgentServer(const AgentServer&) = delete;
    AgentServer& operator=(const AgentServer&) = delete;

    /// Errors: configuration_invalid {field, reason} where the port is taken.
    domain::Status listen();
    /// Serves until `stop`.
    void run(SocketEvents& events);
    /// From any thread and from a signal handler.
    void stop();

    void send(SocketId socket, std::string text) override;
    void close(SocketId socket) override;
    void post(std::function<void()> task) override;

    /// The libwebsockets side.
    class Loop;

  private:
    std::unique_ptr<Loop> loop_;
};

} // namespace sigillo::agent
