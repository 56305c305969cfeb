#include "shared/sockets/headers.hpp"
#include "web/portal/server/loop.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sigillo::portal {

namespace {

constexpr int exchange_seconds = 40;

constexpr std::size_t longest_header = 8 * 1024;

std::string header(lws* wsi, lws_token_indexes token) {
    return sockets::header(wsi, token, longest_header);
}

std::string custom_header(lws* wsi, std::string_view name_with_colon) {
    const int name_length = static_cast<int>(name_with_colon.size());
    const int length = lws_hdr_custom_length(wsi, name_with_colon.data(), name_length);
    if (length <= 0 || length > 1024) {
        return {};
    }
    std::string value(static_cast<std::size_t>(length) + 1, '\0');
    if (lws_hdr_custom_copy(wsi, value.data(), length + 1, name_with_colon.data(), name_length) != length) {
        return {};
    }
    value.resize(static_cast<std::size_t>(length));
    return value;
}

std::string method_of(lws* wsi) {
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0) {
        return "GET";
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0) {
        return "POST";
    }
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0) {
        return "HEAD";
    }
    if (const std::string h2 = header(wsi, WSI_TOKEN_HTTP_COLON_METHOD); !h2.empty()) {
        return h2;
    }
    return {};
}

} // namespace

HttpRequest Server::Loop::read_head(lws* wsi, std::string_view path) const {
    HttpRequest request;
    request.method = method_of(wsi);
    request.path = std::string(path);
    request.host = header(wsi, WSI_TOKEN_HOST);
    if (request.host.empty()) {
        request.host = header(wsi, WSI_TOKEN_HTTP_COLON_AUTHORITY);
    }
    request.origin = header(wsi, WSI_TOKEN_ORIGIN);
    request.cookie = header(wsi, WSI_TOKEN_HTTP_COOKIE);
    request.accept_encoding = header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING);
    request.if_none_match = header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH);
    request.content_type = header(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE);
    request.signature = custom_header(wsi, "sigillo-signature:");
    request.x_forwarded_for = header(wsi, WSI_TOKEN_X_FORWARDED_FOR);
    std::array<char, 64> peer{};
    lws_get_peer_simple(wsi, peer.data(), peer.size());
    request.peer = peer.data();
    return request;
}

int Server::Loop::on_http(lws* wsi, std::string_view path) {
    Peer& peer = peers_[wsi];
    by_number_.erase(peer.number);
    peer.number = next_number_++;
    by_number_[peer.number] = wsi;
    peer.exchange.emplace();
    peer.exchange->request = read_head(wsi, path);
    const std::string& method = peer.exchange->request.method;
    if (method == "POST") {
        const std::string text = header(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH);
        std::size_t announced = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), announced);
        if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
            refuse_now(wsi, 411);
            return -1;
        }
        if (announced > options_.max_body) {
            refuse_now(wsi, 413);
            return -1;
        }
        peer.exchange->announced = announced;
        lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, exchange_seconds);
        return 0;
    }
    if (method != "GET" && method != "HEAD") {
        refuse_now(wsi, 405);
        return -1;
    }
    dispatch(wsi, peer);
    return 0;
}

int Server::Loop::on_body(lws* wsi, std::string_view part) {
    const auto peer = peers_.find(wsi);
    if (peer == peers_.end() || !peer->second.exchange) {
        return -1;
    }
    HttpExchange& exchange = *peer->second.exchange;
    if (exchange.request.body.size() + part.size() > exchange.announced) {
        return -1;
    }
    exchange.request.body.append(part);
    return 0;
}

int Server::Loop::on_body_end(lws* wsi) {
    const auto peer = peers_.find(wsi);
    if (peer == peers_.end() || !peer->second.exchange) {
        return -1;
    }
    if (!peer->second.exchange->dispatched) {
        dispatch(wsi, peer->second);
    }
    return 0;
}

void Server::Loop::dispatch(lws* wsi, Peer& peer) {
    peer.exchange->dispatched = true;
    lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, exchange_seconds);
    const HttpRequest request = peer.exchange->request;
    application_.handle(request, [this, number = peer.number](HttpResponse response) {
        answer(number, std::move(response));
    });
}

