#include "shared/domain/renewal/react.hpp"

#include "shared/domain/renewal/deadlines.hpp"

namespace sigillo::domain::renewal {

namespace {

using Parameters = std::map<std::string, std::string>;

struct React {
    const State& state;
    const ConventionVersion& convention;
    std::vector<Reaction>& out;

    void operator()(const Invited&) const {
        notice(NoticeStep::invited);
        expiry();
    }

    void operator()(const Placed&) const {
        notice(NoticeStep::placed);
        if (!state.invited_at) {
            expiry();
        }
    }

    void operator()(const PaymentBegun&) const {}

    void operator()(const Paid& event) const {
        notice(NoticeStep::paid, amount(event.payment));
        notice(NoticeStep::queued, amount(event.payment));
        reminder();
    }

    void operator()(const PaymentNotAccepted& event) const {
        Parameters more = amount(event.payment);
        more["reason"] = "error." + std::string(domain::text_of(event.reason)) + ".what";
        notice(NoticeStep::payment_not_accepted, std::move(more));
        out.emplace_back(RefundPayment{event.payment});
    }

    void operator()(const Validated&) const { notice(NoticeStep::validated); }

    void operator()(const Rejected& event) const {
        Parameters more;
        more["reason"] = "domain.rejection." + std::string(domain::text_of(event.rejection.reason));
        more["note"] = event.rejection.note;
        // What to do next depends on the reason: a new card (R85), the Order's office, the dues.
        more["advice"] = "domain.rejection_advice." + std::string(domain::text_of(event.rejection.reason));
        notice(NoticeStep::rejected, std::move(more));
        money_back();
    }

    void operator()(const KeysSubmitted& event) const {
        const Product* product = product_by_id(convention, state.product);
        const int years = product != nullptr ? product->certificate_years : 0;
        const auto& old = state.subject.certificates;
        out.emplace_back(IssueCertificates{event.keys, new_not_after(old.authentication.not_after, years),
                                           new_not_after(old.signature.not_after, years)});
    }

    void operator()(const CertificatesIssued& event) const {
        const Instant due = install_deadline(event.at, terms().install_within_days);
        notice(NoticeStep::certificates_ready, {{"install_by", to_rfc3339(due)}});
        out.emplace_back(ScheduleDeadline{Expire{}, due + Duration{1}});
    }

    void operator()(const Installed&) const {
        Parameters more;
        if (state.new_signature) {
            more["new_expires_at"] = to_rfc3339(state.new_signature->not_after);
        }
        notice(NoticeStep::installed, std::move(more));
    }

    void operator()(const Withdrawn&) const {
        notice(NoticeStep::withdrawn);
        money_back();
    }

    void operator()(const Expired&) const {
        notice(NoticeStep::expired);
        money_back();
    }

    void operator()(const Revoked&) const {
        notice(NoticeStep::revoked);
        if (state.new_authentication && state.new_signature) {
            out.emplace_back(
                RevokeCertificates{state.new_authentication->serial, state.new_signature->serial});
        }
        money_back();
    }

    void operator()(const PaymentReturned& event) const {
        notice(NoticeStep::payment_returned, amount(event.payment));
    }

    void operator()(const PaymentMoved& event) const {
        notice(NoticeStep::payment_moved, amount(event.payment));
    }

    void operator()(const OrderReminded&) const {
        notice(NoticeStep::order_reminded);
        reminder();
    }

    void operator()(const CreditEnded&) const { money_back(); }

    /// A request whose version is no longer at hand has no terms; `decide` lets nothing happen then but
    /// money.
    const RenewalTerms& terms() const {
        static const RenewalTerms none;
        return convention.renewal ? *convention.renewal : none;
    }

    void notice(NoticeStep step, Parameters more = {}) const {
        for (const auto& rule : convention.notices) {
            if (rule.flow != Flow::renewal_on_card || rule.step != step) {
                continue;
            }
            Parameters parameters = common();
            parameters.insert(more.begin(), more.end());
            out.emplace_back(
                SendNotice{step, rule.channel, rule.recipient, rule.text_key, std::move(parameters)});
        }
    }

    Parameters common() const {
        const auto& certificates = state.subject.certificates;
        // What happens to the money is told with every end (X8, X20).
        const char* money = state.money.settlement == Settlement::due_back ? "domain.money.due_back"
                            : state.money.settlement == Settlement::credit ? "domain.money.credit"
                                                                           : "domain.money.none";
        return {{"given_name", certificates.given_name},
                {"surname", certificates.surname},
                {"card_number", certificates.card_number},
                {"request", state.subject.request.value},
                {"convention", convention.code.value},
                {"new_card_code", terms().new_card_code.value},
                {"expires_at", to_rfc3339(certificates.expires_at())},
                {"price", std::to_string(price().value)},
                {"money", money},
                {"support_mail", convention.support.mail},
                {"support_phone", convention.support.phone}};
    }

    /// What the request costs, or for an invitation would cost.
    Cents price() const {
        if (state.placed_at) {
            return state.price.gross;
        }
        const Product* product = product_of(convention, ProductKind::cns_renewal);
        const auto total = product != nullptr ? price_of(*product) : Result<Total>(Total{});
        return total ? total->gross : Cents{};
    }

    static Parameters amount(const Payment& payment) {
        return {{"amount", std::to_string(payment.amount.value)}};
    }

    void money_back() const {
        if (state.money.settlement == Settlement::due_back && state.money.payment) {
            out.emplace_back(RefundPayment{*state.money.payment});
        }
    }

    void expiry() const {
        out.emplace_back(ScheduleDeadline{Expire{}, state.subject.certificates.expires_at() + Duration{1}});
    }

    void reminder() const {
        out.emplace_back(ScheduleDeadline{RemindOrder{}, reminder_due_at(state, terms())});
    }
};

} // namespace

std::vector<Reaction> react(const Event& event, const State& state, const ConventionVersion& convention) {
    std::vector<Reaction> out;
    std::visit(React{state, convention, out}, event);
    return out;
}

} // namespace sigillo::domain::renewal
