#include "web/portal/api/purchase/purchase_reactions.hpp"

#include "shared/protocol/codec.hpp"
#include "web/portal/api/reactions.hpp"
#include "web/portal/notices/notices.hpp"

namespace sigillo::portal {

namespace {

using namespace domain::purchase;

struct ItemOf {
    const State& state;
    const std::string place; ///< request, seq and number: what makes the key unique
    domain::Instant now;

    [[nodiscard]] const std::string& request() const { return state.subject.request.value; }
    [[nodiscard]] OutboxItem item(std::string key, std::string_view kind, const RequestJob& job,
                                  domain::Instant when) const {
        return {std::move(key), std::string(kind), {}, protocol::dump(protocol::encode(job)), when};
    }
    [[nodiscard]] OutboxItem notice(const domain::SendNotice& send) const {
        const Holder& holder = state.form.holder;
        return notice_item(
            send,
            {state.subject.request, state.subject.member, state.subject.order, holder.email, holder.mobile},
            place, now);
    }

    std::optional<OutboxItem> operator()(const domain::SendNotice& send) const { return notice(send); }
    std::optional<OutboxItem> operator()(const ReleaseSecret& release) const {
        domain::SendNotice send = release.notice;
        send.parameters[std::string(notice_secret)] = std::string(domain::text_of(release.secret));
        return notice(send);
    }
    std::optional<OutboxItem> operator()(const IssueCertificates&) const {
        return item("issue/" + request(), job_purchase_issue, {request(), {}, {}, 0, {}}, now);
    }
    std::optional<OutboxItem> operator()(const SetCertificateStatus& set) const {
        return item("status/" + place, job_purchase_status,
                    {request(), std::string(domain::text_of(set.status)), {}, 0, set.serial.value}, now);
    }
    std::optional<OutboxItem> operator()(const domain::RefundPayment& refund) const {
        const auto& payment = refund.payment;
        return item("refund/" + payment.payment.value, job_purchase_refund,
                    {request(), {}, payment.payment.value, payment.amount.value, {}}, now);
    }
    std::optional<OutboxItem> operator()(const ScheduleDeadline& deadline) const {
        return item("deadline/" + place, job_purchase_deadline,
                    {request(), std::string(name_of(deadline.command)), {}, 0, {}}, deadline.at);
    }
    std::optional<OutboxItem> operator()(const UseCredit&) const { return std::nullopt; }
};

} // namespace

std::optional<OutboxItem> purchase_item(const Reaction& reaction, const State& state, std::int64_t seq,
                                        int number, domain::Instant now) {
    const std::string place =
        state.subject.request.value + "/" + std::to_string(seq) + "/" + std::to_string(number);
    return std::visit(ItemOf{state, place, now}, reaction);
}

} // namespace sigillo::portal
