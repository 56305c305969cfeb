#include "web/portal/server/loop.hpp"

#include <algorithm>
#include <chrono>

namespace sigillo::portal {

namespace {

constexpr unsigned idle_seconds = 30;

Server::Loop& loop_of(lws* wsi) {
    return *static_cast<Server::Loop*>(lws_context_user(lws_get_context(wsi)));
}

} // namespace

Server::Loop::Loop(ServerOptions options, Application& application)
    : options_(std::move(options)), application_(application) {
    protocols_[0].name = "sigillo";
    protocols_[0].callback = &Loop::callback;
    protocols_[0].rx_buffer_size = 16 * 1024;
    liveness_.secs_since_valid_ping = idle_seconds;
    liveness_.secs_since_valid_hangup = 2 * idle_seconds;
}

Server::Loop::~Loop() {
    if (context_ != nullptr) {
        lws_context_destroy(context_);
    }
}

domain::Status Server::Loop::listen() {
    lws_set_log_level(LLL_ERR, nullptr);
    lws_context_creation_info info{};
    info.port = options_.port;
    info.iface = options_.host.c_str();
    info.protocols = protocols_;
    info.user = this;
    info.gid = -1;
    info.uid = -1;
    info.server_string = "sigillo";
    info.timeout_secs = 20;
    info.keepalive_timeout = 20;
    info.max_http_header_data = 8 * 1024;
    info.max_http_header_pool = 256;
    info.retry_and_idle_policy = &liveness_;
    info.options = LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND;
    if (options_.host.find(':') == std::string::npos) {
        info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    }
    if (!options_.tls_certificate.empty()) {
        info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        info.ssl_cert_filepath = options_.tls_certificate.c_str();
        info.ssl_private_key_filepath = options_.tls_key.c_str();
        // Over HTTP/2 a WebSocket would open without `on_confirm_upgrade`, which guards the door.
        info.alpn = "http/1.1";
    }
    context_ = lws_create_context(&info);
    lws_vhost* vhost = context_ != nullptr ? lws_get_vhost_by_name(context_, "default") : nullptr;
    if (vhost == nullptr) {
        return domain::Error(domain::ErrorId::configuration_invalid,
                             {{"field", "listen"}, {"reason", "cannot listen there"}});
    }
    port_ = lws_get_vhost_listen_port(vhost);
    return domain::Done{};
}

void Server::Loop::run() {
    using clock = std::chrono::steady_clock;
    auto next_tick = clock::now() + std::chrono::seconds(1);
    lws_sorted_usec_list_t wake{};
    while (!stopping_) {
        // The list entry ends lws_service's sleep in time for the tick, whatever else goes on.
        lws_sul_schedule(
            context_, 0, &wake, [](lws_sorted_usec_list_t*) {}, LWS_US_PER_SEC);
        if (lws_service(context_, 0) < 0) {
            break;
        }
        on_wake();
        if (clock::now() >= next_tick) {
            next_tick = clock::now() + std::chrono::seconds(1);
            application_.tick();
        }
    }
    lws_sul_schedule(context_, 0, &wake, nullptr, LWS_SET_TIMER_USEC_CANCEL);
}

void Server::Loop::stop() {
    stopping_ = true;
    if (context_ != nullptr) {
        lws_cancel_service(context_);
    }
}

void Server::Loop::post(std::function<void()> task) {
    {
        const std::lock_guard lock(tasks_mutex_);
        tasks_.push_back(std::move(task));
    }
    lws_cancel_service(context_);
}

void Server::Loop::on_wake() {
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(tasks_mutex_);
        tasks.swap(tasks_);
    }
    for (auto& task : tasks) {
        task();
    }
}

Server::Loop::Socket* Server::Loop::find(SocketId socket, lws** wsi) {
    const auto entry = by_socket_.find(socket);
    if (entry == by_socket_.end()) {
        return nullptr;
    }
    *wsi = entry->second;
    return &*peers_[entry->second].socket;
}

void Server::Loop::send(SocketId socket, std::string text) {
    lws* wsi = nullptr;
    Socket* found = find(socket, &wsi);
    if (found == nullptr || found->closing) {
        return;
    }
    found->waiting += text.size();
    if (found->waiting > options_.max_waiting) {
        found->outgoing.clear();
        found->closing = true;
    } else {
        found->outgoing.push_back(std::move(text));
    }
    lws_callback_on_writable(wsi);
}

void Server::Loop::close(SocketId socket) {
    lws* wsi = nullptr;
    if (Socket* found = find(socket, &wsi); found != nullptr) {
        found->closing = true;
        lws_callback_on_writable(wsi);
    }
}

