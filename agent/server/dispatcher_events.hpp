#pragma once

#include "agent/dispatch/dispatcher.hpp"
#include "agent/server/agent_server.hpp"

namespace sigillo::agent {

/// Hands the server's sockets to the dispatcher; the door's rule is the policy's.
class DispatcherEvents final : public SocketEvents {
  public:
    DispatcherEvents(Dispatcher& dispatcher, OriginPolicy& origins)
        : dispatcher_(dispatcher), origins_(origins) {}

    /// A page that is not known may open a socket, so that the person can be asked at its `hello`; one that
    /// was declined hears so there.
    bool may_open(std::string_view origin) override {
        return is_origin_to_ask_about(origin) || origins_.standing(origin) == OriginStanding::allowed;
    }
    bool may_see_status(std::string_view origin) override {
        return origins_.standing(origin) == OriginStanding::allowed;
    }
    void opened(SocketId socket, std::string origin) override {
        dispatcher_.opened(socket, std::move(origin));
    }
    void received(SocketId socket, std::string_view text) override { dispatcher_.received(socket, text); }
    void refused(SocketId socket, const domain::Error& error) override { dispatcher_.refused(socket, error); }
    void closed(SocketId socket) override { dispatcher_.closed(socket); }
    void tick() override { dispatcher_.tick(); }

  private:
    Dispatcher& dispatcher_;
    OriginPolicy& origins_;
};

} // namespace sigillo::agent
