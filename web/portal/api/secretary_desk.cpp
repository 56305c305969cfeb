#include "web/portal/api/secretary_desk.hpp"

#include "web/portal/api/request_command.hpp"

namespace sigillo::portal {

namespace {

domain::renewal::RejectionReason reason_of(wire::RejectReason reason) {
    using R = domain::renewal::RejectionReason;
    switch (reason) {
    case wire::RejectReason::data_wrong:
        return R::certificate_data_wrong;
    case wire::RejectReason::not_enrolled:
        return R::not_enrolled;
    case wire::RejectReason::dues_unpaid:
        return R::dues_unpaid;
    case wire::RejectReason::other:
        return R::other;
    }
    return R::other;
}

domain::PaymentUse use_of(wire::PaymentUse use) {
    switch (use) {
    case wire::PaymentUse::give_back:
        return domain::PaymentUse::give_back;
    case wire::PaymentUse::keep_for_new_card:
        return domain::PaymentUse::keep_for_new_card;
    }
    return domain::PaymentUse::give_back;
}

} // namespace

domain::Result<wire::Queue::Reply> SecretaryDesk::handle(const Caller& caller, const wire::Queue& message) {
    return views_.queue(caller, message);
}

domain::Result<wire::RequestView> SecretaryDesk::handle(const Caller& caller, const wire::Reject& message) {
    return command_on_request(
        renewals_, views_, caller, message,
        domain::renewal::Reject{reason_of(message.reason), message.note, use_of(message.payment)});
}

} // namespace sigillo::portal
