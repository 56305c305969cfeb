#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sigillo::portal {

/// An IP address in its one form, an IPv4 address mapped into IPv6 as IPv4; empty where `text` is none.
std::string canonical_address(std::string_view text);

/// Who asks. `peer` is the other end of the connection. Where that is a trusted proxy, the addresses of
/// X-Forwarded-For are read from the last one back, each believed as long as whoever added it is trusted:
/// what the client itself wrote is never reached. An unreadable entry ends it: then the proxy that sent it
/// answers for it. `trusted` are canonical addresses; where it is empty nobody is believed.
std::string client_address(std::string_view peer, std::string_view x_forwarded_for,
                           const std::vector<std::string>& trusted);

} // namespace sigillo::portal
