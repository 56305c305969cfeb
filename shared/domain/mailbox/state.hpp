#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/mailbox/event.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sigillo::domain::mailbox {

struct AddOn {
    AddOnOrder order;
    AddOnStatus status = AddOnStatus::placed;
    Instant placed_at;
    Instant pay_by;
    PaymentBook money;
    std::string payment_reference; ///< as the member declared it
    Instant until;                 ///< the last second that it runs; with `running` and `ended`
    int reminded_days_before = 0;  ///< the last reminder of this year's; 0: none yet

    bool operator==(const AddOn&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("order", self.order);
        f("status", self.status);
        f("placed_at", self.placed_at);
        f("pay_by", self.pay_by);
        f("money", self.money);
        f("payment_reference", self.payment_reference);
        f("until", self.until);
        f("reminded_days_before", self.reminded_days_before);
    }
};

/// A mailbox as its events have made it.
struct State {
    std::int64_t sequence = 0; ///< how many events
    Stage stage = Stage::none;
    Subject subject;
    Form form;
    std::optional<Instant> asked_at;
    std::optional<Instant> requested_at;
    std::optional<Instant> active_since;
    std::string address; ///< of the mailbox
    std::string decline_note;
    std::vector<AddOn> add_ons; ///< in the order of their orders, the ended ones too

    bool operator==(const State&) const = default;
    template <class Self, class F>
    static void each_field(Self& self, F&& f) {
        f("sequence", self.sequence);
        f("stage", self.stage);
        f("subject", self.subject);
        f("form", self.form);
        f("asked_at", self.asked_at);
        f("requested_at", self.requested_at);
        f("active_since", self.active_since);
        f("address", self.address);
        f("decline_note", self.decline_note);
        f("add_ons", self.add_ons);
    }
};

State evolve(State state, const Event& event);
State evolve(State state, const std::vector<Event>& events);

/// Null where there is none of that id.
const AddOn* add_on(const State& state, const AddOnId& id);
/// That of a payment attempt.
const AddOn* add_on_of(const State& state, const PaymentId& payment);
/// PRO or STANDARD, by what runs.
MailboxPlan plan_of(const State& state);
/// What the mailbox holds with everything that runs.
Space space_of(const State& state, const MailboxTerms& terms);
/// Likewise once the add-on, and what ends with it, is gone.
Space space_without(const State& state, const AddOnId& id, const MailboxTerms& terms);
/// Ends when `ending` does: itself, and with PRO all space that was bought for PRO.
bool ends_with(const AddOn& candidate, const AddOn& ending);

} // namespace sigillo::domain::mailbox
