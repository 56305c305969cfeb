#include "agent/server/door.hpp"

namespace sigillo::agent {

bool is_own_host(std::string_view host, int port) {
    const std::string suffix = ":" + std::to_string(port);
    if (host.size() <= suffix.size() || host.substr(host.size() - suffix.size()) != suffix) {
        return false;
    }
    const std::string_view name = host.substr(0, host.size() - suffix.size());
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

} // namespace sigillo::agent
