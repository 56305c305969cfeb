#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/purchase/command.hpp"
#include "shared/domain/result.hpp"

namespace sigillo::domain::purchase {

/// Whether what the issuer sent is what was sold. Errors: `renewal_certificate_mismatch` for other
/// certificates than the product's, or an activation code too many or too few; `issued_card_number_wrong`
/// (details `number`); `issued_duration_wrong` (details `years`, `until`).
Status check_issued(const RecordIssued& issued, const Product& product);

} // namespace sigillo::domain::purchase
