#pragma once

#include "web/portal/api/caller.hpp"
#include "web/portal/catalogue/catalogue.hpp"
#include "web/portal/store/store.hpp"

#include <string>

namespace sigillo::portal {

/// Everything that the portal holds about the caller, as JSON for people and programs (Regulation (EU)
/// 2016/679, articles 15 and 20): field names are the store's, `field_names` says them in the caller's
/// language, codes of Orders have their names beside them. Not in it: halves of PINs and codes, which reach
/// their holder over their own channels, and what concerns other people.
domain::Result<std::string> personal_copy(Store& store, const Catalogue& catalogue, const Caller& caller,
                                          domain::Instant now);

} // namespace sigillo::portal
