#pragma once

#include "web/app/model/message.hpp"
#include "web/app/ui/ui.hpp"

#include <vector>

namespace sigillo::app::screens {

/// Draws what the state says is shown, frame and all, and tells what the person did.
std::vector<Message> draw(ui::Ui& ui, const State& state);

} // namespace sigillo::app::screens
