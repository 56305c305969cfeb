#include "shared/domain/purchase/decide.hpp"

#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/issued.hpp"
#include "shared/domain/purchase/plan.hpp"

#include <algorithm>
#include <string>

namespace sigillo::domain::purchase {

namespace {

using Decision = Result<std::vector<Event>>;

constexpr std::size_t longest_note = 1000;
constexpr std::size_t longest_call = 500;

template <class... E>
Decision events(E... event) {
    std::vector<Event> all;
    (all.emplace_back(std::move(event)), ...);
    return all;
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Letters and digits in capitals: how document numbers are written varies.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
            out += c;
        } else if (c >= 'a' && c <= 'z') {
            out += static_cast<char>(c - 'a' + 'A');
        }
    }
    return out;
}

Error wrong(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}

/// What a command contains, after `precondition` has accepted its kind.
struct Decide {
    const State& state;
    const Facts& facts;

    Decision operator()(const Place& command) const {
        const ConventionVersion& convention = *facts.convention;
        const FormFacts form_facts{rome_date(facts.now), facts.register_entry, facts.birth_place,
                                   facts.email_of_another, facts.mobile_of_another};
        const auto found = problems(command.form, convention, form_facts);
        if (!found.empty()) {
            return found.front().error;
        }
        const auto code = CodiceFiscale::parse(command.form.holder.codice_fiscale);
        if (!code || *code != facts.actor.codice_fiscale) {
            return Error(ErrorId::codice_fiscale_mismatch, {{"field", "account"}});
        }
        const auto price = price_of(convention, command.form);
        if (!price) {
            return price.error();
        }
        if (command.convention_hash != convention.hash || command.price_shown != price->total.gross) {
            return Error(ErrorId::price_changed, {{"price", std::to_string(price->total.gross.value)}});
        }
        for (const auto& clause : convention.purchase->clauses) {
            const auto& accepted = command.clauses_accepted;
            if (std::find(accepted.begin(), accepted.end(), clause) == accepted.end()) {
                return Error(ErrorId::clauses_not_accepted, {{"clause", clause}});
            }
        }
        Placed placed{facts.now,
                      facts.subject,
                      convention.code,
                      convention.hash,
                      command.form,
                      price.value(),
                      convention.purchase->clauses,
                      std::nullopt};
        if (!command.use_credit) {
            return price->total.gross.value == 0 ? events(std::move(placed), Paid{facts.now, std::nullopt})
                                                 : events(std::move(placed));
        }
        if (!facts.credit) {
            return ErrorId::payment_nothing_to_return;
        }
        const Cents credit = facts.credit->payment.amount;
        if (price->total.gross < credit) {
            return ErrorId::credit_exceeds_price;
        }
        placed.credit = facts.credit;
        return credit == price->total.gross ? events(std::move(placed), Paid{facts.now, std::nullopt})
                                            : events(std::move(placed));
    }

    Decision operator()(const BeginPayment& command) const {
        if (command.payment.empty() || state.money.attempt(command.payment) != nullptr) {
            return wrong("payment");
        }
        if (!on_payment_page(command.method) || !offered(command.method)) {
            return not_offered(command.method);
        }
        return events(PaymentBegun{facts.now, command.payment, command.method, due(state)});
    }

    Decision operator()(const DeclarePayment& command) const {
        if (command.payment.empty() || state.money.attempt(command.payment) != nullptr) {
            return wrong("payment");
        }
        if (on_payment_page(command.method) || !offered(command.method)) {
            return not_offered(command.method);
        }
        const std::string reference = plain(command.reference);
        const bool sound = reference.size() >= 5 && reference.size() <= 35;
        if (!sound || !is_valid(command.paid_on) || rome_date(facts.now) < command.paid_on) {
            return Error(ErrorId::reference_invalid, {{"reference", command.reference}});
        }
        return events(PaymentDeclared{facts.now, command.payment, command.method, due(state), reference,
                                      command.paid_on});
    }

    Decision operator()(const RecordPayment& command) const {
        if (state.money.attempt(command.payment) == nullptr) {
            return ErrorId::payment_unknown;
        }
        if (state.money.recorded(command.payment)) {
            return ErrorId::payment_already_recorded;
        }
        const Payment payment{command.payment, command.amount, command.paid_at};
        const bool open = state.stage != Stage::none && !is_end(state.stage);
        if (const auto reason = unusable(state.money, command.amount, due(state), open); reason) {
            return events(PaymentNotAccepted{facts.now, payment, *reason});
        }
        return events(Paid{facts.now, payment});
    }

    Decision operator()(const RecordOriginals&) const {
        return events(OriginalsReceived{facts.now, facts.actor.person});
    }

