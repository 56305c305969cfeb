#include "shared/sockets/headers.hpp"

namespace sigillo::sockets {

std::string header(lws* wsi, lws_token_indexes token, std::size_t longest) {
    const int length = lws_hdr_total_length(wsi, token);
    if (length <= 0 || static_cast<std::size_t>(length) > longest) {
        return {};
    }
    std::string value(static_cast<std::size_t>(length) + 1, '\0');
    if (lws_hdr_copy(wsi, value.data(), length + 1, token) != length) {
        return {};
    }
    value.resize(static_cast<std::size_t>(length));
    return value;
}

} // namespace sigillo::sockets
