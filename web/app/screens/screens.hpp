#pragma once

#include "shared/texts/book.hpp"
#include "web/app/model/edition.hpp"
#include "web/app/ui/ui.hpp"

#include <vector>

namespace sigillo::app::screens {

/// Draws what the state says is shown, frame and all, and tells what the person did.
std::vector<Message> draw(ui::Ui& ui, const State& state, const Edition& edition, const texts::Book& book);

/// While the portal does not even give the sentences: this one is in both languages.
void draw_speechless(ui::Ui& ui);

} // namespace sigillo::app::screens
