#pragma once

#include "shared/domain/purchase/facts.hpp"
#include "shared/domain/purchase/state.hpp"
#include "shared/domain/validation_act.hpp"

namespace sigillo::portal {

/// What an Order decides on when it validates a purchase: the member as in the register, what the certificate
/// will say of the holder, and the terms. Errors: `register_not_enrolled`, `convention_unknown`.
domain::Result<domain::ValidationData> purchase_data(const domain::purchase::State& state,
                                                     const domain::purchase::Facts& facts);

/// Its hash, or an empty one where there is nothing to decide on.
domain::Digest current_data(const domain::purchase::State& state, const domain::purchase::Facts& facts);

} // namespace sigillo::portal
