#pragma once

#include "web/app/screens/parts.hpp"

// What the Order's queue and the operator's list have in common.
namespace sigillo::app::screens {

/// "oggi", "da ieri", "12 giorni": how long something waits.
std::string_view age(View& view, std::int64_t since);
/// The search beside the choice that `filter` draws.
void queue_filters(View& view, ui::Body filter);
/// The choice of a page of 50, where there are more than one.
void queue_pages(View& view, std::int64_t total);

} // namespace sigillo::app::screens
