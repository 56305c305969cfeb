#pragma once

#include "agent/server/agent_server.hpp"
#include "shared/sockets/service_loop.hpp"
#include "shared/sockets/text_socket.hpp"

#include <libwebsockets.h>

#include <map>
#include <optional>

namespace sigillo::agent {

/// The libwebsockets side of AgentServer.
class AgentServer::Loop {
  public:
    Loop(ServerOptions options, Platform& platform, std::function<void(const std::string&)> log);

    domain::Status listen();
    void run(SocketEvents& events);
    void stop() { service_.stop(); }
    void send(SocketId socket, std::string text);
    void close(SocketId socket);
    void post(std::function<void()> task) { service_.post(std::move(task)); }

    static int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

  private:
    /// Admitted at the upgrade, open once `socket` is there.
    struct Peer {
        std::string origin;
        SocketId id = 0;
        std::optional<sockets::TextSocket> socket;
    };

    int on_http(lws* wsi, std::string_view path);
    int on_http_writable(lws* wsi);
    int on_upgrade(lws* wsi);
    int on_established(lws* wsi);
    int on_receive(lws* wsi, std::string_view part);
    int on_writable(lws* wsi);
    void on_destroyed(lws* wsi);

    /// Empty where the connection may go on; otherwise why not, for the log.
    std::string refusal(lws* wsi);
    int answer(lws* wsi, unsigned status, const std::string& origin, std::string body);
    std::size_t sockets_of(const std::string& origin) const;

    const ServerOptions options_;
    Platform& platform_;
    const std::function<void(const std::string&)> log_;
    SocketEvents* events_ = nullptr;
    lws_protocols protocols_[2]{};
    lws_retry_bo_t liveness_{};
    std::map<lws*, Peer> peers_;
    std::map<lws*, std::string> bodies_;
    std::map<SocketId, sockets::TextSocket*> by_id_;
    SocketId next_id_ = 1;
    /// Last: its end calls back for each open connection.
    sockets::ServiceLoop service_;
};

} // namespace sigillo::agent
