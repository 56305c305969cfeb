#include "web/app/clients/connection.hpp"

#include <algorithm>
#include <utility>

namespace sigillo::app {

using domain::ErrorId;
using protocol::Json;

namespace {
constexpr int hello_timeout_seconds = 10;

/// Half a second, then twice as long each time, up to half a minute.
std::uint32_t pause_after(int failures) {
    const int doublings = std::clamp(failures - 1, 0, 6);
    return std::min<std::uint32_t>(500U << doublings, 30'000U);
}
} // namespace

Connection::Connection(Host& host, ConnectionSettings settings, Events events)
    : host_(host), settings_(std::move(settings)), events_(std::move(events)) {}

Connection::~Connection() {
    host_.timers.cancel(retry_timer_);
    host_.timers.cancel(timeout_timer_);
}

void Connection::connect() {
    if (link_ == Link::open || link_ == Link::connecting) {
        return;
    }
    host_.timers.cancel(retry_timer_);
    open_socket();
}

void Connection::close() {
    host_.timers.cancel(retry_timer_);
    host_.timers.cancel(timeout_timer_);
    socket_.reset();
    failures_ = 0;
    was_open_ = false;
    change(Link::closed);
    fail_all(settings_.lost);
}

void Connection::call(std::string_view method, Json params, int timeout_seconds, Done done) {
    Waiting waiting{std::string(method), std::move(params), timeout_seconds, std::move(done)};
    if (link_ == Link::open) {
        send(std::move(waiting));
        return;
    }
    waiting_.push_back(std::move(waiting));
    if (link_ == Link::closed) {
        connect();
    }
}

void Connection::open_socket() {
    change(Link::connecting);
    socket_ = host_.sockets.open(settings_.urls[url_],
                                 {.on_open = [this] { opened(); },
                                  .on_message = [this](const std::string& text) { received(text); },
                                  .on_close = [this](int) { closed(); }});
}

void Connection::opened() {
    const auto deadline = now() + domain::Duration{hello_timeout_seconds};
    const auto id =
        pending_.begin([this](domain::Result<Json> result) { greeting_answered(result); }, deadline);
    socket_->send(events_.hello(id));
    arm_timeouts();
}

void Connection::greeting_answered(const domain::Result<Json>& result) {
    if (!result) {
        const auto id = result.error().id;
        // A connection that broke is tried again; a refused greeting (another version, an origin that may not
        // ask) is an answer.
        if (id != settings_.lost && id != settings_.unreachable) {
            give_up(result.error());
        }
        return;
    }
    if (const auto understood = events_.greeted(*result); !understood) {
        give_up(understood.error());
        return;
    }
    failures_ = 0;
    was_open_ = true;
    change(Link::open);
    auto waiting = std::exchange(waiting_, {});
    for (auto& one : waiting) {
        send(std::move(one));
    }
}

void Connection::give_up(const domain::Error& why) {
    socket_.reset();
    change(Link::closed);
    auto waiting = std::exchange(waiting_, {});
    for (auto& one : waiting) {
        one.done(why);
    }
}

void Connection::send(Waiting waiting) {
    const auto deadline = now() + domain::Duration{waiting.timeout_seconds};
    const auto id = pending_.begin(std::move(waiting.done), deadline);
    socket_->send(protocol::write_request(protocol::RpcId{id}, waiting.method, std::move(waiting.params)));
    arm_timeouts();
}

void Connection::received(const std::string& text) {
    auto message = protocol::read_from_server(text, settings_.max_reply_bytes);
    if (!message) {
        return; // not of the protocol: its call ends by its deadline
    }
    if (auto* notification = std::get_if<protocol::RpcNotification>(&*message)) {
        events_.notified(std::move(*notification));
    } else if (auto* reply = std::get_if<protocol::RpcReply>(&*message)) {
        if (auto ended = pending_.end(std::move(*reply))) {
            ended->tag(std::move(ended->result));
        }
    }
}

void Connection::closed() {
    socket_.reset();
    ++failures_;
    url_ = (url_ + 1) % settings_.urls.size();
    // Every address is asked once before the pause.
    const bool next_at_once = !was_open_ && url_ != 0;
    const auto why = was_open_ ? settings_.lost : settings_.unreachable;
    auto ended = pending_.cancel_all(settings_.lost);
    if (next_at_once) {
        open_socket();
    } else if (settings_.reconnect) {
        change(Link::waiting);
        retry_timer_ = host_.timers.after(pause_after(failures_), [this] { open_socket(); });
    } else {
        was_open_ = false;
        change(Link::closed);
    }
    for (auto& one : ended) {
        one.tag(domain::Error(why));
    }
    if (link_ == Link::closed || link_ == Link::waiting) {
        fail_all(why);
    }
}

void Connection::fail_all(ErrorId why) {
    for (auto& one : pending_.cancel_all(why)) {
        one.tag(std::move(one.result));
    }
    auto waiting = std::exchange(waiting_, {});
    for (auto& one : waiting) {
        one.done(domain::Error(why));
    }
}

void Connection::change(Link link) {
    if (std::exchange(link_, link) != link) {
        events_.link_changed(link);
    }
}

void Connection::arm_timeouts() {
    host_.timers.cancel(timeout_timer_);
    const auto next = pending_.next_deadline();
    if (!next) {
        return;
    }
    const auto wait = std::max<std::int64_t>(next->seconds - now().seconds, 0);
    timeout_timer_ = host_.timers.after(
        static_cast<std::uint32_t>(std::min<std::int64_t>(wait, 3600)) * 1000 + 500, [this] {
            if (const auto due = pending_.next_deadline(); due && *due <= now()) {
                closed();
            } else {
                arm_timeouts();
            }
        });
}

domain::Instant Connection::now() const {
    return domain::Instant{host_.clock.unix_milliseconds() / 1000};
}

} // namespace sigillo::app
