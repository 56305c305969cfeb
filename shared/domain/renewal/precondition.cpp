#include "shared/domain/differences.hpp"
#include "shared/domain/renewal/decide.hpp"

#include <string>

namespace sigillo::domain::renewal {

namespace {

/// One question at a time; the first refusal is the answer.
class Check {
  public:
    Check(const State& state, const Facts& facts) : state_(state), facts_(facts) {}

    Status result() const { return refusal_ ? Status(*refusal_) : Status(Done{}); }

    Check& actor(bool allowed) { return refuse_unless(allowed, ErrorId::not_allowed); }
    bool is_member() const {
        return facts_.actor.has(Role::member) && !facts_.actor.person.empty() &&
               facts_.actor.person == subject().member;
    }
    bool is_of_the_order() const {
        return facts_.actor.has(Role::secretary, subject().order) ||
               facts_.actor.has(Role::signatory, subject().order);
    }
    bool is_system() const { return facts_.actor.has(Role::system); }
    bool is_staff() const { return is_system() || facts_.actor.has(Role::operator_staff); }

    template <class... Stages>
    Check& stage(Stages... stages) {
        return refuse_unless(((state_.stage == stages) || ...),
                             {ErrorId::request_wrong_stage, {{"stage", std::string(text_of(state_.stage))}}});
    }

    Check& holder_is_actor() {
        return refuse_unless(facts_.actor.codice_fiscale == subject().certificates.holder,
                             ErrorId::card_of_someone_else);
    }

    Check& no_other_request() {
        return refuse_unless(!facts_.other_request_open, ErrorId::request_already_open);
    }

    /// A convention in force today sells a renewal to the Order.
    Check& sold() {
        return refuse_unless(facts_.convention &&
                                 applies(*facts_.convention, subject().order, rome_date(facts_.now)) &&
                                 product_of(*facts_.convention, ProductKind::cns_renewal) != nullptr,
                             ErrorId::renewal_not_sold);
    }

    /// The version that the request began under is at hand.
    Check& convention_kept() {
        return refuse_unless(facts_.convention && facts_.convention->hash == state_.convention_hash &&
                                 product_by_id(*facts_.convention, state_.product) != nullptr,
                             {ErrorId::convention_unknown, {{"convention", state_.convention.value}}});
    }

    Check& not_revoked() {
        return refuse_unless(!facts_.subject.certificates.revoked(),
                             {ErrorId::renewal_certificate_revoked, {{"new_card_code", new_card_code()}}});
    }

    Check& not_expired() {
        const Instant expires = subject().certificates.expires_at();
        return refuse_unless(facts_.now <= expires,
                             {ErrorId::renewal_certificate_expired,
                              {{"expired_at", to_rfc3339(expires)}, {"new_card_code", new_card_code()}}});
    }

    Check& window_open() {
        if (refusal_) {
            return *this;
        }
        const Instant expires = subject().certificates.expires_at();
        const Instant opens = window_opens_at(expires, facts_.convention->renewal->window_months);
        return refuse_unless(facts_.now >= opens,
                             {ErrorId::renewal_window_not_open,
                              {{"opens_at", to_rfc3339(opens)}, {"expires_at", to_rfc3339(expires)}}});
    }

    Check& in_register() {
        return refuse_unless(facts_.register_entry && facts_.register_entry->order == subject().order &&
                                 facts_.register_entry->codice_fiscale == subject().certificates.holder,
                             {ErrorId::register_not_enrolled, {{"order", subject().order.value}}});
    }

    Check& enrolled() {
        in_register();
        return refuse_unless(refusal_ || facts_.register_entry->status == EnrolmentStatus::enrolled,
                             {ErrorId::register_not_enrolled, {{"order", subject().order.value}}});
    }

    Check& enrolled_and_dues_paid() {
        in_register();
        if (!refusal_) {
            take(may_hold_card(*facts_.register_entry, rome_date(facts_.now)));
        }
        return *this;
    }

    /// What names the holder must be right (R84). For title, section, number and the like the Order sees the
    /// differences and judges: registers write them in many ways.
    Check& names_right() {
        if (refusal_) {
            return *this;
        }
        for (const auto& line : differences(*facts_.register_entry, subject().certificates)) {
            const bool names_holder =
                line.field == "codice_fiscale" || line.field == "given_name" || line.field == "surname";
            refuse_unless(
                !(line.differs && names_holder),
                {ErrorId::renewal_data_wrong, {{"field", line.field}, {"new_card_code", new_card_code()}}});
        }
        return *this;
    }

    Check& refuse_unless(bool holds, Error error) {
        if (!refusal_ && !holds) {
            refusal_ = std::move(error);
        }
        return *this;
    }

