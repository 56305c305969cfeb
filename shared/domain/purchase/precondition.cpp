#include "shared/domain/purchase/deadlines.hpp"
#include "shared/domain/purchase/decide.hpp"
#include "shared/domain/purchase/form.hpp"

#include <string>

namespace sigillo::domain::purchase {

namespace {

/// One question at a time; the first refusal is the answer.
class Check {
  public:
    Check(const State& state, const Facts& facts) : state_(state), facts_(facts) {
        if (facts.convention) {
            product_ = product_by_id(*facts.convention, state.form.product);
        }
    }

    [[nodiscard]] Status result() const { return refusal_ ? Status(*refusal_) : Status(Done{}); }
    [[nodiscard]] bool refused() const { return refusal_.has_value(); }

    Check& by_member() {
        return actor(facts_.actor.has(Role::member) && !facts_.actor.person.empty() &&
                     facts_.actor.person == subject().member);
    }
    Check& by_order() { return actor(is_of_the_order()); }
    Check& by_order_or_operator() {
        return actor(is_of_the_order() || facts_.actor.has(Role::operator_staff));
    }
    Check& by_operator() { return actor(facts_.actor.has(Role::operator_staff)); }
    Check& by_system() { return actor(facts_.actor.has(Role::system)); }
    Check& by_staff() {
        return actor(facts_.actor.has(Role::system) || facts_.actor.has(Role::operator_staff));
    }
    Check& by_member_or_system() { return facts_.actor.has(Role::system) ? *this : by_member(); }

    Check& begun() { return refuse_unless(state_.stage != Stage::none, wrong_stage()); }
    template <class... Stages>
    Check& stage(Stages... stages) {
        return refuse_unless(((state_.stage == stages) || ...), wrong_stage());
    }
    /// The step is the next one, and its time is not over. (Money that comes late has its own reason.)
    Check& next(Step step) {
        begun().convention_kept();
        refuse_unless(refusal_ || next_step(state_, *product_) == step, wrong_stage());
        return in_time(step, step == Step::payment ? ErrorId::payment_late : ErrorId::deadline_passed);
    }

    /// A convention in force today sells something to the Order.
    Check& sold() {
        return refuse_unless(facts_.convention && facts_.convention->purchase &&
                                 applies(*facts_.convention, subject().order, rome_date(facts_.now)),
                             ErrorId::product_not_sold);
    }
    /// The version that the request began under is at hand.
    Check& convention_kept() {
        return refuse_unless(facts_.convention && facts_.convention->purchase && product_ != nullptr &&
                                 facts_.convention->hash == state_.convention_hash,
                             {ErrorId::convention_unknown, {{"convention", state_.convention.value}}});
    }
    /// Of this Order, enrolled, and up to date with the dues as of today (R51).
    Check& enrolled_and_dues_paid() {
        refuse_unless(facts_.register_entry && facts_.register_entry->order == subject().order,
                      {ErrorId::register_not_enrolled, {{"order", subject().order.value}}});
        if (!refusal_) {
            take(may_hold_card(*facts_.register_entry, rome_date(facts_.now)));
        }
        return *this;
    }
    /// What names the holder must be right; where the convention wants it all the rest too (R120).
    Check& data_right() {
        if (refusal_) {
            return *this;
        }
        for (const auto& line : differences(*facts_.register_entry, state_.form)) {
            const bool names_holder =
                line.field == "codice_fiscale" || line.field == "given_name" || line.field == "surname";
            const bool must_match = facts_.convention->purchase->register_must_match && line.field != "email";
            refuse_unless(
                !(line.differs && (names_holder || must_match)),
                {ErrorId::register_data_differ, {{"field", line.field}, {"register", line.register_value}}});
        }
        return *this;
    }
    Check& in_time(Step step, ErrorId late) {
        if (refusal_) {
            return *this;
        }
        const auto due = deadline_of(state_, step, *facts_.convention->purchase);
        return refuse_unless(!due || facts_.now <= *due, {late, {{"due_at", due ? to_rfc3339(*due) : ""}}});
    }

    Check& refuse_unless(bool holds, Error error) {
        if (!refusal_ && !holds) {
            refusal_ = std::move(error);
        }
        return *this;
    }
    Check& reached(Instant due) {
        return refuse_unless(facts_.now >= due,
                             {ErrorId::deadline_not_reached, {{"due_at", to_rfc3339(due)}}});
    }

    [[nodiscard]] const Product* product() const { return product_; }

  private:
    Check& actor(bool allowed) { return refuse_unless(allowed, ErrorId::not_allowed); }
    [[nodiscard]] bool is_of_the_order() const {
        return facts_.actor.has(Role::secretary, subject().order) ||
               facts_.actor.has(Role::signatory, subject().order);
    }
    Check& take(const Status& status) {
        if (!refusal_ && !status) {
            refusal_ = status.error();
        }
        return *this;
    }
    [[nodiscard]] Error wrong_stage() const {
        return {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state_.stage))}}};
    }
    /// Who the request is for: fixed once it exists.
    [[nodiscard]] const Subject& subject() const {
        return state_.stage == Stage::none ? facts_.subject : state_.subject;
    }

    const State& state_;
    const Facts& facts_;
    const Product* product_ = nullptr;
    std::optional<Error> refusal_;
};

