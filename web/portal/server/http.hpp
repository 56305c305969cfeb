#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sigillo::portal {

/// A request as it came in. Header values are as sent; absent ones are empty.
struct HttpRequest {
    std::string method; ///< "GET", "HEAD" or "POST"
    std::string path;   ///< percent-decoded, without query
    std::string host;
    std::string origin;
    std::string cookie;
    std::string accept_encoding;
    std::string if_none_match;
    std::string content_type;
    std::string signature; ///< Sigillo-Signature, of the payment provider
    std::string body;
    std::string peer; ///< address without port of the other end, which may be a proxy
    std::string x_forwarded_for;
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// `body` is shared so that a file served to many lies in memory once.
struct HttpResponse {
    int status = 200;
    HttpHeaders headers;
    std::shared_ptr<const std::string> body;

    static HttpResponse of(int status_code, std::string_view content_type, std::string content) {
        return {status_code,
                {{"content-type", std::string(content_type)}, {"cache-control", "no-store"}},
                std::make_shared<const std::string>(std::move(content))};
    }
    static HttpResponse json(int status_code, std::string content) {
        return of(status_code, "application/json", std::move(content));
    }
};

/// Answers one request, once; may be called later, on the loop's thread. Nothing happens where the client
/// has gone.
using Responder = std::function<void(HttpResponse)>;

/// Names an open WebSocket; never used again for another.
using SocketId = std::uint64_t;

} // namespace sigillo::portal
