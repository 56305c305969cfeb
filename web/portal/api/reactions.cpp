#include "web/portal/api/reactions.hpp"

#include "shared/protocol/codec.hpp"
#include "web/portal/notices/notices.hpp"

namespace sigillo::portal {

namespace {

using namespace domain::renewal;
using domain::RefundPayment;
using domain::SendNotice;

std::string payload_of(const RequestJob& job) {
    return protocol::dump(protocol::encode(job));
}

struct ItemOf {
    const State& state;
    const std::string place; ///< request, seq and number: what makes the key unique
    domain::Instant now;

    [[nodiscard]] const std::string& request() const { return state.subject.request.value; }
    [[nodiscard]] OutboxItem item(std::string key, std::string_view kind, const RequestJob& job,
                                  domain::Instant when) const {
        return {std::move(key), std::string(kind), {}, payload_of(job), when};
    }

    OutboxItem operator()(const SendNotice& notice) const {
        const auto& subject = state.subject;
        return notice_item(notice,
                           {subject.request, subject.member, subject.order, subject.certificates.email, {}},
                           place, now);
    }
    OutboxItem operator()(const IssueCertificates&) const {
        return item("issue/" + request(), job_issue, {request(), {}, {}, 0, {}}, now);
    }
    OutboxItem operator()(const RefundPayment& refund) const {
        const auto& payment = refund.payment;
        return item("refund/" + payment.payment.value, job_refund,
                    {request(), {}, payment.payment.value, payment.amount.value, {}}, now);
    }
    OutboxItem operator()(const ScheduleDeadline& deadline) const {
        return item("deadline/" + place, job_deadline,
                    {request(), std::string(name_of(deadline.command)), {}, 0, {}}, deadline.at);
    }
    OutboxItem operator()(const RevokeCertificates&) const {
        return item("revoke/" + request(), job_revoke, {request(), {}, {}, 0, {}}, now);
    }
};

} // namespace

OutboxItem outbox_item(const Reaction& reaction, const State& state, std::int64_t seq, int number,
                       domain::Instant now) {
    const std::string place =
        state.subject.request.value + "/" + std::to_string(seq) + "/" + std::to_string(number);
    return std::visit(ItemOf{state, place, now}, reaction);
}

} // namespace sigillo::portal
