#include "web/portal/server/security_headers.hpp"

namespace sigillo::portal {

std::string host_of(const std::string& origin) {
    const auto start = origin.find("://");
    return start == std::string::npos ? origin : origin.substr(start + 3);
}

HttpHeaders security_headers(const std::string& origin, const std::vector<int>& agent_ports) {
    const bool tls = origin.rfind("https://", 0) == 0;
    // 'self' covers the own ws only in newer browsers, so it is named too.
    std::string connect = "connect-src 'self' " + std::string(tls ? "wss://" : "ws://") + host_of(origin);
    for (const int port : agent_ports) {
        const std::string at = std::to_string(port);
        connect.append(" http://127.0.0.1:").append(at).append(" ws://127.0.0.1:").append(at);
    }
    HttpHeaders headers = {
        {"content-security-policy",
         "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: "
         "blob:; font-src 'self'; object-src 'none'; " +
             connect + "; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
        {"x-content-type-options", "nosniff"},
        {"referrer-policy", "no-referrer"},
        {"cross-origin-opener-policy", "same-origin"},
        {"cross-origin-resource-policy", "same-origin"},
        {"permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
    };
    if (tls) {
        headers.emplace_back("strict-transport-security", "max-age=31536000");
    }
    return headers;
}

} // namespace sigillo::portal
