#pragma once

#include "shared/sockets/service_loop.hpp"
#include "shared/sockets/text_socket.hpp"
#include "web/portal/server/server.hpp"

#include <libwebsockets.h>

#include <map>
#include <optional>

namespace sigillo::portal {

/// One HTTP exchange.
struct HttpExchange {
    HttpRequest request;
    std::size_t announced = 0;
    bool dispatched = false;
    std::optional<HttpResponse> response;
    bool headers_sent = false;
    std::size_t sent = 0;
};

/// The libwebsockets side of `Server`.
class Server::Loop {
  public:
    Loop(ServerOptions options, Application& application);

    domain::Status listen();
    [[nodiscard]] int port() const { return port_; }
    void run();
    void stop() { service_.stop(); }
    void post(std::function<void()> task) { service_.post(std::move(task)); }
    void send(SocketId socket, std::string text);
    void close(SocketId socket);

    static int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

  private:
    struct Socket {
        SocketId id;
        sockets::TextSocket text;
    };
    struct Peer {
        std::uint64_t number = 0;
        std::optional<HttpExchange> exchange;
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

    HttpRequest read_head(lws* wsi, std::string_view path) const;
    void dispatch(lws* wsi, Peer& peer);
    void answer(std::uint64_t number, HttpResponse response);
    int refuse_now(lws* wsi, int status);
    bool write_headers(lws* wsi, const HttpExchange& exchange);

    ServerOptions options_;
    Application& application_;
    lws_protocols protocols_[2]{};
    lws_retry_bo_t liveness_{};
    int port_ = 0;
    std::map<lws*, Peer> peers_;
    std::map<std::uint64_t, lws*> by_number_;
    std::map<SocketId, sockets::TextSocket*> by_socket_;
    std::uint64_t next_number_ = 1;
    SocketId next_socket_ = 1;
    /// Last: its end calls back for each open connection.
    sockets::ServiceLoop service_;
};

} // namespace sigillo::portal
