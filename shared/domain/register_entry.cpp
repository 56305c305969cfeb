#include "shared/domain/register_entry.hpp"

namespace sigillo::domain {

bool dues_paid(const RegisterEntry& entry, const Date& day) {
    return entry.dues_paid_up_to.given() && day <= entry.dues_paid_up_to;
}

Status may_hold_card(const RegisterEntry& entry, const Date& day) {
    if (entry.status != EnrolmentStatus::enrolled) {
        return Error(ErrorId::register_not_enrolled, {{"order", entry.order.value}});
    }
    if (!dues_paid(entry, day)) {
        return Error(ErrorId::register_dues_unpaid, {{"order", entry.order.value}});
    }
    return Done{};
}

} // namespace sigillo::domain
