#pragma once

#include "shared/protocol/pending_calls.hpp"
#include "web/app/shell/host.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// One JSON-RPC connection of the page, to the portal or to the agent. It reconnects by itself with growing
// pauses and says hello again; calls made meanwhile wait, calls under way when it broke end with an error
// (whoever made them knows whether to make them again: each command has an id and is answered once).
namespace sigillo::app {

enum class Link { closed, connecting, open, waiting };

struct ConnectionSettings {
    /// Tried in this order, from the first again after the last.
    std::vector<std::string> urls;
    /// What a call ends with whose connection breaks, or that could not be sent at all.
    domain::ErrorId lost;
    /// The same where no connection was had yet.
    domain::ErrorId unreachable;
    std::size_t max_reply_bytes;
    /// Whether it goes on trying without being asked. The agent is tried again only on `connect`.
    bool reconnect;
};

class Connection {
  public:
    using Done = std::function<void(domain::Result<protocol::Json>)>;

    struct Events {
        /// The greeting that opens each new socket.
        std::function<std::string(std::int64_t id)> hello;
        /// What its reply says; an error (a version that cannot be spoken) ends the connection.
        std::function<domain::Status(const protocol::Json&)> greeted;
        std::function<void(Link)> link_changed;
        std::function<void(protocol::RpcNotification)> notified;
    };

    /// `host` outlives the connection.
    Connection(Host& host, ConnectionSettings settings, Events events);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Opens it now, also out of a pause; nothing where it is open or opening.
    void connect();
    /// Ends it and every call; it stays closed until `connect`.
    void close();

    /// `done` is called once. `timeout_seconds`: how long an answer may take; a call that waits for a person
    /// (PIN, consent) has minutes. A call without its answer by then means that the other side is gone: the
    /// socket is let go of, and the call ends like one whose connection broke.
    void call(std::string_view method, protocol::Json params, int timeout_seconds, Done done);

    [[nodiscard]] Link link() const { return link_; }

  private:
    struct Waiting {
        std::string method;
        protocol::Json params;
        int timeout_seconds;
        Done done;
    };

    void open_socket();
    void opened();
    void received(const std::string& text);
    void closed();
    void greeting_answered(const domain::Result<protocol::Json>& result);
    void give_up(const domain::Error& why);
    void send(Waiting waiting);
    void change(Link link);
    void fail_all(domain::ErrorId why);
    void arm_timeouts();
    [[nodiscard]] domain::Instant now() const;

    Host& host_;
    ConnectionSettings settings_;
    Events events_;
    Link link_ = Link::closed;
    std::unique_ptr<WebSocket> socket_;
    protocol::PendingCalls<Done> pending_;
    std::deque<Waiting> waiting_;
    std::size_t url_ = 0;
    int failures_ = 0;
    bool was_open_ = false;
    TimerId retry_timer_ = 0;
    TimerId timeout_timer_ = 0;
};

} // namespace sigillo::app
