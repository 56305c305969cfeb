#pragma once

#include "web/app/model/edition.hpp"
#include "web/app/model/effect.hpp"

#include <functional>

namespace sigillo::app {

/// What `update` needs of the world at this moment.
struct Context {
    std::int64_t now;     ///< Unix seconds
    std::string fresh_id; ///< for a command, if this message begins one: never given twice
    const Edition& edition;
};

struct Updated {
    State state;
    std::vector<Effect> effects;
};

/// The whole behaviour of the app. Pure.
Updated update(State state, Message message, const Context& context);

} // namespace sigillo::app
