#pragma once

#include "agent/server/agent_server.hpp"

#include <libwebsockets.h>

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace sigillo::agent {

/// The libwebsockets side of AgentServer.
class AgentServer::Loop {
  public:
    Loop(ServerOptions options, Platform& platform, std::function<void(const std::string&)> log);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    domain::Status listen();
    void run(SocketEvents& events);
    void stop();
    void send(SocketId socket, std::string text);
    void close(SocketId socket);
    void post(std::function<void()> task);

    static int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

  private:
    struct Socket {
        SocketId id = 0;
        std::string origin;
        std::string incoming;
        bool established = false;
        bool discarding = false;
        bool binary = false;
        std::deque<std::string> outgoing;
        std::size_t waiting = 0;
        bool closing = false;
    };

    int on_http(lws* wsi, std::string_view path);
    int on_http_writable(lws* wsi);
    int on_upgrade(lws* wsi);
    int on_established(lws* wsi);
    int on_receive(lws* wsi, std::string_view part);
    int on_writable(lws* wsi);
    void on_destroyed(lws* wsi);
    void run_tasks();

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
    lws_context* context_ = nullptr;
    std::map<lws*, Socket> sockets_;
    std::map<lws*, std::string> bodies_;
    std::map<SocketId, lws*> by_id_;
    SocketId next_id_ = 1;
    std::atomic<bool> stopping_{false};
    std::mutex tasks_mutex_;
    std::vector<std::function<void()>> tasks_;
};

} // namespace sigillo::agent
