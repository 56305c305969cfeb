#pragma once

#include "shared/domain/result.hpp"
#include "web/portal/server/http.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace sigillo::portal {

struct ServerOptions {
    std::string host;            ///< address to listen on
    int port = 0;                ///< 0: any free one
    std::string tls_certificate; ///< PEM file; empty: no TLS
    std::string tls_key;
    HttpHeaders headers; ///< added to every response
    std::size_t max_body = 64 * 1024;
    std::size_t max_message = 4 * 1024 * 1024;
    /// Bytes that wait for a slow client before it is cut off.
    std::size_t max_waiting = 8 * 1024 * 1024;
    std::size_t max_sockets = 2000;
};

/// What the server serves. Every call comes on the loop's thread.
class Application {
  public:
    virtual ~Application() = default;
    virtual void handle(const HttpRequest& request, Responder respond) = 0;
    /// Whether this upgrade to a WebSocket is let in: 0, or the HTTP status that refuses it.
    virtual int admit(const HttpRequest& upgrade) = 0;
    virtual void opened(SocketId socket, const HttpRequest& upgrade) = 0;
    virtual void received(SocketId socket, std::string_view text) = 0;
    /// A message that was too large (message_too_large) or binary (message_not_text); its content is gone.
    virtual void refused(SocketId socket, const domain::Error& error) = 0;
    virtual void closed(SocketId socket) = 0;
    /// About once a second.
    virtual void tick() = 0;
};

/// The way back to open sockets. On the loop's thread.
class SocketSender {
  public:
    virtual ~SocketSender() = default;
    virtual void send(SocketId socket, std::string text) = 0;
    /// Sends what waits, then closes with 1000.
    virtual void close(SocketId socket) = 0;
};

/// Runs work elsewhere than on the loop, and its end on the loop again.
class Background {
  public:
    virtual ~Background() = default;
    /// False where too much waits already; then neither is called.
    virtual bool run(std::function<void()> work, std::function<void()> done) = 0;
};

/// One thread, HTTP and WebSocket on one port.
class Server final : public SocketSender {
  public:
    /// Listens when it returns. `application` must outlive the server.
    /// Error: `configuration_invalid` with `reason`.
    static domain::Result<std::unique_ptr<Server>> start(const ServerOptions& options,
                                                         Application& application);
    ~Server() override;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] int port() const;
    /// Serves until `stop`.
    void run();
    /// From any thread and from a signal handler.
    void stop();
    /// Runs `task` on the loop's thread soon. From any thread.
    void post(std::function<void()> task);

    void send(SocketId socket, std::string text) override;
    void close(SocketId socket) override;

    class Loop;

  private:
    explicit Server(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> loop_;
};

} // namespace sigillo::portal
