#pragma once

#include "web/portal/server/server.hpp"

#include <libwebsockets.h>

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace sigillo::portal {

/// The libwebsockets side of `Server`.
class Server::Loop {
  public:
    Loop(ServerOptions options, Application& application);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    domain::Status listen();
    [[nodiscard]] int port() const { return port_; }
    void run();
    void stop();
    void post(std::function<void()> task);
    void send(SocketId socket, std::string text);
    void close(SocketId socket);

    static int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

  private:
    /// One HTTP exchange.
    struct Exchange {
        HttpRequest request;
        std::size_t announced = 0;
        bool dispatched = false;
        std::optional<HttpResponse> response;
        bool headers_sent = false;
        std::size_t sent = 0;
    };
    struct Socket {
        SocketId id = 0;
        std::string incoming;
        bool discarding = false;
        bool binary = false;
        std::deque<std::string> outgoing;
        std::size_t waiting = 0;
        bool closing = false;
    };
    struct Peer {
        std::uint64_t number = 0;
        std::optional<Exchange> exchange;
        std::optional<HttpRequest> upgrade;
        std::optional<Socket> socket;
    };

    int on_http(lws* wsi, std::string_view path);
    int on_body(lws* wsi, std::string_view part);
    int on_body_end(lws* wsi);
    int on_http_writable(lws* wsi);
    int on_confirm_upgrade(lws* wsi);
    int on_established(lws* wsi);
    int on_receive(lws* wsi, std::string_view part);
    int on_socket_writable(lws* wsi);
    void on_destroyed(lws* wsi);
    void on_wake();

    HttpRequest read_head(lws* wsi, std::string_view path) const;
    void dispatch(lws* wsi, Peer& peer);
    void answer(std::uint64_t number, HttpResponse response);
    int refuse_now(lws* wsi, int status);
    bool write_headers(lws* wsi, const Exchange& exchange);
    Socket* find(SocketId socket, lws** wsi);

    ServerOptions options_;
    Application& application_;
    lws_protocols protocols_[2]{};
    lws_retry_bo_t liveness_{};
    lws_context* context_ = nullptr;
    int port_ = 0;
    std::map<lws*, Peer> peers_;
    std::map<std::uint64_t, lws*> by_number_;
    std::map<SocketId, lws*> by_socket_;
    std::uint64_t next_number_ = 1;
    SocketId next_socket_ = 1;
    std::atomic<bool> stopping_{false};
    std::mutex tasks_mutex_;
    std::vector<std::function<void()>> tasks_;
};

} // namespace sigillo::portal
