#include "shared/domain/purchase/state.hpp"

namespace sigillo::domain::purchase {

namespace {

struct Evolve {
    State& state;

    void operator()(const Placed& event) const {
        state.subject = event.subject;
        state.placed_at = event.at;
        state.convention = event.convention;
        state.convention_hash = event.convention_hash;
        state.form = event.form;
        state.price = event.price;
        state.money.credit = event.credit;
        if (event.credit) {
            state.money.settlement = Settlement::held;
        }
        reach(Stage::placed, event.at);
    }
    void operator()(const PaymentBegun& event) const {
        state.money.attempts.push_back({event.payment, event.method, event.amount});
    }
    void operator()(const PaymentDeclared& event) const {
        state.money.attempts.push_back({event.payment, event.method, event.amount});
        state.payment_reference = event.reference;
    }
    void operator()(const Paid& event) const {
        state.money.payment = event.payment;
        if (event.payment) {
            state.money.settlement = Settlement::held;
        }
        reach(Stage::paid, event.at);
    }
    void operator()(const PaymentNotAccepted& event) const {
        state.money.strays.push_back({event.payment, event.reason, false});
    }
    void operator()(const OriginalsReceived& event) const { reach(Stage::originals_received, event.at); }
    void operator()(const IdentificationChosen& event) const {
        state.form.identification = event.method;
        state.price = event.price;
    }
    void operator()(const HolderIdentified& event) const {
        state.identified = event.identified;
        reach(Stage::identified, event.at);
    }
    void operator()(const Corrected& event) const { state.form.enrolment = event.enrolment; }
    void operator()(const Validated& event) const {
        state.validation = event.validation;
        reach(Stage::validated, event.at);
    }
    void operator()(const Rejected& event) const {
        end(Stage::rejected, event.at);
        if (state.money.settlement == Settlement::due_back &&
            event.rejection.payment == PaymentUse::keep_for_new_card) {
            state.money.settlement = Settlement::credit;
        }
        state.rejection = event.rejection;
    }
    void operator()(const IssuanceBegun&) const { state.stage = Stage::issuing; }
    void operator()(const Issued& event) const {
        state.card_number = event.card_number;
        if (event.authentication) {
            state.authentication = IssuedCertificate{*event.authentication, CertificateStatus::valid};
        }
        if (event.signature) {
            state.signature = IssuedCertificate{*event.signature, CertificateStatus::valid};
        }
        state.activation_code = event.activation_code;
        state.issued_at = event.at;
        reach(Stage::issued, event.at);
    }
    void operator()(const Shipped& event) const { reach(Stage::shipped, event.at); }
    void operator()(const Arrived& event) const { reach(Stage::at_order, event.at); }
    void operator()(const Collected& event) const {
        state.hand_over = event.hand_over;
        reach(Stage::collected, event.at);
    }
    void operator()(const Activated& event) const { good_end(Stage::active, event.at); }
    void operator()(const Delivered& event) const { good_end(Stage::delivered, event.at); }
    void operator()(const StatusChanged& event) const {
        if (event.certificates != CertificateChoice::authentication && state.signature) {
            state.signature->status = event.status;
        }
        if (event.certificates != CertificateChoice::signature && state.authentication) {
            state.authentication->status = event.status;
        }
        if (all_revoked()) {
            good_end(Stage::revoked, event.at);
        }
    }
    void operator()(const Withdrawn& event) const { end(Stage::withdrawn, event.at); }
    void operator()(const Expired& event) const { end(Stage::expired, event.at); }
    void operator()(const Revoked& event) const {
        for (auto* certificate : {&state.signature, &state.authentication}) {
            if (*certificate) {
                (*certificate)->status = CertificateStatus::revoked;
            }
        }
        good_end(Stage::revoked, event.at);
    }
    void operator()(const OrderReminded& event) const { state.reminded_at = event.at; }
    void operator()(const ActivationReminded& event) const { state.activation_reminded_at = event.at; }
    void operator()(const PaymentReturned& event) const { state.money.returned(event.payment.payment); }
    void operator()(const DocumentReplaced& event) const { state.form.document = event.document; }

    void reach(Stage stage, Instant at) const {
        state.stage = stage;
        state.progressed_at = at;
    }
    /// What was paid for was had: the money stays where it is.
    void good_end(Stage stage, Instant at) const {
        reach(stage, at);
        state.ended_at = at;
    }
    void end(Stage stage, Instant at) const {
        good_end(stage, at);
        state.money.end();
    }
    [[nodiscard]] bool all_revoked() const {
        bool any = false;
        for (const auto* certificate : {&state.signature, &state.authentication}) {
            if (*certificate && (*certificate)->status != CertificateStatus::revoked) {
                return false;
            }
            any = any || certificate->has_value();
        }
        return any;
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

Cents due(const State& state) {
    const Cents gross = state.price.total.gross;
    return state.money.credit ? Cents{gross.value - state.money.credit->payment.amount.value} : gross;
}

} // namespace sigillo::domain::purchase
