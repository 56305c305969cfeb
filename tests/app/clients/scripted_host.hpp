#pragma once

#include "web/app/shell/host.hpp"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

// The page's ports, played by a test: what the app asks is noted, what the world answers is said by the test.
// A script names the addresses that may be opened and fetched, in order: one that is unexpected, one too many
// or one left over fails the test.
namespace sigillo::app::testing {

class ScriptedHost : public Http,
                     public WebSockets,
                     public Timers,
                     public WallClock,
                     public Storage,
                     public Navigation,
                     public Reports,
                     public Permissions,
                     public Photos,
                     public Files {
  public:
    struct Socket {
        std::string url;
        WebSocketHandlers handlers;
        std::vector<std::string> sent;
        bool closed_by_page = false;
    };
    struct Fetch {
        HttpRequest request;
        std::function<void(HttpResponse)> done;
    };
    struct Alarm {
        TimerId id;
        std::uint32_t milliseconds;
        std::function<void()> fire;
    };

    ScriptedHost() : host{*this, *this, *this, *this, *this, *this, *this, *this, *this, *this} {}

    /// What may be opened or fetched next, in this order.
    void expect(std::vector<std::string> addresses);
    /// Throws where something expected was not asked for.
    void finished() const;

    /// Of the sockets in the order of their opening.
    /// The handlers are copied first: they may let go of the socket while they run.
    void open_socket(std::size_t at) { WebSocketHandlers(sockets.at(at)->handlers).on_open(); }
    void receive(std::size_t at, const std::string& text) {
        WebSocketHandlers(sockets.at(at)->handlers).on_message(text);
    }
    void cut(std::size_t at) { WebSocketHandlers(sockets.at(at)->handlers).on_close(1006); }
    /// Fires the alarm that is due first, and moves the clock there.
    void fire_next();
    void answer(std::size_t at, int status, const std::string& body) { fetches.at(at).done({status, body}); }

    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override;
    std::unique_ptr<WebSocket> open(std::string url, WebSocketHandlers handlers) override;
    TimerId after(std::uint32_t milliseconds, std::function<void()> fire) override;
    void cancel(TimerId timer) override;
    std::int64_t unix_milliseconds() const override { return now; }
    int zone_offset_minutes() const override { return 60; }
    std::string get(std::string_view key) const override;
    bool set(std::string_view key, std::string_view value) override;
    void remove(std::string_view key) override { stored.erase(std::string(key)); }
    std::string location() const override { return address; }
    std::string origin() const override { return "https://portale.example"; }
    void push(std::string_view path) override { address = path; }
    void replace(std::string_view path) override { address = path; }
    void leave(std::string_view url) override { left_for = url; }
    std::string preferred_language() const override { return "it-IT"; }
    std::string texts_address(std::string_view language) const override {
        return "/texts." + std::string(language);
    }
    void copy(std::string_view text, std::function<void(bool)> done) override {
        copied = text;
        done(allows_copying);
    }
    void picture(std::string_view name, std::function<void(bool)> done) override {
        pictured = name;
        done(true);
    }
    void choose(std::function<void(Photo)> done) override { done(photo); }
    void frame(int, int, int, std::function<void(Photo)> done) override { done(photo); }
    void pick(std::string_view kinds, std::function<void(PickedFile)> done) override {
        picked_kinds = kinds;
        done(file);
    }
    void local_network(std::function<void(Permission)> done) override { done(permission); }

    Host host;
    std::vector<std::shared_ptr<Socket>> sockets;
    std::vector<Fetch> fetches;
    std::vector<Alarm> alarms;
    std::map<std::string, std::string> stored;
    std::string address = "/";
    std::string left_for;
    std::string copied;
    std::string pictured;
    Photo photo;
    PickedFile file;
    std::string picked_kinds;
    bool allows_copying = true;
    Permission permission = Permission::unknown;
    std::int64_t now = 1795312800000;

  private:
    void use(const std::string& address);
    std::deque<std::string> script_;
    TimerId last_timer_ = 0;
};

} // namespace sigillo::app::testing
