#pragma once

#include "web/app/model/state.hpp"

#include <string>

namespace sigillo::app {

/// What a reload must not lose and the portal does not know: what was typed and chosen, but never a password.
/// The rest comes from the portal again. Empty where there is nothing of that kind.
std::string save(const State& state);

/// Puts it back into a fresh state; a text that is none of `save`'s changes nothing.
void restore(std::string_view saved, State& state);

} // namespace sigillo::app
