#include "web/portal/server/loop.hpp"

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
    service_.adopt(lws_create_context(&info));
    lws_context* const context = service_.context();
    lws_vhost* vhost = context != nullptr ? lws_get_vhost_by_name(context, "default") : nullptr;
    if (vhost == nullptr) {
        return domain::Error(domain::ErrorId::configuration_invalid,
                             {{"field", "listen"}, {"reason", "cannot listen there"}});
    }
    port_ = lws_get_vhost_listen_port(vhost);
    return domain::Done{};
}

void Server::Loop::run() {
    service_.run([this] { application_.tick(); });
}

void Server::Loop::send(SocketId socket, std::string text) {
    if (const auto entry = by_socket_.find(socket); entry != by_socket_.end()) {
        entry->second->send(std::move(text));
    }
}

void Server::Loop::close(SocketId socket) {
    if (const auto entry = by_socket_.find(socket); entry != by_socket_.end()) {
        entry->second->close();
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
    const SocketId id = next_socket_++;
    peer.socket.emplace(Socket{id, {wsi, {options_.max_message, options_.max_waiting}}});
    by_socket_[id] = &peer.socket->text;
    const HttpRequest upgrade = std::move(*peer.upgrade);
    peer.upgrade.reset();
    application_.opened(id, upgrade);
    return 0;
}

int Server::Loop::on_receive(lws* wsi, std::string_view part) {
    Peer& peer = peers_[wsi];
    if (!peer.socket) {
        return -1;
    }
    const SocketId id = peer.socket->id;
    const auto message = peer.socket->text.receive(part);
    if (!message) {
        return 0;
    }
    if (*message) {
        application_.received(id, **message);
    } else {
        application_.refused(id, message->error());
    }
    return 0;
}

int Server::Loop::on_socket_writable(lws* wsi) {
    Peer& peer = peers_[wsi];
    return peer.socket ? peer.socket->text.write(LWS_CLOSE_STATUS_NORMAL) : -1;
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