    Decision operator()(const ChooseIdentification& command) const {
        const auto& options = product().identification;
        const bool offered = std::any_of(options.begin(), options.end(),
                                         [&](const auto& option) { return option.method == command.method; });
        if (!offered) {
            return ErrorId::identification_not_offered;
        }
        if (state.form.identification == command.method) {
            return std::vector<Event>{};
        }
        Form form = state.form;
        form.identification = command.method;
        const auto price = price_of(*facts.convention, form);
        if (!price) {
            return price.error();
        }
        // A paid price stays: another one is another order (X20).
        const Cents gross = price->total.gross;
        if (state.stage != Stage::placed && gross != state.price.total.gross) {
            return ErrorId::identification_dearer;
        }
        IdentificationChosen chosen{facts.now, command.method, price.value()};
        if (state.stage != Stage::placed) {
            return events(std::move(chosen));
        }
        const Cents credit = state.money.credit ? state.money.credit->payment.amount : Cents{};
        if (gross < credit) {
            return ErrorId::credit_exceeds_price;
        }
        // Nothing is left to pay: no payment page would ever answer.
        return credit == gross ? events(std::move(chosen), Paid{facts.now, std::nullopt})
                               : events(std::move(chosen));
    }

    Decision operator()(const RecordIdentified& command) const {
        if (!facts.identification || facts.identification->method != command.method) {
            return wrong("identification");
        }
        if (state.form.identification != command.method) {
            return ErrorId::identification_not_offered;
        }
        const IdentificationFacts& found = *facts.identification;
        if (!found.names_this_request) {
            return ErrorId::identification_not_for_this_request;
        }
        const auto code = CodiceFiscale::parse(state.form.holder.codice_fiscale);
        if (!code || found.holder != *code) {
            return ErrorId::identification_of_someone_else;
        }
        return events(HolderIdentified{facts.now, {command.method, found.evidence, facts.now}});
    }

    Decision operator()(const Correct& command) const {
        Form form = state.form;
        form.enrolment = command.enrolment;
        const FormFacts form_facts{rome_date(facts.now), facts.register_entry, {}, false, false};
        for (const auto& problem : problems(form, *facts.convention, form_facts)) {
            if (problem.page == Page::enrolment) {
                return problem.error;
            }
        }
        if (command.enrolment == state.form.enrolment) {
            return std::vector<Event>{};
        }
        return events(Corrected{facts.now, facts.actor.person, command.enrolment});
    }

    Decision operator()(const Validate&) const {
        if (!facts.act) {
            return wrong("act");
        }
        const auto validation = validation_by(*facts.act, state.subject.order, facts.current_data, facts.now);
        if (!validation) {
            return validation.error();
        }
        return events(Validated{facts.now, *validation});
    }

    Decision operator()(const Reject& command) const {
        if (command.reason == RejectionReason::other && blank(command.note)) {
            return ErrorId::rejection_note_missing;
        }
        if (command.note.size() > longest_note) {
            return wrong("note");
        }
        // Only a renewal has credits: what is kept here nothing would ever fetch (X20).
        if (command.payment == PaymentUse::keep_for_new_card) {
            return ErrorId::payment_cannot_be_kept;
        }
        // Ordering again mends wrong data (X6); it does not help who is not enrolled or owes dues.
        const bool again = command.reason == RejectionReason::data_wrong;
        return events(Rejected{
            facts.now,
            facts.actor.person,
            {command.reason, command.note, again ? state.convention : ConventionCode{}, command.payment}});
    }

    Decision operator()(const BeginIssuance&) const {
        return events(IssuanceBegun{facts.now, facts.actor.person});
    }

    Decision operator()(const RecordIssued& command) const {
        if (const Status fits = check_issued(command, product()); !fits) {
            return fits.error();
        }
        return events(Issued{facts.now, command.card_number, command.authentication, command.signature,
                             command.activation_code});
    }

    Decision operator()(const RecordShipped& command) const {
        if (command.tracking.size() > 64) {
            return wrong("tracking");
        }
        Shipped shipped{facts.now, facts.actor.person, command.tracking};
        return last(Step::shipping) ? events(std::move(shipped), Delivered{facts.now})
                                    : events(std::move(shipped));
    }

    Decision operator()(const RecordArrived& command) const {
        if (command.note.size() > longest_call) {
            return wrong("note");
        }
        return events(Arrived{facts.now, facts.actor.person, command.note});
    }

