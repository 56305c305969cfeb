#pragma once

#include "agent/dispatch/executor.hpp"
#include "agent/dispatch/identity.hpp"
#include "agent/dispatch/new_pin.hpp"
#include "agent/dispatch/origin_policy.hpp"
#include "agent/dispatch/outbound.hpp"
#include "agent/dispatch/rate_limit.hpp"
#include "agent/dispatch/renewals.hpp"
#include "agent/dispatch/signing.hpp"
#include "shared/protocol/jsonrpc.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <string_view>

namespace sigillo::agent {

/// All that the dispatcher works with; must outlive it.
struct DispatcherPorts {
    CardService& cards;
    RenewalService& renewals;
    Consent& consent;
    PinWindow& pin_window;
    OriginPolicy& origins;
    Outbound& outbound;
    Executor& quick;       ///< cards.list, renewal.status, diagnose
    Executor& interactive; ///< what waits for the person; one at a time
    Clock now;
    Clock milliseconds; ///< of a clock that never goes back
    /// A line for the log: never a PIN, never personal data.
    std::function<void(const std::string&)> log;
};

struct DispatcherLimits {
    int message_burst = 60;
    int messages_per_second = 20;
    /// Messages over the limit after which the socket is closed.
    int messages_over = 200;
    /// Answers that a socket may wait for at a time.
    int waiting_per_socket = 8;
    /// How long a socket may stay without a `hello`.
    std::int64_t greeting_milliseconds = 15'000;
};

/// What the sockets of pages mean, without a transport: states (PROTOCOL.md), who may ask what, one reply to
/// every message. All calls on the wire thread except `cards_changed`; none waits.
class Dispatcher {
  public:
    Dispatcher(DispatcherPorts ports, std::string version, DispatcherLimits limits = {});
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    void opened(SocketId socket, std::string origin);
    void received(SocketId socket, std::string_view text);
    /// A frame that the transport did not take (too large, not text): answered without an id.
    void refused(SocketId socket, const domain::Error& error);
    void closed(SocketId socket);
    /// Once a second or so.
    void tick();
    /// From any thread, and must not be called before the dispatcher is whole.
    void cards_changed();
    /// Whether somebody is being asked or a card is at work for a page.
    [[nodiscard]] bool working() const { return working_ > 0; }
    /// Windows of running operations close.
    void cancel_all();

  private:
    enum class State { opened, greeting, ready };
    struct Socket {
        std::string origin;
        Language language = Language::it;
        State state = State::opened;
        TokenBucket bucket;
        int over = 0;
        int waiting = 0;
        std::int64_t opened_at = 0;
        std::shared_ptr<std::atomic<bool>> wanted = std::make_shared<std::atomic<bool>>(true);
    };
    using Handler = std::function<domain::Result<protocol::Json>(const Caller&)>;
    struct Visitor;

    void handle(SocketId id, Socket& socket, const protocol::RpcId& call,
                const protocol::agent::Hello& hello);
    void greet(SocketId id, Socket& socket, const protocol::RpcId& call);
    void ask_about(SocketId id, Socket& socket, const protocol::RpcId& call);
    void run_quick(SocketId id, Socket& socket, const protocol::RpcId& call, Handler handler);
    void run_interactive(SocketId id, Socket& socket, const protocol::RpcId& call, const char* method,
                         Handler handler);
    void over_limit(SocketId id, Socket& socket, std::string_view text);
    void reply_error(SocketId id, const protocol::RpcId& call, const domain::Error& error);
    Socket* find(SocketId id);
    Caller caller_of(SocketId id, const Socket& socket);
    [[nodiscard]] bool busy() const { return working_ > 0 && *asker_; }
    void begin_work(const Socket& socket);
    protocol::agent::Diagnose::Reply diagnose();

    DispatcherPorts ports_;
    const std::string version_;
    const DispatcherLimits limits_;
    PinDialog pins_;
    SignIn sign_in_;
    ProveIdentity prove_identity_;
    NewPin new_pin_;
    SignActs sign_acts_;
    Renewals renewals_;
    std::map<SocketId, Socket> sockets_;
    /// Operations begun and not ended; more than one only while those of pages that went away come to their
    /// end.
    int working_ = 0;
    /// Whether the page of the last one is still there.
    std::shared_ptr<std::atomic<bool>> asker_;
    std::atomic<bool> change_posted_{false};
};

} // namespace sigillo::agent
