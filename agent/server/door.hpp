#pragma once

#include <string>
#include <string_view>

namespace sigillo::agent {

/// The Host header names this machine by a loopback name and our port, and nothing else: a page of a foreign
/// name that was made to resolve to this machine (DNS rebinding) has another one.
bool is_own_host(std::string_view host, int port);

} // namespace sigillo::agent