    Decision operator()(const RecordCollected& command) const {
        const HandOver& hand = command.hand_over;
        if (!hand.in_person) {
            return Error(ErrorId::hand_over_incomplete, {{"field", "in_person"}});
        }
        Collected collected{facts.now, facts.actor.person, hand};
        if (product().certificates == CertificateSet::none) {
            return events(std::move(collected), Delivered{facts.now});
        }
        const IdentityDocument& named = state.form.document;
        if (hand.document != named.kind || plain(hand.document_number) != plain(named.number)) {
            return Error(ErrorId::document_differs, {{"number", named.number}});
        }
        if (named.expires_on < rome_date(facts.now)) {
            return ErrorId::document_expired;
        }
        if (!hand.copy_taken) {
            return Error(ErrorId::hand_over_incomplete, {{"field", "copy_taken"}});
        }
        if (!hand.form_signed) {
            return Error(ErrorId::hand_over_incomplete, {{"field", "form_signed"}});
        }
        return product().activation == Activation::at_collection
                   ? events(std::move(collected), Activated{facts.now})
                   : events(std::move(collected));
    }

    Decision operator()(const Activate&) const {
        if (!facts.activation) {
            return wrong("code");
        }
        if (!facts.activation->code_matches) {
            return ErrorId::activation_code_wrong;
        }
        if (!facts.activation->codice_fiscale_matches) {
            return Error(ErrorId::codice_fiscale_mismatch, {{"field", "account"}});
        }
        if (!facts.activation->otp_matches) {
            return ErrorId::otp_wrong;
        }
        return events(Activated{facts.now});
    }

    Decision operator()(const ChangeStatus& command) const {
        if ((command.reason == StatusReason::other && blank(command.note)) ||
            command.note.size() > longest_note) {
            return wrong("note");
        }
        bool any = false;
        bool changes = false;
        const auto consider = [&](const std::optional<IssuedCertificate>& one) -> Status {
            if (!one) {
                return Done{};
            }
            any = true;
            if (one->status == CertificateStatus::revoked &&
                (command.status != CertificateStatus::revoked ||
                 command.certificates != CertificateChoice::both)) {
                return ErrorId::certificate_revoked_for_good;
            }
            changes = changes || one->status != command.status;
            return Done{};
        };
        if (command.certificates != CertificateChoice::authentication) {
            if (const Status fits = consider(state.signature); !fits) {
                return fits.error();
            }
        }
        if (command.certificates != CertificateChoice::signature) {
            if (const Status fits = consider(state.authentication); !fits) {
                return fits.error();
            }
        }
        if (!any) {
            return wrong("certificates");
        }
        if (!changes) {
            return ErrorId::status_unchanged;
        }
        return events(StatusChanged{facts.now, facts.actor.person, command.certificates, command.status,
                                    command.reason, command.note});
    }

    Decision operator()(const Withdraw&) const { return events(Withdrawn{facts.now}); }

    Decision operator()(const Expire&) const {
        return state.issued_at ? events(Revoked{facts.now}) : events(Expired{facts.now});
    }

    Decision operator()(const RemindOrder&) const { return events(OrderReminded{facts.now}); }

    Decision operator()(const RemindActivation&) const { return events(ActivationReminded{facts.now}); }

    Decision operator()(const ReplaceDocument& command) const {
        if (command.note.size() > longest_note) {
            return wrong("note");
        }
        const IdentityDocument& named = state.form.document;
        const Date today = rome_date(facts.now);
        // The one named at registration it is, for as long as the holder can bring it (R28, R70).
        if (command.reason == DocumentReason::expired && today <= named.expires_on) {
            return Error(ErrorId::document_still_valid, {{"number", named.number}});
        }
        Form form = state.form;
        form.document = command.document;
        const FormFacts form_facts{today, facts.register_entry, {}, false, false};
        for (const auto& problem : problems(form, *facts.convention, form_facts)) {
            if (problem.page == Page::document) {
                return problem.error;
            }
        }
        if (command.document.kind == named.kind && plain(command.document.number) == plain(named.number)) {
            return Error(ErrorId::field_invalid, {{"field", "document.number"}});
        }
        return events(
            DocumentReplaced{facts.now, facts.actor.person, command.document, command.reason, command.note});
    }

    Decision operator()(const MarkRefunded& command) const {
        const Payment* owed = state.money.owed(command.payment);
        if (owed == nullptr) {
            return ErrorId::payment_nothing_to_return;
        }
        return events(PaymentReturned{facts.now, *owed});
    }

    [[nodiscard]] const Product& product() const {
        return *product_by_id(*facts.convention, state.form.product);
    }
    [[nodiscard]] bool last(Step step) const {
        State after = state;
        after.stage = stage_after(step);
        return !next_step(after, product());
    }
    [[nodiscard]] bool offered(PaymentMethod method) const {
        const auto& methods = facts.convention->payment_methods;
        return std::find(methods.begin(), methods.end(), method) != methods.end();
    }
    static Error not_offered(PaymentMethod method) {
        return {ErrorId::payment_method_not_offered, {{"method", std::string(text_of(method))}}};
    }
};

} // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    const Status allowed = precondition(state, kind_of(command), facts);
    if (!allowed) {
        return allowed.error();
    }
    return std::visit(Decide{state, facts}, command);
}

} // namespace sigillo::domain::purchase