Status expire(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_system().begun().convention_kept();
    if (check.refused()) {
        return check.result();
    }
    const auto step = next_step(state, *check.product());
    const auto due = step ? deadline_of(state, *step, *facts.convention->purchase) : std::nullopt;
    check.refuse_unless(due.has_value(),
                        {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state.stage))}}});
    return check.refused() ? check.result() : check.reached(*due + Duration{1}).result();
}

Status remind_order(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_staff().next(Step::validation);
    return check.refused() ? check.result()
                           : check.reached(reminder_due_at(state, *facts.convention->purchase)).result();
}

Status remind_activation(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_system().next(Step::activation);
    if (check.refused()) {
        return check.result();
    }
    // The next one that no reminder stands for: when several have passed unheard, one is enough.
    for (const Instant due : activation_reminders(state, *facts.convention->purchase)) {
        if (!state.activation_reminded_at || *state.activation_reminded_at < due) {
            return check.reached(due).result();
        }
    }
    return Error(ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state.stage))}});
}

Status correct(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_order().next(Step::validation);
    return check
        .refuse_unless(check.refused() || facts.convention->purchase->correction == DataCorrection::order,
                       ErrorId::correction_not_allowed)
        .result();
}

Status choose_identification(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_member().begun().convention_kept();
    if (check.refused()) {
        return check.result();
    }
    const auto step = next_step(state, *check.product());
    const bool to_come = check.product()->identified == IdentificationTime::before_validation &&
                         (step == Step::payment || step == Step::identification);
    check.refuse_unless(to_come,
                        {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state.stage))}}});
    return to_come ? check.in_time(*step, ErrorId::deadline_passed).result() : check.result();
}

Status reject(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_order()
        .stage(Stage::placed, Stage::paid, Stage::originals_received, Stage::identified)
        .convention_kept();
    return check.refuse_unless(check.refused() || check.product()->validation, ErrorId::not_allowed).result();
}

/// The named document is looked at when a kit with certificates is collected.
Status replace_document(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_order().stage(Stage::issued, Stage::shipped, Stage::at_order).convention_kept();
    return check
        .refuse_unless(check.refused() || (check.product()->certificates != CertificateSet::none &&
                                           state.form.shipping.to == Delivery::to_order),
                       {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state.stage))}}})
        .result();
}

Status change_status(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.by_order_or_operator().refuse_unless(
        state.issued_at.has_value(),
        {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state.stage))}}});
    return check.refuse_unless(state.stage != Stage::revoked, ErrorId::certificate_revoked_for_good).result();
}

} // namespace

Status precondition(const State& state, CommandKind kind, const Facts& facts) {
    Check check(state, facts);
    switch (kind) {
    case CommandKind::place:
        return check.by_member().stage(Stage::none).sold().enrolled_and_dues_paid().result();
    case CommandKind::begin_payment:
    case CommandKind::declare_payment:
        return check.by_member().next(Step::payment).result();
    case CommandKind::record_payment:
        return check.by_staff()
            .refuse_unless(!state.money.attempts.empty(), ErrorId::payment_unknown)
            .result();
    case CommandKind::record_originals:
        return check.by_operator().next(Step::originals).result();
    case CommandKind::choose_identification:
        return choose_identification(state, facts);
    case CommandKind::record_identified:
        return check.by_member_or_system().next(Step::identification).result();
    case CommandKind::correct:
        return correct(state, facts);
    case CommandKind::validate:
        return check.by_order()
            .refuse_unless(!(state.validation && facts.act && facts.act->act == state.validation->act),
                           ErrorId::act_already_received)
            .next(Step::validation)
            .enrolled_and_dues_paid()
            .data_right()
            .result();
    case CommandKind::reject:
        return reject(state, facts);
    case CommandKind::begin_issuance:
        return check.by_operator()
            .next(Step::issuance)
            .refuse_unless(state.stage != Stage::issuing, ErrorId::busy)
            .result();
    case CommandKind::record_issued:
        return check.by_system().stage(Stage::issuing).convention_kept().result();
    case CommandKind::record_shipped:
        return check.by_operator().next(Step::shipping).result();
    case CommandKind::record_arrived:
        return check.by_order().next(Step::arrival).result();
    case CommandKind::record_collected:
        return check.by_order().next(Step::collection).enrolled_and_dues_paid().result();
    case CommandKind::activate:
        return check.by_member().next(Step::activation).result();
    case CommandKind::change_status:
        return change_status(state, facts);
    case CommandKind::withdraw:
        return check.by_member()
            .stage(Stage::placed, Stage::paid, Stage::originals_received, Stage::identified)
            .result();
    case CommandKind::expire:
        return expire(state, facts);
    case CommandKind::remind_order:
        return remind_order(state, facts);
    case CommandKind::remind_activation:
        return remind_activation(state, facts);
    case CommandKind::replace_document:
        return replace_document(state, facts);
    case CommandKind::mark_refunded:
        return check.by_staff()
            .refuse_unless(state.money.owes(), ErrorId::payment_nothing_to_return)
            .result();
    }
    return ErrorId::internal;
}

} // namespace sigillo::domain::purchase