    Check& take(const Status& status) {
        if (!refusal_ && !status) {
            refusal_ = status.error();
        }
        return *this;
    }

    /// Later than `due`, else the refusal says when.
    Check& reached(Instant due) {
        return refuse_unless(facts_.now >= due,
                             {ErrorId::deadline_not_reached, {{"due_at", to_rfc3339(due)}}});
    }

    bool refused() const { return refusal_.has_value(); }

  private:
    /// Who the request is for: fixed once it exists.
    const Subject& subject() const { return state_.stage == Stage::none ? facts_.subject : state_.subject; }
    std::string new_card_code() const {
        const auto& convention = facts_.convention;
        return convention && convention->renewal ? convention->renewal->new_card_code.value : std::string{};
    }

    const State& state_;
    const Facts& facts_;
    std::optional<Error> refusal_;
};

Status expire(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.actor(check.is_system())
        .stage(Stage::invited, Stage::placed, Stage::paid, Stage::validated, Stage::certified);
    if (check.refused()) {
        return check.result();
    }
    if (state.stage != Stage::certified) {
        return check.reached(state.subject.certificates.expires_at() + Duration{1}).result();
    }
    check.convention_kept();
    if (check.refused()) {
        return check.result();
    }
    const int days = facts.convention->renewal->install_within_days;
    return check.reached(install_deadline(*state.certified_at, days) + Duration{1}).result();
}

Status remind_order(const State& state, const Facts& facts) {
    Check check(state, facts);
    check.actor(check.is_staff()).stage(Stage::paid).convention_kept().not_expired();
    if (check.refused()) {
        return check.result();
    }
    return check.reached(reminder_due_at(state, *facts.convention->renewal)).result();
}

} // namespace

Status precondition(const State& state, CommandKind kind, const Facts& facts) {
    Check check(state, facts);
    switch (kind) {
    case CommandKind::invite:
        return check.actor(check.is_staff())
            .stage(Stage::none)
            .no_other_request()
            .sold()
            .not_revoked()
            .not_expired()
            .window_open()
            .enrolled()
            .result();
    case CommandKind::place:
        return check.actor(check.is_member())
            .stage(Stage::none, Stage::invited)
            .holder_is_actor()
            .no_other_request()
            .sold()
            .not_revoked()
            .not_expired()
            .window_open()
            .enrolled_and_dues_paid()
            .result();
    case CommandKind::begin_payment:
        return check.actor(check.is_member())
            .stage(Stage::placed)
            .convention_kept()
            .not_revoked()
            .not_expired()
            .result();
    case CommandKind::record_payment:
        return check.actor(check.is_staff())
            .refuse_unless(!state.money.attempts.empty(), ErrorId::payment_unknown)
            .result();
    case CommandKind::validate:
        return check.actor(check.is_of_the_order())
            .refuse_unless(!(state.validation && facts.act && facts.act->act == state.validation->act),
                           ErrorId::act_already_received)
            .stage(Stage::paid)
            .convention_kept()
            .not_revoked()
            .not_expired()
            .enrolled_and_dues_paid()
            .names_right()
            .result();
    case CommandKind::reject:
        return check.actor(check.is_of_the_order())
            .stage(Stage::placed, Stage::paid)
            .convention_kept()
            .result();
    case CommandKind::submit_keys:
        return check.actor(check.is_member())
            .stage(Stage::validated)
            .convention_kept()
            .not_revoked()
            .not_expired()
            .result();
    case CommandKind::record_certificates:
        return check.actor(check.is_system()).stage(Stage::requested).convention_kept().result();
    case CommandKind::confirm_installed:
        return check.actor(check.is_member()).stage(Stage::certified).result();
    case CommandKind::withdraw:
        return check.actor(check.is_member()).stage(Stage::placed, Stage::paid).result();
    case CommandKind::expire:
        return expire(state, facts);
    case CommandKind::mark_refunded:
        return check.actor(check.is_staff())
            .refuse_unless(state.money.owes(), ErrorId::payment_nothing_to_return)
            .result();
    case CommandKind::move_payment:
        return check.actor(check.is_member() || check.is_staff())
            .refuse_unless(state.money.settlement == Settlement::credit, ErrorId::payment_nothing_to_return)
            .result();
    case CommandKind::return_credit:
        return check.actor(check.is_member() || check.is_of_the_order() || check.is_staff())
            .refuse_unless(state.money.settlement == Settlement::credit, ErrorId::payment_nothing_to_return)
            .result();
    case CommandKind::remind_order:
        return remind_order(state, facts);
    }
    return ErrorId::internal;
}

} // namespace sigillo::domain::renewal
