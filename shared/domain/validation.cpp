#include "shared/domain/validation.hpp"

namespace sigillo::domain {

Result<Validation> validation_by(const ActFacts& act, const OrderId& order, const Digest& current_data,
                                 Instant now) {
    if (!act.portal_matches) {
        return ErrorId::act_other_portal;
    }
    if (!act.content_equals_issued) {
        return ErrorId::act_content_differs;
    }
    const Duration apart = act.signing_time < now ? now - act.signing_time : act.signing_time - now;
    if (apart > act_clock_tolerance) {
        return Error(ErrorId::act_clock_off,
                     {{"signed_at", to_rfc3339(act.signing_time)}, {"now", to_rfc3339(now)}});
    }
    if (!act.signer_is_signatory) {
        return Error(ErrorId::act_signer_not_signatory, {{"order", order.value}});
    }
    if (current_data.empty() || act.data != current_data) {
        return ErrorId::act_data_changed;
    }
    return Validation{act.signer, act.signing_time, now, act.act, current_data};
}

} // namespace sigillo::domain
