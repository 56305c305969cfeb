#include "agent/platform/linux/tcp_table.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::agent;

namespace {

constexpr const char* table =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 "
    "0 10 0\n"
    "   1: 0100007F:C350 0100007F:1F90 06 00000000:00000000 03:00000FFF 00000000     0        0 0 3 0\n"
    "   2: 0100007F:C351 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 2 1 0 20 4 "
    "30 10 -1\n"
    "   3: 0100007F:ZZZZ 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1002        0 2 1 0 20 4 "
    "30 10 -1\n";

TcpEndpoint loopback(std::uint16_t port) {
    TcpEndpoint endpoint;
    endpoint.address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1};
    endpoint.port = port;
    return endpoint;
}

} // namespace

TEST_CASE("the owner of the other end of a connection is found") {
    CHECK(owner_in_tcp_table(table, loopback(0xC351), loopback(0x1F90)) == 1001u);
}

TEST_CASE("a closed connection has no owner, though its row says user 0") {
    CHECK_FALSE(owner_in_tcp_table(table, loopback(0xC350), loopback(0x1F90)));
}

TEST_CASE("an unknown connection has no owner") {
    CHECK_FALSE(owner_in_tcp_table(table, loopback(0xC352), loopback(0x1F90)));
}

TEST_CASE("IPv6 addresses are read word by word") {
    const char* v6 = "   0: 00000000000000000000000001000000:C351 00000000000000000000000001000000:1F90 01 "
                     "00000000:00000000 00:00000000 00000000  1003        0 2\n";
    TcpEndpoint local;
    local.address[15] = 1;
    auto remote = local;
    local.port = 0xC351;
    remote.port = 0x1F90;
    CHECK(owner_in_tcp_table(v6, local, remote) == 1003u);
}
