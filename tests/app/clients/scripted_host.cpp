#include "tests/app/clients/scripted_host.hpp"

#include <algorithm>
#include <stdexcept>

namespace sigillo::app::testing {

namespace {

class FakeSocket : public WebSocket {
  public:
    explicit FakeSocket(std::shared_ptr<ScriptedHost::Socket> socket) : socket_(std::move(socket)) {}
    ~FakeSocket() override {
        socket_->closed_by_page = true;
        socket_->handlers = {};
    }
    FakeSocket(const FakeSocket&) = delete;
    FakeSocket& operator=(const FakeSocket&) = delete;
    void send(std::string_view text) override { socket_->sent.emplace_back(text); }

  private:
    std::shared_ptr<ScriptedHost::Socket> socket_;
};

} // namespace

void ScriptedHost::expect(std::vector<std::string> addresses) {
    script_.insert(script_.end(), addresses.begin(), addresses.end());
}

void ScriptedHost::finished() const {
    if (!script_.empty()) {
        throw std::runtime_error("never asked for: " + script_.front());
    }
}

void ScriptedHost::use(const std::string& wanted) {
    if (script_.empty()) {
        throw std::runtime_error("not expected, or once too often: " + wanted);
    }
    if (script_.front() != wanted) {
        throw std::runtime_error("expected " + script_.front() + ", asked for " + wanted);
    }
    script_.pop_front();
}

void ScriptedHost::fire_next() {
    if (alarms.empty()) {
        throw std::runtime_error("no alarm is set");
    }
    const auto next = std::min_element(alarms.begin(), alarms.end(), [](const Alarm& a, const Alarm& b) {
        return a.milliseconds < b.milliseconds;
    });
    const Alarm alarm = *next;
    alarms.erase(next);
    now += alarm.milliseconds;
    alarm.fire();
}

void ScriptedHost::fetch(HttpRequest request, std::function<void(HttpResponse)> done) {
    use(request.method + " " + request.path);
    fetches.push_back({std::move(request), std::move(done)});
}

std::unique_ptr<WebSocket> ScriptedHost::open(std::string url, WebSocketHandlers handlers) {
    use(url);
    sockets.push_back(std::make_shared<Socket>(Socket{std::move(url), std::move(handlers), {}, false}));
    return std::make_unique<FakeSocket>(sockets.back());
}

TimerId ScriptedHost::after(std::uint32_t milliseconds, std::function<void()> fire) {
    alarms.push_back({++last_timer_, milliseconds, std::move(fire)});
    return last_timer_;
}

void ScriptedHost::cancel(TimerId timer) {
    alarms.erase(std::remove_if(alarms.begin(), alarms.end(),
                                [timer](const Alarm& alarm) { return alarm.id == timer; }),
                 alarms.end());
}

std::string ScriptedHost::get(std::string_view key) const {
    const auto found = stored.find(std::string(key));
    return found == stored.end() ? std::string{} : found->second;
}

bool ScriptedHost::set(std::string_view key, std::string_view value) {
    stored[std::string(key)] = value;
    return true;
}

} // namespace sigillo::app::testing
