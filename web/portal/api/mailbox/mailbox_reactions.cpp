#include "web/portal/api/mailbox/mailbox_reactions.hpp"

#include "shared/protocol/codec.hpp"
#include "web/portal/api/reactions.hpp"
#include "web/portal/notices/notices.hpp"

namespace sigillo::portal {

namespace {

using namespace domain::mailbox;

/// Which add-on a deadline is about.
struct AddOnOf {
    template <class Command>
    std::string operator()(const Command& command) const {
        if constexpr (requires { command.add_on; }) {
            return command.add_on.value;
        } else {
            return {};
        }
    }
};

struct ItemOf {
    const State& state;
    const std::string place; ///< request, seq and number: what makes the key unique
    domain::Instant now;

    [[nodiscard]] const std::string& request() const { return state.subject.request.value; }
    [[nodiscard]] OutboxItem item(std::string key, std::string_view kind, const RequestJob& job,
                                  domain::Instant when) const {
        return {std::move(key), std::string(kind), {}, protocol::dump(protocol::encode(job)), when};
    }

    OutboxItem operator()(const domain::SendNotice& send) const {
        const auto& holder = state.form.holder;
        NoticeSubject subject{state.subject.request, state.subject.member, state.subject.order, holder.email,
                              holder.mobile};
        subject.page = "mailbox";
        return notice_item(send, subject, place, now);
    }
    OutboxItem operator()(const OpenMailbox&) const {
        return item("mailbox/" + request(), job_mailbox_open, {request(), {}, {}, 0, {}, {}}, now);
    }
    OutboxItem operator()(const SetSpace&) const {
        return item("space/" + place, job_mailbox_space, {request(), {}, {}, 0, {}, {}}, now);
    }
    OutboxItem operator()(const domain::RefundPayment& refund) const {
        const auto& payment = refund.payment;
        return item("refund/" + payment.payment.value, job_mailbox_refund,
                    {request(), {}, payment.payment.value, payment.amount.value, {}, {}}, now);
    }
    OutboxItem operator()(const ScheduleDeadline& deadline) const {
        return item("deadline/" + place, job_mailbox_deadline,
                    {request(),
                     std::string(name_of(deadline.command)),
                     {},
                     0,
                     {},
                     std::visit(AddOnOf{}, deadline.command)},
                    deadline.at);
    }
};

} // namespace

OutboxItem mailbox_item(const Reaction& reaction, const State& state, std::int64_t seq, int number,
                        domain::Instant now) {
    const std::string place =
        state.subject.request.value + "/" + std::to_string(seq) + "/" + std::to_string(number);
    return std::visit(ItemOf{state, place, now}, reaction);
}

} // namespace sigillo::portal
