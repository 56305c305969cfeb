#include "shared/domain/renewal/decide.hpp"

#include <algorithm>
#include <string>

namespace sigillo::domain::renewal {

namespace {

using Decision = Result<std::vector<Event>>;

constexpr std::size_t longest_note = 1000;

template <class E>
Decision one(E event) {
    std::vector<Event> events;
    events.emplace_back(std::move(event));
    return events;
}

/// What a command contains, after `precondition` has accepted its kind.
struct Decide {
    const State& state;
    const Facts& facts;

    Decision operator()(const Invite&) const { return one(Invited{facts.now, facts.subject}); }

    Decision operator()(const PlaceRenewal& command) const {
        const ConventionVersion& convention = *facts.convention;
        const Product& product = *product_of(convention, ProductKind::cns_renewal);
        const auto price = price_of(product);
        if (!price) {
            return price.error();
        }
        if (command.convention_hash != convention.hash || command.price_shown != price->gross) {
            return Error(ErrorId::price_changed, {{"price", std::to_string(price->gross.value)}});
        }
        for (const auto& clause : convention.renewal->clauses) {
            const auto& accepted = command.clauses_accepted;
            if (std::find(accepted.begin(), accepted.end(), clause) == accepted.end()) {
                return Error(ErrorId::clauses_not_accepted, {{"clause", clause}});
            }
        }
        const Subject& subject = state.stage == Stage::none ? facts.subject : state.subject;
        return one(Placed{facts.now, subject, convention.code, convention.hash, product.id, price.value(),
                          convention.renewal->clauses});
    }

    Decision operator()(const BeginPayment& command) const {
        if (command.payment.empty() || state.money.attempt(command.payment) != nullptr) {
            return Error(ErrorId::invalid_argument, {{"field", "payment"}});
        }
        const auto& methods = facts.convention->payment_methods;
        if (std::find(methods.begin(), methods.end(), command.method) == methods.end()) {
            return Error(ErrorId::payment_method_not_offered,
                         {{"method", std::string(text_of(command.method))}});
        }
        return one(PaymentBegun{facts.now, command.payment, command.method, state.price.gross});
    }

    Decision operator()(const RecordPayment& command) const {
        if (state.money.attempt(command.payment) == nullptr) {
            return ErrorId::payment_unknown;
        }
        if (state.money.recorded(command.payment)) {
            return ErrorId::payment_already_recorded;
        }
        const Payment payment{command.payment, command.amount, command.paid_at};
        const Instant expires = state.subject.certificates.expires_at();
        const bool open = !is_end(state.stage) && command.paid_at <= expires && facts.now <= expires;
        if (const auto reason = unusable(state.money, command.amount, state.price.gross, open); reason) {
            return one(PaymentNotAccepted{facts.now, payment, *reason});
        }
        return one(Paid{facts.now, payment});
    }

    Decision operator()(const Validate&) const {
        if (!facts.act) {
            return Error(ErrorId::invalid_argument, {{"field", "act"}});
        }
        const auto validation = validation_by(*facts.act, state.subject.order, facts.current_data, facts.now);
        if (!validation) {
            return validation.error();
        }
        return one(Validated{facts.now, *validation});
    }

    Decision operator()(const Reject& command) const {
        const bool blank = command.note.find_first_not_of(" \t\r\n") == std::string::npos;
        if (command.reason == RejectionReason::other && blank) {
            return ErrorId::rejection_note_missing;
        }
        if (command.note.size() > longest_note) {
            return Error(ErrorId::invalid_argument, {{"field", "note"}});
        }
        const bool helped_by_new_card = command.reason == RejectionReason::certificate_data_wrong;
        if (command.payment == PaymentUse::keep_for_new_card &&
            (state.money.settlement != Settlement::held || !helped_by_new_card)) {
            return ErrorId::payment_cannot_be_kept;
        }
        // A new card mends wrong data (R85); it does not help who is not enrolled or owes dues.
        const ConventionCode code =
            helped_by_new_card ? facts.convention->renewal->new_card_code : ConventionCode{};
        return one(
            Rejected{facts.now, facts.actor.person, {command.reason, command.note, code, command.payment}});
    }

