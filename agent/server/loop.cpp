#include "agent/server/loop.hpp"

#include "agent/server/door.hpp"
#include "shared/sockets/headers.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr unsigned idle_seconds = 30;
constexpr std::size_t longest_header = 1024;
constexpr std::size_t frame_buffer = 16 * 1024;

AgentServer::Loop& loop_of(lws* wsi) {
    return *static_cast<AgentServer::Loop*>(lws_context_user(lws_get_context(wsi)));
}

std::string header(lws* wsi, lws_token_indexes token) {
    return sockets::header(wsi, token, longest_header);
}

bool add_header(lws* wsi, const char* name, const std::string& value, unsigned char** at,
                unsigned char* end) {
    return lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(name),
                                       reinterpret_cast<const unsigned char*>(value.data()),
                                       static_cast<int>(value.size()), at, end) == 0;
}

} // namespace

AgentServer::Loop::Loop(ServerOptions options, Platform& platform,
                        std::function<void(const std::string&)> log)
    : options_(std::move(options)), platform_(platform), log_(std::move(log)) {
    protocols_[0].name = "sigillo";
    protocols_[0].callback = &Loop::callback;
    protocols_[0].rx_buffer_size = frame_buffer;
    liveness_.secs_since_valid_ping = idle_seconds;
    liveness_.secs_since_valid_hangup = 2 * idle_seconds;
}

domain::Status AgentServer::Loop::listen() {
    lws_set_log_level(0, nullptr);
    lws_context_creation_info info{};
    info.protocols = protocols_;
    info.user = this;
    info.gid = -1;
    info.uid = -1;
    info.server_string = "sigillo";
    info.timeout_secs = 10;
    info.keepalive_timeout = 10;
    info.max_http_header_data = 4 * 1024;
    info.max_http_header_pool = 32;
    info.fd_limit_per_thread = static_cast<unsigned>(2 * options_.max_sockets + 32);
    info.retry_and_idle_policy = &liveness_;
    info.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND;
    service_.adopt(lws_create_context(&info));
    if (service_.context() == nullptr) {
        return Error(ErrorId::internal, {{"what", "network context"}});
    }
    info.port = options_.port;
    info.vhost_name = "v4";
    info.iface = "127.0.0.1";
    info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    if (lws_create_vhost(service_.context(), &info) == nullptr) {
        return Error(ErrorId::configuration_invalid,
                     {{"field", "port"}, {"reason", "port " + std::to_string(options_.port) + " is taken"}});
    }
    info.vhost_name = "v6";
    info.iface = "::1";
    info.options &= ~static_cast<std::uint64_t>(LWS_SERVER_OPTION_DISABLE_IPV6);
    info.options |= LWS_SERVER_OPTION_IPV6_V6ONLY_MODIFY | LWS_SERVER_OPTION_IPV6_V6ONLY_VALUE;
    if (lws_create_vhost(service_.context(), &info) == nullptr) {
        log_("no ::1 on this machine; listening on 127.0.0.1 alone");
    }
    return domain::Done{};
}

void AgentServer::Loop::run(SocketEvents& events) {
    events_ = &events;
    service_.run([&events] { events.tick(); });
    events_ = nullptr;
}

void AgentServer::Loop::send(SocketId id, std::string text) {
    if (const auto entry = by_id_.find(id); entry != by_id_.end()) {
        entry->second->send(std::move(text));
    }
}

void AgentServer::Loop::close(SocketId id) {
    if (const auto entry = by_id_.find(id); entry != by_id_.end()) {
        entry->second->close();
    }
}

std::size_t AgentServer::Loop::sockets_of(const std::string& origin) const {
    return static_cast<std::size_t>(std::count_if(
        peers_.begin(), peers_.end(), [&](const auto& entry) { return entry.second.origin == origin; }));
}

std::string AgentServer::Loop::refusal(lws* wsi) {
    if (!is_own_host(header(wsi, WSI_TOKEN_HOST), options_.port)) {
        return "host-not-loopback";
    }
    const auto same = platform_.peer_is_same_user(lws_get_socket_fd(lws_get_network_wsi(wsi)));
    if (!same || !*same) {
        return "peer-not-user";
    }
    return {};
}

int AgentServer::Loop::answer(lws* wsi, unsigned status, const std::string& origin, std::string body) {
    std::array<unsigned char, LWS_PRE + 2048> buffer{};
    unsigned char* const start = buffer.data() + LWS_PRE;
    unsigned char* at = start;
    unsigned char* const end = buffer.data() + buffer.size() - 1;
    bool added = lws_add_http_header_status(wsi, status, &at, end) == 0 &&
                 add_header(wsi, "cache-control:", "no-store", &at, end) &&
                 add_header(wsi, "x-content-type-options:", "nosniff", &at, end) &&
                 add_header(wsi, "vary:", "Origin", &at, end);
    if (!origin.empty()) {
        added = added && add_header(wsi, "access-control-allow-origin:", origin, &at, end) &&
                add_header(wsi, "access-control-allow-methods:", "GET", &at, end) &&
                add_header(wsi, "access-control-allow-private-network:", "true", &at, end);
    }
    if (!body.empty()) {
        added = added && add_header(wsi, "content-type:", "application/json", &at, end);
    }
    if (!added || (status != 204 && lws_add_http_header_content_length(wsi, body.size(), &at, end) != 0) ||
        lws_finalize_http_header(wsi, &at, end) != 0) {
        return -1;
    }
    const auto size = static_cast<std::size_t>(at - start);
    if (lws_write(wsi, start, size, LWS_WRITE_HTTP_HEADERS) != static_cast<int>(size)) {
        return -1;
    }
    if (body.empty()) {
        return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
    }
    bodies_[wsi] = std::move(body);
    lws_callback_on_writable(wsi);
    return 0;
}

