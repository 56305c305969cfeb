#pragma once

#include "shared/domain/renewal/facts.hpp"
#include "shared/domain/renewal/state.hpp"
#include "shared/domain/validation_act.hpp"

#include <string>
#include <string_view>

namespace sigillo::portal {

/// What an Order decides on when it validates a renewal. Errors: `register_not_enrolled`,
/// `convention_unknown`.
domain::Result<domain::ValidationData> renewal_data(const domain::renewal::State& state,
                                                    const domain::renewal::Facts& facts);

/// The digest of the data that an act about this request would be decided on now; empty where register,
/// convention or product are missing.
domain::Digest current_data(const domain::renewal::State& state, const domain::renewal::Facts& facts);

/// Of the data's canonical JSON; empty where it has none.
domain::Digest digest_of(const domain::ValidationData& data);

/// Whose act it is: what it must name.
struct ActSubject {
    std::string origin; ///< of the portal
    domain::OrderId order;
    std::string order_name;
    domain::RequestId request;
};

/// The act's bytes as the portal issues them.
domain::Result<std::string> act_text(const ActSubject& subject, domain::ValidationData data,
                                     domain::Instant issued_at);

/// What a signed act says, held against what the portal would issue. Fills portal_matches,
/// content_equals_issued and data. Errors: `pki_malformed`, `pki_not_canonical`, `act_unknown_type`.
domain::Status compare_act(std::string_view content, const ActSubject& subject, domain::Instant now,
                           domain::ActFacts& out);

} // namespace sigillo::portal