    Decision operator()(const SubmitKeys& command) const {
        const KeyRequests& keys = command.keys;
        const bool complete = !keys.authentication_request.empty() && !keys.signature_request.empty() &&
                              !keys.statement.empty();
        if (!complete || keys.authentication_request == keys.signature_request || !facts.statement) {
            return ErrorId::keys_not_proven;
        }
        const StatementFacts& statement = *facts.statement;
        if (statement.signer_certificate != state.subject.certificates.authentication.sha256 ||
            !statement.names_this_request || !statement.covers_requests || !statement.requests_are_sound) {
            return ErrorId::keys_not_proven;
        }
        return one(KeysSubmitted{facts.now, keys});
    }

    Decision operator()(const RecordCertificates& command) const {
        const int years = product_by_id(*facts.convention, state.product)->certificate_years;
        const auto& old = state.subject.certificates;
        const auto fits = [&](const CertificateInfo& fresh, const CertificateInfo& before) {
            return !fresh.serial.empty() && !fresh.sha256.empty() && !fresh.revoked &&
                   fresh.not_after == new_not_after(before.not_after, years) &&
                   fresh.not_before < fresh.not_after && fresh.sha256 != before.sha256;
        };
        if (!fits(command.authentication, old.authentication) || !fits(command.signature, old.signature) ||
            command.authentication.sha256 == command.signature.sha256) {
            return ErrorId::renewal_certificate_mismatch;
        }
        return one(CertificatesIssued{facts.now, command.authentication, command.signature});
    }

    Decision operator()(const ConfirmInstalled& command) const {
        if (!state.new_authentication || !state.new_signature ||
            command.authentication != state.new_authentication->sha256 ||
            command.signature != state.new_signature->sha256) {
            return ErrorId::renewal_certificate_mismatch;
        }
        return one(Installed{facts.now});
    }

    Decision operator()(const Withdraw&) const { return one(Withdrawn{facts.now}); }

    Decision operator()(const Expire&) const {
        return state.stage == Stage::certified ? one(Revoked{facts.now}) : one(Expired{facts.now});
    }

    Decision operator()(const MarkRefunded& command) const {
        const Payment* owed = state.money.owed(command.payment);
        if (owed == nullptr) {
            return ErrorId::payment_nothing_to_return;
        }
        return one(PaymentReturned{facts.now, *owed});
    }

    Decision operator()(const MovePayment& command) const {
        if (state.money.payment->payment != command.payment) {
            return ErrorId::payment_nothing_to_return;
        }
        if (command.to.empty() || command.to == state.subject.request) {
            return Error(ErrorId::invalid_argument, {{"field", "to"}});
        }
        return one(PaymentMoved{facts.now, *state.money.payment, command.to});
    }

    Decision operator()(const RemindOrder&) const { return one(OrderReminded{facts.now}); }

    Decision operator()(const ReturnCredit&) const {
        return one(CreditEnded{facts.now, facts.actor.person, *state.money.payment});
    }
};

/// A renewal that is taken up again sends what it has already sent.
bool keys_submitted_before(const State& state, const Command& command, const Facts& facts) {
    const auto* submit = std::get_if<SubmitKeys>(&command);
    return submit != nullptr && state.keys && submit->keys == *state.keys && !is_end(state.stage) &&
           facts.actor.has(Role::member) && facts.actor.person == state.subject.member;
}

} // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    if (keys_submitted_before(state, command, facts)) {
        return std::vector<Event>{};
    }
    const Status allowed = precondition(state, kind_of(command), facts);
    if (!allowed) {
        return allowed.error();
    }
    return std::visit(Decide{state, facts}, command);
}

} // namespace sigillo::domain::renewal
