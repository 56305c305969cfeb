#include "shared/domain/mailbox/react.hpp"

#include "shared/domain/mailbox/deadlines.hpp"

#include <map>
#include <utility>

namespace sigillo::domain::mailbox {

namespace {

using Parameters = std::map<std::string, std::string>;

struct React {
    const State& state;
    const ConventionVersion& convention;
    std::vector<Reaction>& out;

    void operator()(const Asked&) const { notice(NoticeStep::queued); }
    void operator()(const Requested&) const {
        notice(NoticeStep::requested);
        out.emplace_back(OpenMailbox{state.form.holder});
    }
    void operator()(const Declined& event) const { notice(NoticeStep::rejected, {{"note", event.note}}); }
    void operator()(const Activated&) const { notice(NoticeStep::activated); }
    void operator()(const Withdrawn&) const { notice(NoticeStep::withdrawn); }

    void operator()(const AddOnOrdered& event) const {
        about(NoticeStep::placed, event.order.id, {{"deadline", to_rfc3339(event.pay_by)}});
        out.emplace_back(ScheduleDeadline{EndAddOn{event.order.id}, event.pay_by + Duration{1}});
    }
    void operator()(const AddOnCancelled&) const {}
    void operator()(const AddOnLapsed& event) const { about(NoticeStep::expired, event.add_on); }

    void operator()(const PaymentBegun&) const {}
    void operator()(const PaymentDeclared&) const {}
    void operator()(const AddOnBought& event) const {
        about(NoticeStep::paid, event.add_on, amount(event.payment));
        runs_on(event.add_on);
        out.emplace_back(SetSpace{state.address, space_of(state, terms())});
    }
    void operator()(const AddOnRenewed& event) const {
        about(NoticeStep::renewed, event.renewed, amount(event.payment));
        runs_on(event.renewed);
    }
    void operator()(const PaymentNotAccepted& event) const {
        Parameters more = amount(event.payment);
        more["reason"] = "error." + std::string(domain::text_of(event.reason)) + ".what";
        about(NoticeStep::payment_not_accepted, event.add_on, std::move(more));
        out.emplace_back(RefundPayment{event.payment});
    }

    void operator()(const AddOnReminded& event) const {
        // What will be left is told beforehand, with what will be lost (R105, R109, R110).
        about(NoticeStep::expiring, event.add_on, {{"days", std::to_string(event.days_before)}},
              space_without(state, event.add_on, terms()));
        remind_again(event.add_on);
    }
    void operator()(const AddOnEnded& event) const {
        about(NoticeStep::ended, event.add_on);
        out.emplace_back(SetSpace{state.address, space_of(state, terms())});
    }
    void operator()(const PaymentReturned& event) const {
        about(NoticeStep::payment_returned, event.add_on, amount(event.payment));
    }

  private:
    /// A mailbox without a convention in force has no terms: its add-ons still end.
    [[nodiscard]] const MailboxTerms& terms() const {
        static const MailboxTerms none;
        return convention.mailbox ? *convention.mailbox : none;
    }

    void runs_on(const AddOnId& id) const {
        if (const AddOn* running = add_on(state, id); running != nullptr) {
            out.emplace_back(ScheduleDeadline{EndAddOn{id}, running->until + Duration{1}});
        }
        remind_again(id);
    }
    void remind_again(const AddOnId& id) const {
        const AddOn* running = add_on(state, id);
        const auto next = running != nullptr ? next_reminder_at(*running, terms()) : std::nullopt;
        if (next) {
            out.emplace_back(ScheduleDeadline{RemindAddOn{id}, *next});
        }
    }

    /// A notice about one add-on, with what the mailbox holds, or will hold.
    void about(NoticeStep step, const AddOnId& id, Parameters more = {}) const {
        about(step, id, std::move(more), space_of(state, terms()));
    }
    void about(NoticeStep step, const AddOnId& id, Parameters more, const Space& space) const {
        const AddOn* one = add_on(state, id);
        if (one == nullptr) {
            return;
        }
        more["add_on"] = "domain.mailbox_add_on." + std::string(domain::text_of(one->order.kind));
        if (one->order.gb > 0) {
            more["gb"] = std::to_string(one->order.gb);
        }
        more["price"] = std::to_string(one->order.price.gross.value);
        if (one->status == AddOnStatus::running || one->status == AddOnStatus::ended) {
            more["until"] = to_rfc3339(one->until);
        }
        more["plan"] = "domain.mailbox_plan." + std::string(domain::text_of(space.plan));
        more["inbox_gb"] = std::to_string(space.inbox_gb);
        if (space.archive_gb > 0) {
            more["archive_gb"] = std::to_string(space.archive_gb);
        }
        notice(step, more);
    }

    void notice(NoticeStep step, const Parameters& more = {}) const {
        for (const auto& rule : convention.notices) {
            if (rule.flow != Flow::mailbox || rule.step != step) {
                continue;
            }
            Parameters parameters{{"given_name", state.form.holder.given_name},
                                  {"surname", state.form.holder.surname},
                                  {"request", state.subject.request.value},
                                  {"address", state.address},
                                  {"support_mail", convention.support.mail}};
            parameters.insert(more.begin(), more.end());
            out.emplace_back(
                SendNotice{step, rule.channel, rule.recipient, rule.text_key, std::move(parameters)});
        }
    }

    static Parameters amount(const Payment& payment) {
        return {{"amount", std::to_string(payment.amount.value)}};
    }
};

} // namespace

std::vector<Reaction> react(const Event& event, const State& state, const ConventionVersion& convention) {
    std::vector<Reaction> out;
    std::visit(React{state, convention, out}, event);
    return out;
}

} // namespace sigillo::domain::mailbox
