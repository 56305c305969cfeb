#include "shared/domain/renewal/state.hpp"

namespace sigillo::domain::renewal {

namespace {

struct Evolve {
    State& state;

    void operator()(const Invited& event) const {
        state.stage = Stage::invited;
        state.subject = event.subject;
        state.invited_at = event.at;
    }
    void operator()(const Placed& event) const {
        state.stage = Stage::placed;
        state.subject = event.subject;
        state.placed_at = event.at;
        state.convention = event.convention;
        state.convention_hash = event.convention_hash;
        state.product = event.product;
        state.price = event.price;
    }
    void operator()(const PaymentBegun& event) const {
        state.money.attempts.push_back({event.payment, event.method, event.amount});
    }
    void operator()(const Paid& event) const {
        state.stage = Stage::paid;
        state.money.payment = event.payment;
        state.money.settlement = Settlement::held;
    }
    void operator()(const PaymentNotAccepted& event) const {
        state.money.strays.push_back({event.payment, event.reason, false});
    }
    void operator()(const Validated& event) const {
        state.stage = Stage::validated;
        state.validation = event.validation;
    }
    void operator()(const Rejected& event) const {
        end(Stage::rejected, event.at);
        if (state.money.settlement == Settlement::due_back &&
            event.rejection.payment == PaymentUse::keep_for_new_card) {
            state.money.settlement = Settlement::credit;
        }
        state.rejection = event.rejection;
    }
    void operator()(const KeysSubmitted& event) const {
        state.stage = Stage::requested;
        state.keys = event.keys;
    }
    void operator()(const CertificatesIssued& event) const {
        state.stage = Stage::certified;
        state.new_authentication = event.authentication;
        state.new_signature = event.signature;
        state.certified_at = event.at;
    }
    void operator()(const Installed& event) const {
        state.stage = Stage::installed;
        state.ended_at = event.at;
    }
    void operator()(const Withdrawn& event) const { end(Stage::withdrawn, event.at); }
    void operator()(const Expired& event) const { end(Stage::expired, event.at); }
    void operator()(const Revoked& event) const { end(Stage::revoked, event.at); }
    void operator()(const PaymentReturned& event) const { state.money.returned(event.payment.payment); }
    void operator()(const PaymentMoved&) const { state.money.settlement = Settlement::moved; }
    void operator()(const OrderReminded& event) const { state.reminded_at = event.at; }
    void operator()(const CreditEnded&) const { state.money.settlement = Settlement::due_back; }

    void end(Stage stage, Instant at) const {
        state.stage = stage;
        state.ended_at = at;
        state.money.end();
    }
};

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

} // namespace sigillo::domain::renewal
