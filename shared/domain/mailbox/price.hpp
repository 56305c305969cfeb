#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/mailbox/values.hpp"

namespace sigillo::domain::mailbox {

/// What a year of it costs: PRO, or `gb` of space at the plan's price, never a part of a year (X18). One
/// line, VAT rounded to the cent. Errors: `mailbox_pro_needed` where the plan has no such thing,
/// `field_invalid` (details `field`) for a number of gigabytes that is none.
Result<Total> price_of(const MailboxTerms& terms, AddOnKind kind, MailboxPlan plan, int gb);

} // namespace sigillo::domain::mailbox
