#pragma once

#include "web/portal/api/renewals.hpp"

namespace sigillo::portal {

/// Opens a request and tells the member when a card's renewal window opens (R72): once for each pair of
/// certificates. The result is how many were invited. Errors: those of the store.
domain::Result<int> invite_due(Renewals& renewals);

} // namespace sigillo::portal
