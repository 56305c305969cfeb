#include "shared/domain/mailbox/state.hpp"

#include <algorithm>

namespace sigillo::domain::mailbox {

namespace {

struct Evolve {
    State& state;

    void operator()(const Asked& event) const {
        state.stage = Stage::asked;
        state.subject = event.subject;
        state.form = event.form;
        state.asked_at = event.at;
    }
    void operator()(const Requested& event) const {
        state.stage = Stage::requested;
        state.requested_at = event.at;
    }
    void operator()(const Declined& event) const {
        state.stage = Stage::declined;
        state.decline_note = event.note;
    }
    void operator()(const Activated& event) const {
        state.stage = Stage::active;
        state.active_since = event.at;
        state.address = event.address;
    }
    void operator()(const Withdrawn&) const { state.stage = Stage::withdrawn; }
    void operator()(const AddOnOrdered& event) const {
        AddOn made;
        made.order = event.order;
        made.placed_at = event.at;
        made.pay_by = event.pay_by;
        state.add_ons.push_back(std::move(made));
    }
    void operator()(const AddOnCancelled& event) const {
        change(event.add_on, [](AddOn& one) { one.status = AddOnStatus::cancelled; });
    }
    void operator()(const AddOnLapsed& event) const {
        change(event.add_on, [](AddOn& one) { one.status = AddOnStatus::cancelled; });
    }
    void operator()(const PaymentBegun& event) const {
        change(event.add_on, [&](AddOn& one) {
            one.money.attempts.push_back({event.payment, event.method, event.amount});
        });
    }
    void operator()(const PaymentDeclared& event) const {
        change(event.add_on, [&](AddOn& one) {
            one.money.attempts.push_back({event.payment, event.method, event.amount});
            one.payment_reference = event.reference;
        });
    }
    void operator()(const AddOnBought& event) const {
        change(event.add_on, [&](AddOn& one) {
            pay(one, event.payment);
            one.status = AddOnStatus::running;
            one.until = event.until;
        });
    }
    void operator()(const AddOnRenewed& event) const {
        change(event.add_on, [&](AddOn& one) {
            pay(one, event.payment);
            one.status = AddOnStatus::applied;
        });
        change(event.renewed, [&](AddOn& one) {
            one.until = event.until;
            one.reminded_days_before = 0;
        });
    }
    void operator()(const PaymentNotAccepted& event) const {
        change(event.add_on, [&](AddOn& one) {
            one.money.strays.push_back({event.payment, event.reason, false});
        });
    }
    void operator()(const AddOnReminded& event) const {
        change(event.add_on, [&](AddOn& one) { one.reminded_days_before = event.days_before; });
    }
    void operator()(const AddOnEnded& event) const {
        const auto end = [&](AddOn& one) {
            one.status = AddOnStatus::ended;
            one.until = event.at < one.until ? event.at : one.until;
        };
        change(event.add_on, end);
        for (const auto& id : event.with) {
            change(id, end);
        }
    }
    void operator()(const PaymentReturned& event) const {
        change(event.add_on, [&](AddOn& one) { one.money.returned(event.payment.payment); });
    }

    template <class F>
    void change(const AddOnId& id, F&& f) const {
        for (auto& one : state.add_ons) {
            if (one.order.id == id) {
                f(one);
            }
        }
    }
    static void pay(AddOn& one, const Payment& payment) {
        one.money.payment = payment;
        one.money.settlement = Settlement::held;
    }
};

/// The space of what runs and is not left out.
template <class LeftOut>
Space space(const State& state, const MailboxTerms& terms, LeftOut&& left_out) {
    Space sum;
    for (const auto& one : state.add_ons) {
        if (one.status != AddOnStatus::running || left_out(one)) {
            continue;
        }
        switch (one.order.kind) {
        case AddOnKind::pro:
            sum.plan = MailboxPlan::pro;
            break;
        case AddOnKind::inbox_space:
            sum.inbox_gb += one.order.gb;
            break;
        case AddOnKind::archive_space:
            sum.archive_gb += one.order.gb;
            break;
        }
    }
    if (const auto* plan = plan_terms(terms, sum.plan); plan != nullptr) {
        sum.inbox_gb += plan->inbox_gb;
        sum.archive_gb += plan->archive_gb;
    }
    return sum;
}

} // namespace

State evolve(State state, const Event& event) {
    std::visit(Evolve{state}, event);
    ++state.sequence;
    return state;
}

State evolve(State state, const std::vector<Event>& events) {
    for (const auto& event : events) {
        state = evolve(std::move(state), event);
    }
    return state;
}

const AddOn* add_on(const State& state, const AddOnId& id) {
    for (const auto& one : state.add_ons) {
        if (one.order.id == id) {
            return &one;
        }
    }
    return nullptr;
}

const AddOn* add_on_of(const State& state, const PaymentId& payment) {
    for (const auto& one : state.add_ons) {
        if (one.money.attempt(payment) != nullptr) {
            return &one;
        }
    }
    return nullptr;
}

MailboxPlan plan_of(const State& state) {
    const bool pro = std::any_of(state.add_ons.begin(), state.add_ons.end(), [](const AddOn& one) {
        return one.order.kind == AddOnKind::pro && one.status == AddOnStatus::running;
    });
    return pro ? MailboxPlan::pro : MailboxPlan::standard;
}

Space space_of(const State& state, const MailboxTerms& terms) {
    return space(state, terms, [](const AddOn&) { return false; });
}

Space space_without(const State& state, const AddOnId& id, const MailboxTerms& terms) {
    const AddOn* ending = add_on(state, id);
    return space(state, terms,
                 [&](const AddOn& one) { return ending != nullptr && ends_with(one, *ending); });
}

bool ends_with(const AddOn& candidate, const AddOn& ending) {
    return candidate.order.id == ending.order.id ||
           (ending.order.kind == AddOnKind::pro && candidate.order.kind != AddOnKind::pro &&
            candidate.order.plan == MailboxPlan::pro);
}

} // namespace sigillo::domain::mailbox
