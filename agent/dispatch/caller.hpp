#pragma once

#include "agent/consent/consent.hpp"
#include "agent/dispatch/outbound.hpp"

#include <functional>
#include <string>

namespace sigillo::agent {

/// For whom an operation runs.
struct Caller {
    SocketId socket = 0;
    std::string origin;
    Language language = Language::it;
    /// False once the socket has closed: windows close, nothing more is begun.
    StillWanted wanted;
    /// Sends a notification's text to the socket; from any thread.
    std::function<void(std::string)> notify;
};

/// Seconds since 1970.
using Clock = std::function<std::int64_t()>;

} // namespace sigillo::agent
