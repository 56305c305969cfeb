#include "tests/support/catch.hpp"
#include "web/portal/server/client_address.hpp"

using namespace sigillo::portal;

namespace {

const std::vector<std::string> nobody;
const std::vector<std::string> proxy{"192.0.2.10", "2001:db8::10"};

} // namespace

TEST_CASE("without a configured proxy a forwarding header is not believed") {
    CHECK(client_address("198.51.100.7", "203.0.113.1", nobody) == "198.51.100.7");
    CHECK(client_address("192.0.2.10", "203.0.113.1", nobody) == "192.0.2.10");
}

TEST_CASE("a trusted proxy says who asks") {
    CHECK(client_address("192.0.2.10", "203.0.113.1", proxy) == "203.0.113.1");
    CHECK(client_address("2001:db8:0::10", "2001:DB8::1", proxy) == "2001:db8::1");
    CHECK(client_address("::ffff:192.0.2.10", "203.0.113.1", proxy) == "203.0.113.1");
}

TEST_CASE("somebody else who sends the header is taken for who they are") {
    CHECK(client_address("198.51.100.7", "203.0.113.1", proxy) == "198.51.100.7");
}

TEST_CASE("what the client wrote before the proxy's own entry is not believed") {
    CHECK(client_address("192.0.2.10", "10.0.0.1, 203.0.113.1", proxy) == "203.0.113.1");
    CHECK(client_address("192.0.2.10", "2001:db8::10, 203.0.113.1", proxy) == "203.0.113.1");
}

TEST_CASE("proxies in a row are gone back through as long as each is trusted") {
    CHECK(client_address("192.0.2.10", "198.51.100.99, 203.0.113.1, 2001:db8::10", proxy) == "203.0.113.1");
}

TEST_CASE("an entry that cannot be read is answered for by the proxy that sent it") {
    for (const char* bad : {"unknown", "203.0.113.1:port", "203.0.113.256", " ", "203.0.113.1,", "[::1",
                            "[::1]x", "localhost", "203.0.113.1 203.0.113.2"}) {
        CAPTURE(bad);
        CHECK(client_address("192.0.2.10", bad, proxy) == "192.0.2.10");
    }
    CHECK(client_address("192.0.2.10", std::string(5000, ' ') + "203.0.113.1", proxy) == "192.0.2.10");
}

TEST_CASE("a port and the brackets of an IPv6 address are read over") {
    CHECK(client_address("192.0.2.10", "203.0.113.1:4711", proxy) == "203.0.113.1");
    CHECK(client_address("192.0.2.10", "[2001:db8::7]:4711", proxy) == "2001:db8::7");
}
