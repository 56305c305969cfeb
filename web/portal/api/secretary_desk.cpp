#include "web/portal/api/secretary_desk.hpp"

#include "shared/domain/renewal/permitted.hpp"
#include "web/portal/api/request_command.hpp"
#include "web/portal/api/wire_values.hpp"

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
    const auto order = caller.staff_order();
    if (!order) {
        return domain::ErrorId::not_allowed;
    }
    const auto page = renewals_.store().queue(*order, lane_of(message.filter), message.search, message.page);
    if (!page) {
        return page.error();
    }
    wire::Queue::Reply reply;
    reply.total = page->total;
    reply.to_validate = page->to_validate;
    for (const auto& each : page->rows) {
        wire::RequestRow line = views_.row(each, caller.language);
        line.may_validate = each.lane == Lane::to_validate && may_validate(each, caller);
        reply.rows.push_back(std::move(line));
    }
    return reply;
}

bool SecretaryDesk::may_validate(const RequestRow& row, const Caller& caller) {
    if (row.kind == RequestKind::purchase) {
        const auto loaded = purchases_.load(row.id);
        const auto facts = loaded ? purchases_.facts(loaded->state, caller.actor())
                                  : domain::Result<domain::purchase::Facts>(loaded.error());
        return facts &&
               domain::purchase::precondition(loaded->state, domain::purchase::CommandKind::validate, *facts)
                   .ok();
    }
    const auto loaded = renewals_.load(row.id);
    const auto facts = loaded ? renewals_.facts(loaded->state, caller.actor())
                              : domain::Result<domain::renewal::Facts>(loaded.error());
    return facts &&
           domain::renewal::precondition(loaded->state, domain::renewal::CommandKind::validate, *facts).ok();
}

domain::Result<wire::RequestView> SecretaryDesk::handle(const Caller& caller, const wire::Reject& message) {
    return command_on_request(
        renewals_, views_, caller, message,
        domain::renewal::Reject{reason_of(message.reason), message.note, use_of(message.payment)});
}

} // namespace sigillo::portal
