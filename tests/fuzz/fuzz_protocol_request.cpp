#include "shared/protocol/agent_messages.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/protocol/limits.hpp"
#include "shared/protocol/portal_messages.hpp"

#include <cstdlib>

using namespace sigillo::protocol;

namespace {

/// What is accepted must come out of the wire again as it went in; what is refused must have an answer.
template <class Requests>
void try_requests(std::string_view text, std::size_t max_bytes,
                  std::size_t (*max_bytes_of)(std::string_view)) {
    const auto read = read_request(text, max_bytes, max_bytes_of);
    if (const auto* refusal = std::get_if<RpcRefusal>(&read)) {
        if (!read_from_server(write_error(*refusal), 1 * mebibytes)) {
            std::abort();
        }
        return;
    }
    const auto& request = *std::get_if<RpcRequest>(&read);
    const auto decoded = decode_method<Requests>(request.method, request.params);
    if (!decoded) {
        return;
    }
    const bool same = std::visit(
        [&](const auto& message) { return dump(encode(message)) == dump(request.params); }, *decoded);
    if (!same) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try_requests<agent::Request>(text, agent::max_request_bytes, agent::max_bytes_of);
    try_requests<portal::Request>(text, portal::max_request_bytes, portal::max_bytes_of);
    return 0;
}
