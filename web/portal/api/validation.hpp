#pragma once

#include "shared/domain/renewal/facts.hpp"
#include "shared/domain/renewal/state.hpp"
#include "shared/domain/validation_act.hpp"

#include <string>
#include <string_view>

namespace sigillo::portal {

/// The digest of the data that an act about this request would be decided on now; empty where register,
/// convention or product are missing.
domain::Digest current_data(const domain::renewal::State& state, const domain::renewal::Facts& facts);

/// The act's bytes as the portal issues them. Errors: `register_not_enrolled`, `convention_unknown`.
domain::Result<std::string> act_text(const std::string& origin, const std::string& order_name,
                                     const domain::renewal::State& state, const domain::renewal::Facts& facts,
                                     domain::Instant issued_at);

/// What a signed act says, held against what the portal would issue. Fills portal_matches,
/// content_equals_issued and data. Errors: `pki_malformed`, `pki_not_canonical`, `act_unknown_type`.
domain::Status compare_act(std::string_view content, const std::string& origin, const std::string& order_name,
                           const domain::renewal::State& state, const domain::renewal::Facts& facts,
                           domain::ActFacts& out);

} // namespace sigillo::portal
