#include "shared/domain/mailbox/decide.hpp"

#include <algorithm>
#include <string>

namespace sigillo::domain::mailbox {

namespace {

/// One question at a time; the first refusal is the answer.
class Check {
  public:
    Check(const State& state, const Facts& facts) : state_(state), facts_(facts) {}

    [[nodiscard]] Status result() const { return refusal_ ? Status(*refusal_) : Status(Done{}); }

    Check& by_member() { return refuse_unless(is_member(), ErrorId::not_allowed); }
    Check& by_order() { return refuse_unless(is_of_the_order(), ErrorId::not_allowed); }
    Check& by_member_or_order() {
        return refuse_unless(is_member() || is_of_the_order(), ErrorId::not_allowed);
    }
    Check& by_system() { return refuse_unless(facts_.actor.has(Role::system), ErrorId::not_allowed); }
    Check& by_staff() {
        return refuse_unless(facts_.actor.has(Role::system) || facts_.actor.has(Role::operator_staff),
                             ErrorId::not_allowed);
    }
    template <class... Stages>
    Check& stage(Stages... stages) {
        return refuse_unless(((state_.stage == stages) || ...),
                             {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state_.stage))}}});
    }
    /// A convention in force today has mailboxes for the Order.
    Check& offered() {
        return refuse_unless(facts_.convention && facts_.convention->mailbox &&
                                 applies(*facts_.convention, subject().order, rome_date(facts_.now)),
                             ErrorId::mailbox_not_offered);
    }
    /// Free for every member, dues or not (R99); but a member.
    Check& enrolled() {
        return refuse_unless(facts_.register_entry && facts_.register_entry->order == subject().order &&
                                 facts_.register_entry->status == EnrolmentStatus::enrolled,
                             {ErrorId::register_not_enrolled, {{"order", subject().order.value}}});
    }
    Check& document_valid() {
        const auto& document = state_.form.document;
        return refuse_unless(rome_date(facts_.now) <= document.expires_on, ErrorId::document_expired);
    }
    Check& any_add_on(AddOnStatus status) {
        const bool any = std::any_of(state_.add_ons.begin(), state_.add_ons.end(),
                                     [status](const AddOn& one) { return one.status == status; });
        return refuse_unless(any, ErrorId::add_on_unknown);
    }
    Check& refuse_unless(bool holds, Error error) {
        if (!refusal_ && !holds) {
            refusal_ = std::move(error);
        }
        return *this;
    }

  private:
    /// Who the mailbox is for: fixed once it is asked for.
    [[nodiscard]] const Subject& subject() const {
        return state_.stage == Stage::none ? facts_.subject : state_.subject;
    }
    [[nodiscard]] bool is_member() const {
        return facts_.actor.has(Role::member) && !facts_.actor.person.empty() &&
               facts_.actor.person == subject().member;
    }
    [[nodiscard]] bool is_of_the_order() const {
        return facts_.actor.has(Role::secretary, subject().order) ||
               facts_.actor.has(Role::administrator, subject().order);
    }

    const State& state_;
    const Facts& facts_;
    std::optional<Error> refusal_;
};

} // namespace

Status precondition(const State& state, CommandKind kind, const Facts& facts) {
    Check check(state, facts);
    const auto owes = [](const AddOn& one) { return one.money.owes(); };
    const auto attempted = [](const AddOn& one) { return !one.money.attempts.empty(); };
    switch (kind) {
    case CommandKind::ask:
        return check.by_member_or_order()
            .stage(Stage::none)
            .offered()
            .enrolled()
            .refuse_unless(!facts.has_another, ErrorId::mailbox_already_there)
            .result();
    case CommandKind::request:
        return check.by_order().stage(Stage::asked).offered().enrolled().document_valid().result();
    case CommandKind::decline:
        return check.by_order().stage(Stage::asked).result();
    case CommandKind::record_activated:
        return check.by_staff().stage(Stage::requested).result();
    case CommandKind::withdraw:
        return check.by_member().stage(Stage::asked, Stage::requested).result();
    case CommandKind::buy_add_on:
        return check.by_member().stage(Stage::active).offered().enrolled().result();
    case CommandKind::renew_add_on:
        return check.by_member()
            .stage(Stage::active)
            .offered()
            .enrolled()
            .any_add_on(AddOnStatus::running)
            .result();
    case CommandKind::cancel_add_on:
        return check.by_member().stage(Stage::active).any_add_on(AddOnStatus::placed).result();
    case CommandKind::begin_payment:
    case CommandKind::declare_payment:
        return check.by_member().stage(Stage::active).any_add_on(AddOnStatus::placed).offered().result();
    case CommandKind::record_payment:
        return check.by_staff()
            .refuse_unless(std::any_of(state.add_ons.begin(), state.add_ons.end(), attempted),
                           ErrorId::payment_unknown)
            .result();
    case CommandKind::remind_add_on:
        return check.by_system().any_add_on(AddOnStatus::running).offered().result();
    case CommandKind::end_add_on:
        return check.by_system().stage(Stage::active).result();
    case CommandKind::mark_refunded:
        return check.by_staff()
            .refuse_unless(std::any_of(state.add_ons.begin(), state.add_ons.end(), owes),
                           ErrorId::payment_nothing_to_return)
            .result();
    }
    return ErrorId::internal;
}

std::vector<Permission> permitted(const State& state, const Facts& facts) {
    std::vector<Permission> all;
    for (const auto& [kind, name] : EnumNames<CommandKind>::table) {
        const Status allowed = precondition(state, kind, facts);
        all.push_back({kind, allowed ? std::nullopt : std::optional<Error>(allowed.error())});
    }
    return all;
}

} // namespace sigillo::domain::mailbox