void Server::Loop::answer(std::uint64_t number, HttpResponse response) {
    const auto entry = by_number_.find(number);
    if (entry == by_number_.end()) {
        return;
    }
    Peer& peer = peers_[entry->second];
    if (!peer.exchange || peer.exchange->response) {
        return;
    }
    peer.exchange->response = std::move(response);
    lws_callback_on_writable(entry->second);
}

bool Server::Loop::write_headers(lws* wsi, const HttpExchange& exchange) {
    std::vector<unsigned char> buffer(LWS_PRE + 8 * 1024);
    unsigned char* const start = buffer.data() + LWS_PRE;
    unsigned char* at = start;
    unsigned char* const end = buffer.data() + buffer.size() - 1;
    const HttpResponse& response = *exchange.response;
    if (lws_add_http_header_status(wsi, static_cast<unsigned>(response.status), &at, end) != 0) {
        return false;
    }
    const auto add = [&](const HttpHeaders& headers) {
        for (const auto& [name, value] : headers) {
            const std::string with_colon = name + ":";
            if (lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(with_colon.c_str()),
                                            reinterpret_cast<const unsigned char*>(value.data()),
                                            static_cast<int>(value.size()), &at, end) != 0) {
                return false;
            }
        }
        return true;
    };
    if (!add(options_.headers) || !add(response.headers)) {
        return false;
    }
    const std::size_t length = response.body ? response.body->size() : 0;
    if (response.status != 304 && response.status != 204 &&
        lws_add_http_header_content_length(wsi, length, &at, end) != 0) {
        return false;
    }
    if (lws_finalize_http_header(wsi, &at, end) != 0) {
        return false;
    }
    const bool only_head = length == 0 || exchange.request.method == "HEAD" || response.status == 304;
    const int kind = LWS_WRITE_HTTP_HEADERS | (only_head ? LWS_WRITE_H2_STREAM_END : 0);
    const auto size = static_cast<std::size_t>(at - start);
    return lws_write(wsi, start, size, static_cast<lws_write_protocol>(kind)) == static_cast<int>(size);
}

int Server::Loop::on_http_writable(lws* wsi) {
    const auto entry = peers_.find(wsi);
    if (entry == peers_.end() || !entry->second.exchange || !entry->second.exchange->response) {
        return 0;
    }
    HttpExchange& exchange = *entry->second.exchange;
    const HttpResponse& response = *exchange.response;
    const bool with_body = response.body && !response.body->empty() && exchange.request.method != "HEAD" &&
                           response.status != 304;
    if (!exchange.headers_sent) {
        if (!write_headers(wsi, exchange)) {
            return -1;
        }
        exchange.headers_sent = true;
        if (with_body) {
            lws_callback_on_writable(wsi);
            return 0;
        }
    } else {
        constexpr std::size_t chunk = 64 * 1024;
        const std::size_t left = response.body->size() - exchange.sent;
        const std::size_t size = std::min(left, chunk);
        std::vector<unsigned char> buffer(LWS_PRE + size);
        std::copy_n(response.body->begin() + static_cast<std::ptrdiff_t>(exchange.sent), size,
                    buffer.begin() + LWS_PRE);
        const auto kind = size == left ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP;
        if (lws_write(wsi, buffer.data() + LWS_PRE, size, kind) != static_cast<int>(size)) {
            return -1;
        }
        lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, exchange_seconds);
        exchange.sent += size;
        if (exchange.sent < response.body->size()) {
            lws_callback_on_writable(wsi);
            return 0;
        }
    }
    by_number_.erase(entry->second.number);
    entry->second.exchange.reset();
    return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
}

int Server::Loop::refuse_now(lws* wsi, int status) {
    HttpExchange exchange;
    exchange.request.method = "HEAD";
    exchange.response = HttpResponse{status, {{"cache-control", "no-store"}}, nullptr};
    return write_headers(wsi, exchange) ? 0 : -1;
}

} // namespace sigillo::portal
