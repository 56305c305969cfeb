#pragma once

#include "web/portal/server/http.hpp"

#include <string>
#include <vector>

namespace sigillo::portal {

/// What every response carries. The page may talk to the portal itself and to the agent's ports, nothing
/// else.
HttpHeaders security_headers(const std::string& origin, const std::vector<int>& agent_ports);

/// "portal.example:8443" of "https://portal.example:8443": what a Host header must be.
std::string host_of(const std::string& origin);

} // namespace sigillo::portal
