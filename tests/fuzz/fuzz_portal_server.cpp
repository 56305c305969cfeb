#include "web/portal/server/client_address.hpp"

#include <cstdint>
#include <cstdlib>

// Whatever a client writes into X-Forwarded-For, the address is that of the connection or one that is an
// address.

using namespace sigillo::portal;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header(reinterpret_cast<const char*>(data), size);
    const std::string peer = "192.0.2.1";
    const std::string found = client_address(peer, header, {peer, "2001:db8::1"});
    if (found.empty() || canonical_address(found) != found || client_address(peer, header, {}) != peer) {
        std::abort();
    }
    return 0;
}
