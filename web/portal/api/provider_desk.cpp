#include "web/portal/api/provider_desk.hpp"

#include "shared/texts/texts.hpp"

#include <array>

namespace sigillo::portal {

namespace {

/// A deadline is about to pass when it comes within two weeks: time for a parcel and a call.
constexpr int soon_days = 14;

std::string_view next_of(wire::WorkFilter filter) {
    switch (filter) {
    case wire::WorkFilter::payments:
        return work::reconciliation;
    case wire::WorkFilter::originals:
        return work::originals;
    case wire::WorkFilter::issuance:
        return work::issuance;
    case wire::WorkFilter::shipping:
        return work::shipping;
    case wire::WorkFilter::all:
    case wire::WorkFilter::due_soon:
        return {};
    }
    return {};
}

wire::Responsible who_does(std::string_view next) {
    constexpr std::array providers{work::reconciliation, work::originals, work::issuance,    work::refund,
                                   work::issuing,        work::shipping,  work::certificates};
    constexpr std::array orders{work::validation, work::arrival, work::collection};
    for (const auto& one : providers) {
        if (one == next) {
            return wire::Responsible::provider;
        }
    }
    for (const auto& one : orders) {
        if (one == next) {
            return wire::Responsible::order;
        }
    }
    return next.empty() ? wire::Responsible::nobody : wire::Responsible::member;
}

} // namespace

wire::WorkRow ProviderDesk::row(const RequestRow& from, domain::Language language) const {
    wire::WorkRow to;
    to.row = views_.row(from, language);
    if (const auto* order = renewals_.catalogue().order(from.order); order != nullptr) {
        to.order_name = order->name.in(language);
    }
    if (!from.next.empty()) {
        to.next = texts::text(language, "work.next." + from.next);
    }
    to.who = who_does(from.next);
    if (from.deadline) {
        to.deadline = from.deadline->seconds;
    }
    return to;
}

domain::Result<wire::ListWork::Reply> ProviderDesk::handle(const Caller& caller,
                                                           const wire::ListWork& message) {
    if (!caller.actor().has(domain::Role::operator_staff)) {
        return domain::ErrorId::not_allowed;
    }
    const domain::Instant soon = renewals_.now() + domain::Duration::days(soon_days);
    WorkQuery query;
    query.next = next_of(message.filter);
    query.search = message.search;
    query.page = message.page;
    query.soon = soon;
    query.only_soon = message.filter == wire::WorkFilter::due_soon;
    const auto page = renewals_.store().provider_queue(query);
    if (!page) {
        return page.error();
    }
    wire::ListWork::Reply reply;
    reply.total = page->total;
    reply.due_soon = page->due_soon;
    for (const auto& each : page->rows) {
        reply.rows.push_back(row(each, caller.language));
    }
    return reply;
}

} // namespace sigillo::portal