int Server::Loop::on_confirm_upgrade(lws* wsi) {
    Peer& peer = peers_[wsi];
    char uri[512];
    const int length = lws_hdr_copy(wsi, uri, sizeof uri, WSI_TOKEN_GET_URI);
    HttpRequest head = read_head(wsi, length > 0 ? std::string_view(uri, static_cast<std::size_t>(length))
                                                 : std::string_view());
    head.method = "GET";
    int status = application_.admit(head);
    if (status == 0 && by_socket_.size() >= options_.max_sockets) {
        status = 503;
    }
    if (status != 0) {
        return refuse_now(wsi, status) < 0 ? -1 : 1;
    }
    peer.upgrade = std::move(head);
    return 0;
}

int Server::Loop::on_established(lws* wsi) {
    Peer& peer = peers_[wsi];
    if (!peer.upgrade) {
        return -1;
    }
    peer.socket.emplace();
    peer.socket->id = next_socket_++;
    by_socket_[peer.socket->id] = wsi;
    const HttpRequest upgrade = std::move(*peer.upgrade);
    peer.upgrade.reset();
    application_.opened(peer.socket->id, upgrade);
    return 0;
}

int Server::Loop::on_receive(lws* wsi, std::string_view part) {
    Peer& peer = peers_[wsi];
    if (!peer.socket) {
        return -1;
    }
    Socket& socket = *peer.socket;
    if (socket.closing) {
        return 0;
    }
    if (lws_is_first_fragment(wsi) != 0) {
        socket.incoming.clear();
        socket.discarding = false;
        socket.binary = lws_frame_is_binary(wsi) != 0;
    }
    if (!socket.discarding && socket.incoming.size() + part.size() > options_.max_message) {
        socket.discarding = true;
        socket.incoming.clear();
        socket.incoming.shrink_to_fit();
    }
    if (!socket.discarding) {
        socket.incoming.append(part);
    }
    if (lws_is_final_fragment(wsi) == 0 || lws_remaining_packet_payload(wsi) != 0) {
        return 0;
    }
    const SocketId id = socket.id;
    if (socket.discarding) {
        socket.discarding = false;
        application_.received_bad(id, BadMessage::too_large);
    } else if (socket.binary) {
        socket.incoming.clear();
        application_.received_bad(id, BadMessage::not_text);
    } else {
        const std::string message = std::move(socket.incoming);
        socket.incoming.clear();
        application_.received(id, message);
    }
    return 0;
}

int Server::Loop::on_socket_writable(lws* wsi) {
    Peer& peer = peers_[wsi];
    if (!peer.socket) {
        return -1;
    }
    Socket& socket = *peer.socket;
    if (!socket.outgoing.empty()) {
        const std::string& text = socket.outgoing.front();
        std::vector<unsigned char> frame(LWS_PRE + text.size());
        std::copy(text.begin(), text.end(), frame.begin() + LWS_PRE);
        if (lws_write(wsi, frame.data() + LWS_PRE, text.size(), LWS_WRITE_TEXT) < 0) {
            return -1;
        }
        socket.waiting -= text.size();
        socket.outgoing.pop_front();
    }
    if (!socket.outgoing.empty()) {
        lws_callback_on_writable(wsi);
        return 0;
    }
    if (socket.closing) {
        lws_close_reason(wsi, LWS_CLOSE_STATUS_NORMAL, nullptr, 0);
        return -1;
    }
    return 0;
}

void Server::Loop::on_destroyed(lws* wsi) {
    const auto entry = peers_.find(wsi);
    if (entry == peers_.end()) {
        return;
    }
    by_number_.erase(entry->second.number);
    std::optional<SocketId> gone;
    if (entry->second.socket) {
        gone = entry->second.socket->id;
        by_socket_.erase(*gone);
    }
    peers_.erase(entry);
    if (gone) {
        application_.closed(*gone);
    }
}

int Server::Loop::callback(lws* wsi, lws_callback_reasons reason, void*, void* in, std::size_t length) {
    const std::string_view bytes(static_cast<const char*>(in), in != nullptr ? length : 0);
    switch (reason) {
    case LWS_CALLBACK_HTTP:
        return loop_of(wsi).on_http(wsi, bytes);
    case LWS_CALLBACK_HTTP_BODY:
        return loop_of(wsi).on_body(wsi, bytes);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return loop_of(wsi).on_body_end(wsi);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return loop_of(wsi).on_http_writable(wsi);
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        return loop_of(wsi).on_confirm_upgrade(wsi);
    case LWS_CALLBACK_ESTABLISHED:
        return loop_of(wsi).on_established(wsi);
    case LWS_CALLBACK_RECEIVE:
        return loop_of(wsi).on_receive(wsi, bytes);
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return loop_of(wsi).on_socket_writable(wsi);
    case LWS_CALLBACK_CLOSED_HTTP:
    case LWS_CALLBACK_CLOSED:
    case LWS_CALLBACK_WSI_DESTROY:
        loop_of(wsi).on_destroyed(wsi);
        return 0;
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
    default:
        // What is not handled has no effect here: the library answers it, or asks nothing.
        return 0;
    }
}

} // namespace sigillo::portal
