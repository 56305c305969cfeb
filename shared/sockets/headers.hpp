#pragma once

#include <libwebsockets.h>

#include <cstddef>
#include <string>

namespace sigillo::sockets {

/// A header of the request that `wsi` carries; empty where there is none, or where it is longer than
/// `longest` bytes: no header that is read here has a meaning when cut.
std::string header(lws* wsi, lws_token_indexes token, std::size_t longest);

} // namespace sigillo::sockets
