#pragma once

#include "shared/protocol/jsonrpc.hpp"
#include "shared/protocol/limits.hpp"
#include "web/portal/api/desks.hpp"
#include "web/portal/door/door.hpp"

#include <map>
#include <string>

namespace sigillo::portal {

/// The open pages: their calls, and what they are told without asking.
class Live {
  public:
    struct Settings {
        domain::Duration idle = domain::Duration::minutes(15);
        domain::Duration absolute = domain::Duration::hours(8);
        int calls_per_second = 50; ///< of one page, with bursts of three seconds' worth
    };

    Live(Store& store, const Clock& clock, Door& door, Desks& desks, Settings settings)
        : store_(store), clock_(clock), door_(door), desks_(desks), settings_(settings) {}

    /// Must be set before the first call.
    void send_through(SocketSender& sender) { sender_ = &sender; }

    /// Called whenever something changed.
    void on_change(std::function<void()> told) { told_ = std::move(told); }

    void opened(SocketId socket, Door::SignedIn who);
    void received(SocketId socket, std::string_view text);
    void refused(SocketId socket, const domain::Error& error);
    void closed(SocketId socket) { pages_.erase(socket); }
    /// Ends the pages of a session that was signed out.
    void end_session(const std::string& token);
    /// Tells pages what changed since the last time, whoever changed it.
    domain::Status fan_out();
    /// Ends the pages whose session ran out.
    void end_idle();

  private:
    struct Page {
        std::string token;
        Caller caller;
        bool greeted = false;
        domain::Instant opened;
        domain::Instant allowance_at;
        int allowance = 0;
    };
    void end(SocketId socket);
    bool within_rate(Page& page);
    void call(SocketId socket, Page& page, const protocol::RpcRequest& request);

    Store& store_;
    const Clock& clock_;
    Door& door_;
    Desks& desks_;
    Settings settings_;
    SocketSender* sender_ = nullptr;
    std::map<SocketId, Page> pages_;
    std::map<std::string, domain::Instant> last_used_; ///< by token
    std::optional<std::int64_t> seen_;
    std::function<void()> told_;
};

} // namespace sigillo::portal
