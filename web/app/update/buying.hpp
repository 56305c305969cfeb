#pragma once

#include "web/app/update/turn.hpp"

// Ordering under a convention: the code, the wizard, the order.
namespace sigillo::app {

void load_buy(Turn& turn);
void find_convention(Turn& turn);
void open_draft(Turn& turn);
void load_draft(Turn& turn);
/// Keeps at the portal what was typed.
void save_draft(Turn& turn);
void draft_forward(Turn& turn);
void draft_back(Turn& turn);
void discard_draft(Turn& turn);
void place_draft(Turn& turn);
void ask_discard(Turn& turn);
void choose_photo(Turn& turn);
void use_photo(Turn& turn);

// What is said on its pages.
void draft_typed(Turn& turn, DraftTyped&& message);
void place_sought(Turn& turn, PlaceSought&& message);
void place_chosen(Turn& turn, const PlaceChosen& message);
void clause_accepted(Turn& turn, const ClauseAccepted& message);

} // namespace sigillo::app
