#include "web/app/shell/web_host.hpp"

#include "web/app/shell/page.hpp"

#include <cstdlib>

namespace sigillo::app::shell {

namespace {

enum class Question { storage, location, origin, language, texts };

std::string ask(Question what, std::string_view key = {}) {
    std::uint32_t length = 0;
    char* text = sigillo_js_ask(static_cast<int>(what), key.data(), key.size(), &length);
    std::string out{text, length};
    std::free(text);
    return out;
}

class Socket : public WebSocket {
  public:
    Socket(WebHost& host, std::uint32_t id) : host_{host}, id_{id} {}
    ~Socket() override {
        host_.let_go(id_);
        sigillo_js_socket_close(id_);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    void send(std::string_view text) override { sigillo_js_socket_send(id_, text.data(), text.size()); }

  private:
    WebHost& host_;
    std::uint32_t id_;
};

} // namespace

void WebHost::fetch(HttpRequest request, std::function<void(HttpResponse)> done) {
    const std::uint32_t id = next_++;
    fetches_.emplace(id, std::move(done));
    sigillo_js_fetch(id, request.method.data(), request.method.size(), request.path.data(),
                     request.path.size(), request.json.data(), request.json.size());
}

std::unique_ptr<WebSocket> WebHost::open(std::string url, WebSocketHandlers handlers) {
    const std::uint32_t id = next_++;
    sockets_.emplace(id, std::make_shared<WebSocketHandlers>(std::move(handlers)));
    sigillo_js_socket_open(id, url.data(), url.size());
    return std::make_unique<Socket>(*this, id);
}

TimerId WebHost::after(std::uint32_t milliseconds, std::function<void()> fire) {
    const std::uint32_t id = next_++;
    timers_.emplace(id, std::move(fire));
    sigillo_js_timer(id, milliseconds);
    return id;
}

void WebHost::cancel(TimerId timer) {
    timers_.erase(timer);
}

std::int64_t WebHost::unix_milliseconds() const {
    return static_cast<std::int64_t>(sigillo_js_now());
}
int WebHost::zone_offset_minutes() const {
    return sigillo_js_zone();
}

std::string WebHost::get(std::string_view key) const {
    return ask(Question::storage, key);
}

bool WebHost::set(std::string_view key, std::string_view value) {
    return sigillo_js_store(key.data(), key.size(), value.data(), value.size()) != 0;
}

void WebHost::remove(std::string_view key) {
    sigillo_js_forget(key.data(), key.size());
}

std::string WebHost::location() const {
    return ask(Question::location);
}
std::string WebHost::origin() const {
    return ask(Question::origin);
}
std::string WebHost::preferred_language() const {
    return ask(Question::language);
}
std::string WebHost::texts_address(std::string_view language) const {
    return ask(Question::texts, language);
}
void WebHost::push(std::string_view path) {
    sigillo_js_navigate(0, path.data(), path.size());
}
void WebHost::replace(std::string_view path) {
    sigillo_js_navigate(1, path.data(), path.size());
}
void WebHost::leave(std::string_view url) {
    sigillo_js_navigate(2, url.data(), url.size());
}

void WebHost::copy(std::string_view text, std::function<void(bool)> done) {
    const std::uint32_t id = next_++;
    reports_.emplace(id, std::move(done));
    sigillo_js_copy(id, text.data(), text.size());
}

void WebHost::picture(std::string_view name, std::function<void(bool)> done) {
    const std::uint32_t id = next_++;
    reports_.emplace(id, std::move(done));
    sigillo_js_picture(id, name.data(), name.size());
}

void WebHost::local_network(std::function<void(Permission)> done) {
    const std::uint32_t id = next_++;
    permissions_.emplace(id, std::move(done));
    sigillo_js_permission(id);
}

// A call-back may start another of its kind, or destroy the socket that it belongs to: it is taken out, or
// kept alive, before it runs.

void WebHost::answered(std::uint32_t id, HttpResponse response) {
    if (auto entry = fetches_.extract(id)) {
        entry.mapped()(std::move(response));
    }
}

void WebHost::socket_event(std::uint32_t id, int kind, std::string text, int code) {
    const auto at = sockets_.find(id);
    if (at == sockets_.end()) {
        return;
    }
    const std::shared_ptr<WebSocketHandlers> handlers = at->second;
    if (kind == 0 && handlers->on_open) {
        handlers->on_open();
    } else if (kind == 1 && handlers->on_message) {
        handlers->on_message(std::move(text));
    } else if (kind == 2) {
        sockets_.erase(id);
        if (handlers->on_close) {
            handlers->on_close(code);
        }
    }
}

bool WebHost::fired(std::uint32_t id) {
    auto entry = timers_.extract(id);
    if (!entry) {
        return false;
    }
    entry.mapped()();
    return true;
}

void WebHost::permitted(std::uint32_t id, Permission permission) {
    if (auto entry = permissions_.extract(id)) {
        entry.mapped()(permission);
    }
}

void WebHost::reported(std::uint32_t id, bool done) {
    if (auto entry = reports_.extract(id)) {
        entry.mapped()(done);
    }
}

void WebHost::choose(std::function<void(Photo)> done) {
    const std::uint32_t id = next_++;
    photos_.emplace(id, std::move(done));
    sigillo_js_photo_choose(id);
}

void WebHost::frame(int right, int down, int closer, std::function<void(Photo)> done) {
    const std::uint32_t id = next_++;
    photos_.emplace(id, std::move(done));
    sigillo_js_photo_frame(id, right, down, closer);
}

void WebHost::photographed(std::uint32_t id, Photo photo) {
    if (auto entry = photos_.extract(id)) {
        entry.mapped()(std::move(photo));
    }
}

void WebHost::pick(std::string_view kinds, std::function<void(PickedFile)> done) {
    const std::uint32_t id = next_++;
    files_.emplace(id, std::move(done));
    sigillo_js_file_pick(id, kinds.data(), kinds.size());
}

void WebHost::picked(std::uint32_t id, PickedFile file) {
    if (auto entry = files_.extract(id)) {
        entry.mapped()(std::move(file));
    }
}

void WebHost::let_go(std::uint32_t socket) {
    sockets_.erase(socket);
}

} // namespace sigillo::app::shell