int AgentServer::Loop::on_http(lws* wsi, std::string_view path) {
    if (const auto reason = refusal(wsi); !reason.empty()) {
        log_("refused a request: " + reason);
        return answer(wsi, HTTP_STATUS_FORBIDDEN, {}, {});
    }
    if (path != "/status") {
        return answer(wsi, HTTP_STATUS_NOT_FOUND, {}, {});
    }
    const std::string origin = header(wsi, WSI_TOKEN_ORIGIN);
    if (!events_->may_see_status(origin)) {
        return answer(wsi, HTTP_STATUS_FORBIDDEN, {}, {});
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_OPTIONS_URI) > 0) {
        return answer(wsi, 204, origin, {});
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) <= 0) {
        return answer(wsi, HTTP_STATUS_METHOD_NOT_ALLOWED, {}, {});
    }
    return answer(wsi, HTTP_STATUS_OK, origin, options_.status);
}

int AgentServer::Loop::on_http_writable(lws* wsi) {
    const auto entry = bodies_.find(wsi);
    if (entry == bodies_.end()) {
        return 0;
    }
    std::vector<unsigned char> buffer(LWS_PRE + entry->second.size());
    std::copy(entry->second.begin(), entry->second.end(), buffer.begin() + LWS_PRE);
    const auto size = entry->second.size();
    bodies_.erase(entry);
    if (lws_write(wsi, buffer.data() + LWS_PRE, size, LWS_WRITE_HTTP_FINAL) != static_cast<int>(size)) {
        return -1;
    }
    return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
}

int AgentServer::Loop::on_upgrade(lws* wsi) {
    std::string reason = refusal(wsi);
    const std::string origin = header(wsi, WSI_TOKEN_ORIGIN);
    unsigned status = HTTP_STATUS_FORBIDDEN;
    if (reason.empty() && !events_->may_open(origin)) {
        reason = "origin-not-allowed";
    }
    if (reason.empty() &&
        (peers_.size() >= options_.max_sockets || sockets_of(origin) >= options_.max_sockets_of_origin)) {
        reason = "too many sockets";
        status = HTTP_STATUS_SERVICE_UNAVAILABLE;
    }
    if (!reason.empty()) {
        log_("refused a socket: " + reason);
        return answer(wsi, status, {}, {}) < 0 ? -1 : 1;
    }
    peers_[wsi].origin = origin;
    return 0;
}

int AgentServer::Loop::on_established(lws* wsi) {
    const auto entry = peers_.find(wsi);
    if (entry == peers_.end()) {
        return -1;
    }
    Peer& peer = entry->second;
    peer.id = next_id_++;
    peer.socket.emplace(wsi, sockets::SocketLimits{options_.max_message, options_.max_waiting});
    by_id_[peer.id] = &*peer.socket;
    events_->opened(peer.id, peer.origin);
    return 0;
}

int AgentServer::Loop::on_receive(lws* wsi, std::string_view part) {
    const auto entry = peers_.find(wsi);
    if (entry == peers_.end() || !entry->second.socket) {
        return -1;
    }
    const auto message = entry->second.socket->receive(part);
    if (!message) {
        return 0;
    }
    if (*message) {
        events_->received(entry->second.id, **message);
    } else {
        events_->refused(entry->second.id, message->error());
    }
    return 0;
}

int AgentServer::Loop::on_writable(lws* wsi) {
    const auto entry = peers_.find(wsi);
    if (entry == peers_.end() || !entry->second.socket) {
        return -1;
    }
    return entry->second.socket->write(LWS_CLOSE_STATUS_POLICY_VIOLATION);
}

void AgentServer::Loop::on_destroyed(lws* wsi) {
    bodies_.erase(wsi);
    const auto gone = peers_.extract(wsi);
    if (gone.empty() || !gone.mapped().socket) {
        return;
    }
    by_id_.erase(gone.mapped().id);
    if (events_ != nullptr) {
        events_->closed(gone.mapped().id);
    }
}

int AgentServer::Loop::callback(lws* wsi, lws_callback_reasons reason, void*, void* in, std::size_t length) {
    const std::string_view bytes(static_cast<const char*>(in), in != nullptr ? length : 0);
    switch (reason) {
    case LWS_CALLBACK_HTTP:
        return loop_of(wsi).on_http(wsi, bytes);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return loop_of(wsi).on_http_writable(wsi);
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return loop_of(wsi).on_upgrade(wsi);
    case LWS_CALLBACK_ESTABLISHED:
        return loop_of(wsi).on_established(wsi);
    case LWS_CALLBACK_RECEIVE:
        return loop_of(wsi).on_receive(wsi, bytes);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return loop_of(wsi).on_writable(wsi);
    case LWS_CALLBACK_CLOSED_HTTP:
    case LWS_CALLBACK_CLOSED:
    case LWS_CALLBACK_WSI_DESTROY:
        loop_of(wsi).on_destroyed(wsi);
        return 0;
    default:
        // The library answers what is not handled here, or asks nothing by it.
        return 0;
    }
}

} // namespace sigillo::agent
