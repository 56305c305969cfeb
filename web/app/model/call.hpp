#pragma once

#include "shared/domain/result.hpp"
#include "shared/protocol/codec.hpp"

#include <string_view>

namespace sigillo::app {

struct Turn;

/// A call on its way: as it goes over the wire, and what deals with the answer. It is no variant of all the
/// calls that there are, so that a program contains those alone that its own rooms make.
struct Call {
    std::string_view method;
    protocol::Json params;
    int timeout_seconds = 0;
    /// Sent again, as it is, where the connection swallowed it: a command, which the portal answers once.
    /// What a page only shows is asked for anew instead.
    bool insistent = false;
    void (*answered)(Turn&, const protocol::Json& params, domain::Result<protocol::Json>&& reply) = nullptr;
};

} // namespace sigillo::app
