#include "shared/domain/purchase/react.hpp"

#include "shared/domain/purchase/deadlines.hpp"
#include "shared/domain/purchase/plan.hpp"

#include <utility>

namespace sigillo::domain::purchase {

namespace {

using Parameters = std::map<std::string, std::string>;

struct React {
    const State& state;
    const ConventionVersion& convention;
    const Product* product;
    std::vector<Reaction>& out;

    void operator()(const Placed& event) const {
        notice(NoticeStep::placed);
        if (event.credit) {
            out.emplace_back(UseCredit{*event.credit});
        }
        entered();
    }

    void operator()(const PaymentBegun&) const {}
    void operator()(const PaymentDeclared&) const {}

    void operator()(const Paid& event) const {
        // What costs nothing was not paid, and nobody is thanked for it.
        if (event.payment || state.money.credit) {
            notice(NoticeStep::paid, event.payment ? amount(*event.payment) : Parameters{});
        }
        entered();
    }

    void operator()(const PaymentNotAccepted& event) const {
        Parameters more = amount(event.payment);
        more["reason"] = "error." + std::string(domain::text_of(event.reason)) + ".what";
        notice(NoticeStep::payment_not_accepted, std::move(more));
        out.emplace_back(RefundPayment{event.payment});
    }

    void operator()(const OriginalsReceived&) const { entered(); }
    void operator()(const IdentificationChosen&) const {
        if (next() == Step::identification) {
            notice(NoticeStep::identification_instructions);
        }
    }

    void operator()(const HolderIdentified&) const {
        notice(NoticeStep::identified);
        entered();
    }

    void operator()(const Corrected&) const { notice(NoticeStep::corrected); }

    void operator()(const Validated&) const {
        notice(NoticeStep::validated);
        entered();
    }

    void operator()(const Rejected& event) const {
        const std::string reason(domain::text_of(event.rejection.reason));
        notice(NoticeStep::rejected, {{"reason", "domain.purchase_rejection." + reason},
                                      {"advice", "domain.purchase_rejection_advice." + reason},
                                      {"note", event.rejection.note}});
        money_back();
    }

    void operator()(const IssuanceBegun& event) const {
        if (product == nullptr) {
            return;
        }
        out.emplace_back(IssueCertificates{product->certificates, product->kind == ProductKind::new_card,
                                           product->activation == Activation::by_holder,
                                           add_years_in_rome(event.at, product->certificate_years)});
    }

    void operator()(const Issued&) const {
        notice(NoticeStep::issued);
        notice(NoticeStep::order_kit_issued);
        if (!state.activation_code.empty()) {
            secret(Secret::activation_code, NoticeStep::activation_code);
        }
        if (const auto due = next_deadline(); due) {
            out.emplace_back(ScheduleDeadline{Expire{}, *due + Duration{1}});
        }
        if (product != nullptr && product->activation == Activation::by_holder && convention.purchase) {
            for (const Instant due : activation_reminders(state, *convention.purchase)) {
                out.emplace_back(ScheduleDeadline{RemindActivation{}, due});
            }
        }
        entered();
    }

    void operator()(const Shipped& event) const {
        notice(NoticeStep::shipped, {{"tracking", event.tracking}});
    }
    void operator()(const Arrived& event) const {
        notice(NoticeStep::ready_for_collection, {{"note", event.note}});
    }
    void operator()(const Collected&) const { notice(NoticeStep::collected); }

    void operator()(const Activated&) const {
        notice(NoticeStep::activated);
        if (product != nullptr && product->activation == Activation::by_holder) {
            secret(Secret::first_part, NoticeStep::secret_first);
            secret(Secret::second_part, NoticeStep::secret_second);
        }
    }
    void operator()(const Delivered&) const {}

    void operator()(const StatusChanged& event) const {
        const auto set = [&](const std::optional<IssuedCertificate>& one) {
            if (one) {
                out.emplace_back(SetCertificateStatus{one->info.serial, event.status});
            }
        };
        if (event.certificates != CertificateChoice::authentication) {
            set(state.signature);
        }
        if (event.certificates != CertificateChoice::signature) {
            set(state.authentication);
        }
        notice(step_of(event.status),
               {{"reason", "domain.status_reason." + std::string(domain::text_of(event.reason))},
                {"certificates",
                 "domain.certificate_choice." + std::string(domain::text_of(event.certificates))},
                {"note", event.note}});
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
        for (const auto* certificate : {&state.signature, &state.authentication}) {
            if (*certificate) {
                out.emplace_back(
                    SetCertificateStatus{(*certificate)->info.serial, CertificateStatus::revoked});
            }
        }
    }
    void operator()(const OrderReminded&) const {
        notice(NoticeStep::order_reminded);
        reminder();
    }
    /// The holder stands before the office that records it.
    void operator()(const DocumentReplaced&) const {}
    void operator()(const ActivationReminded&) const { notice(NoticeStep::activation_reminded); }
    void operator()(const PaymentReturned& event) const {
        notice(NoticeStep::payment_returned, amount(event.payment));
    }

