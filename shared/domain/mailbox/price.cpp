#include "shared/domain/mailbox/price.hpp"

namespace sigillo::domain::mailbox {

Result<Total> price_of(const MailboxTerms& terms, AddOnKind kind, MailboxPlan plan, int gb) {
    const bool pro = kind == AddOnKind::pro;
    const auto* sold = plan_terms(terms, pro ? MailboxPlan::pro : plan);
    if (sold == nullptr || (kind == AddOnKind::archive_space && sold->archive_max_gb == 0)) {
        return ErrorId::mailbox_pro_needed;
    }
    if (pro ? gb != 0 : (gb < 1 || gb > sold->inbox_max_gb + sold->archive_max_gb)) {
        return Error(ErrorId::field_invalid, {{"field", "gb"}});
    }
    return pro ? total_of({{sold->net, 1, terms.vat}}) : total_of({{sold->gb_net, gb, terms.vat}});
}

} // namespace sigillo::domain::mailbox
