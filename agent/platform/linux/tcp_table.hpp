#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sigillo::agent {

/// An address and port; IPv4 as an IPv4-mapped IPv6 address.
struct TcpEndpoint {
    std::array<std::uint8_t, 16> address{};
    std::uint16_t port = 0;
    bool operator==(const TcpEndpoint&) const = default;
};

/// The owner of the socket with these ends in the text of /proc/net/tcp or /proc/net/tcp6; none where no
/// live connection has them. Rows that cannot be read are passed over.
std::optional<std::uint32_t> owner_in_tcp_table(std::string_view table, const TcpEndpoint& local,
                                                const TcpEndpoint& remote);

} // namespace sigillo::agent