  private:
    [[nodiscard]] std::optional<Step> next() const {
        return product != nullptr ? next_step(state, *product) : std::nullopt;
    }
    [[nodiscard]] std::optional<Instant> next_deadline() const {
        const auto step = next();
        return step && convention.purchase ? deadline_of(state, *step, *convention.purchase) : std::nullopt;
    }

    /// Tells who has to act next, and by when.
    void entered() const {
        const auto step = next();
        if (!step) {
            return;
        }
        switch (*step) {
        case Step::payment:
            if (due(state).value == 0) {
                return; // a credit has paid it all, or it costs nothing
            }
            if (!state.form.payment || !on_payment_page(*state.form.payment)) {
                notice(NoticeStep::payment_instructions);
            }
            expiry();
            return;
        case Step::originals:
            return notice(NoticeStep::originals_awaited);
        case Step::identification:
            notice(NoticeStep::identification_instructions);
            return expiry();
        case Step::validation:
            notice(NoticeStep::queued);
            return reminder();
        case Step::issuance:
        case Step::shipping:
        case Step::arrival:
        case Step::collection:
        case Step::activation:
            return;
        }
    }

    void expiry() const {
        if (const auto due = next_deadline(); due) {
            out.emplace_back(ScheduleDeadline{Expire{}, *due + Duration{1}});
        }
    }
    void reminder() const {
        if (convention.purchase) {
            out.emplace_back(ScheduleDeadline{RemindOrder{}, reminder_due_at(state, *convention.purchase)});
        }
    }

    static NoticeStep step_of(CertificateStatus status) {
        switch (status) {
        case CertificateStatus::valid:
            return NoticeStep::certificates_reactivated;
        case CertificateStatus::suspended:
            return NoticeStep::certificates_suspended;
        case CertificateStatus::revoked:
            return NoticeStep::certificates_revoked;
        }
        return NoticeStep::certificates_revoked;
    }

    template <class F>
    void each_notice(NoticeStep step, Parameters more, F&& use) const {
        for (const auto& rule : convention.notices) {
            if (rule.flow != Flow::purchase || rule.step != step) {
                continue;
            }
            Parameters parameters = common();
            parameters.insert(more.begin(), more.end());
            use(SendNotice{step, rule.channel, rule.recipient, rule.text_key, std::move(parameters)});
        }
    }
    void notice(NoticeStep step, Parameters more = {}) const {
        each_notice(step, std::move(more), [&](SendNotice send) { out.emplace_back(std::move(send)); });
    }
    void secret(Secret which, NoticeStep step) const {
        each_notice(step, {}, [&](SendNotice send) {
            out.emplace_back(ReleaseSecret{which, std::move(send)});
        });
    }

    [[nodiscard]] Parameters common() const {
        const char* money = state.money.settlement == Settlement::due_back ? "domain.money.due_back"
                            : state.money.settlement == Settlement::credit ? "domain.money.credit"
                                                                           : "domain.money.none";
        Parameters common{{"given_name", state.form.holder.given_name},
                          {"surname", state.form.holder.surname},
                          {"request", state.subject.request.value},
                          {"convention", convention.code.value},
                          {"price", std::to_string(state.price.total.gross.value)},
                          {"due", std::to_string(due(state).value)},
                          {"reference", state.payment_reference},
                          {"money", money},
                          {"support_mail", support_of(convention, Flow::purchase).mail},
                          {"support_phone", support_of(convention, Flow::purchase).phone},
                          {"support_ticket", support_of(convention, Flow::purchase).ticket_url}};
        if (product != nullptr) {
            // The composer takes the one of the recipient's language.
            common["product@it"] = product->name.it;
            common["product@en"] = product->name.en;
        }
        if (state.form.payment) {
            common["payment_method"] =
                "domain.payment_method." + std::string(domain::text_of(*state.form.payment));
        }
        if (state.form.identification) {
            common["method"] =
                "domain.identification_method." + std::string(domain::text_of(*state.form.identification));
        }
        if (const auto due_at = next_deadline(); due_at) {
            common["deadline"] = to_rfc3339(*due_at);
        }
        return common;
    }

    static Parameters amount(const Payment& payment) {
        return {{"amount", std::to_string(payment.amount.value)}};
    }

    void money_back() const {
        if (state.money.settlement != Settlement::due_back) {
            return;
        }
        if (state.money.payment) {
            out.emplace_back(RefundPayment{*state.money.payment});
        }
        if (state.money.credit) {
            out.emplace_back(RefundPayment{state.money.credit->payment});
        }
    }
};

} // namespace

std::vector<Reaction> react(const Event& event, const State& state, const ConventionVersion& convention) {
    std::vector<Reaction> out;
    std::visit(React{state, convention, product_by_id(convention, state.form.product), out}, event);
    return out;
}

} // namespace sigillo::domain::purchase
