#pragma once

#include "web/app/shell/host.hpp"

#include <unordered_map>

namespace sigillo::app::shell {

// The ports of host.hpp on the page's JavaScript. The `answered`, `fired`... functions are called by the
// page.
class WebHost : public Http,
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
    Host ports() { return Host{*this, *this, *this, *this, *this, *this, *this, *this, *this, *this}; }

    void fetch(HttpRequest request, std::function<void(HttpResponse)> done) override;
    std::unique_ptr<WebSocket> open(std::string url, WebSocketHandlers handlers) override;
    TimerId after(std::uint32_t milliseconds, std::function<void()> fire) override;
    void cancel(TimerId timer) override;
    std::int64_t unix_milliseconds() const override;
    int zone_offset_minutes() const override;
    std::string get(std::string_view key) const override;
    bool set(std::string_view key, std::string_view value) override;
    void remove(std::string_view key) override;
    std::string location() const override;
    std::string origin() const override;
    void push(std::string_view path) override;
    void replace(std::string_view path) override;
    void leave(std::string_view url) override;
    std::string preferred_language() const override;
    std::string texts_address(std::string_view language) const override;
    void copy(std::string_view text, std::function<void(bool)> done) override;
    void picture(std::string_view name, std::function<void(bool)> done) override;
    void local_network(std::function<void(Permission)> done) override;
    void choose(std::function<void(Photo)> done) override;
    void frame(int right, int down, int closer, std::function<void(Photo)> done) override;
    void pick(std::string_view kinds, std::function<void(PickedFile)> done) override;

    void answered(std::uint32_t id, HttpResponse response);
    void socket_event(std::uint32_t id, int kind, std::string text, int code);
    bool fired(std::uint32_t id); // false: cancelled meanwhile
    void permitted(std::uint32_t id, Permission permission);
    void reported(std::uint32_t id, bool done);
    void photographed(std::uint32_t id, Photo photo);
    void picked(std::uint32_t id, PickedFile file);
    void let_go(std::uint32_t socket);

  private:
    std::uint32_t next_ = 1;
    std::unordered_map<std::uint32_t, std::function<void(Photo)>> photos_;
    std::unordered_map<std::uint32_t, std::function<void(PickedFile)>> files_;
    std::unordered_map<std::uint32_t, std::function<void(HttpResponse)>> fetches_;
    std::unordered_map<std::uint32_t, std::shared_ptr<WebSocketHandlers>> sockets_;
    std::unordered_map<std::uint32_t, std::function<void()>> timers_;
    std::unordered_map<std::uint32_t, std::function<void(Permission)>> permissions_;
    std::unordered_map<std::uint32_t, std::function<void(bool)>> reports_;
};

} // namespace sigillo::app::shell
