#include "web/portal/api/purchase/purchase_views.hpp"

#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/plan.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/by_hand.hpp"
#include "web/portal/api/papers.hpp"
#include "web/portal/api/purchase/wizard.hpp"
#include "web/portal/api/wire_values.hpp"

#include <algorithm>
#include <array>

namespace sigillo::portal {

using domain::purchase::CommandKind;
using domain::purchase::Page;
using domain::purchase::State;

namespace {

enum class Whose { member, order, provider, order_or_provider };

struct ActionRow {
    wire::Action action;
    CommandKind kind;
    Whose whose;
};

constexpr std::array actions{
    ActionRow{wire::Action::pay, CommandKind::begin_payment, Whose::member},
    ActionRow{wire::Action::declare_payment, CommandKind::declare_payment, Whose::member},
    ActionRow{wire::Action::choose_identification, CommandKind::choose_identification, Whose::member},
    ActionRow{wire::Action::identify, CommandKind::record_identified, Whose::member},
    ActionRow{wire::Action::activate, CommandKind::activate, Whose::member},
    ActionRow{wire::Action::withdraw, CommandKind::withdraw, Whose::member},
    ActionRow{wire::Action::validate, CommandKind::validate, Whose::order},
    ActionRow{wire::Action::reject, CommandKind::reject, Whose::order},
    ActionRow{wire::Action::correct, CommandKind::correct, Whose::order},
    ActionRow{wire::Action::record_arrived, CommandKind::record_arrived, Whose::order},
    ActionRow{wire::Action::hand_over, CommandKind::record_collected, Whose::order},
    ActionRow{wire::Action::replace_document, CommandKind::replace_document, Whose::order},
    ActionRow{wire::Action::change_certificates, CommandKind::change_status, Whose::order_or_provider},
    ActionRow{wire::Action::record_payment, CommandKind::record_payment, Whose::provider},
    ActionRow{wire::Action::record_refund, CommandKind::mark_refunded, Whose::provider},
    ActionRow{wire::Action::record_originals, CommandKind::record_originals, Whose::provider},
    ActionRow{wire::Action::begin_issuance, CommandKind::begin_issuance, Whose::provider},
    ActionRow{wire::Action::record_shipped, CommandKind::record_shipped, Whose::provider},
};

template <class E>
std::vector<wire::FieldOption> named(std::string_view key, domain::Language language) {
    std::vector<wire::FieldOption> options;
    options.reserve(domain::EnumNames<E>::table.size());
    for (const auto& [value, name] : domain::EnumNames<E>::table) {
        options.push_back(
            {std::string(name), texts::text(language, std::string(key) + std::string(name)), std::nullopt});
    }
    return options;
}

std::vector<wire::FieldOption> certificates_of(const State& state, domain::Language language) {
    std::vector<wire::FieldOption> options;
    const auto add = [&](const auto& certificate, const std::string& which) {
        if (certificate) {
            options.push_back(
                {which,
                 texts::text(language, "domain.certificate_choice." + which) + ": " +
                     texts::text(language, "domain.certificate_status." +
                                               std::string(domain::text_of(certificate->status))),
                 std::nullopt});
        }
    };
    add(state.signature, "signature");
    add(state.authentication, "authentication");
    if (options.size() == 2) {
        options.push_back({"both", texts::text(language, "domain.certificate_choice.both"), std::nullopt});
    }
    return options;
}

void fill_payments(wire::PurchaseView& view, const State& state, Store& store, domain::Language language) {
    view.due = domain::purchase::due(state).value;
    if (state.form.payment) {
        view.payment_method = domain::text_of(*state.form.payment);
    }
    for (const auto& attempt : state.money.attempts) {
        if (!state.money.recorded(attempt.payment)) {
            view.open_payments.push_back(
                {attempt.payment.value, payment_label(store, attempt, language), attempt.amount.value});
        }
    }
}

/// What the operator has to give back by hand.
void fill_owed(wire::PurchaseView& view, const State& state, Store& store, domain::Language language) {
    for (const auto& one : state.money.owed_by_hand()) {
        if (!view.owed_payments) {
            view.owed_payments.emplace();
        }
        view.owed_payments->push_back({one.payment.value,
                                       payment_label(store, *state.money.attempt(one.payment), language),
                                       one.amount.value});
    }
}

/// Of a payment that no page takes.
std::vector<wire::SummaryLine> details_of(const State& state, const PayeeAccounts& accounts,
                                          domain::Language language) {
    if (!state.form.payment || domain::on_payment_page(*state.form.payment)) {
        return {};
    }
    return payment_details(accounts, {*state.form.payment}, domain::purchase::due(state),
                           state.subject.request.value, language);
}

/// Of the two ways to pay a page shows the one that the member chose.
bool is_other_way_to_pay(wire::Action action, const State& state) {
    const bool page = !state.form.payment || domain::on_payment_page(*state.form.payment);
    return action == (page ? wire::Action::declare_payment : wire::Action::pay);
}

void fill_choices(wire::PurchaseView& view, const State& state, const domain::Product& product,
                  domain::Language language) {
    if (state.form.identification) {
        view.identification = domain::text_of(*state.form.identification);
        view.identified_by_card = domain::is_by_card(*state.form.identification);
    }
    for (const auto& option : product.identification) {
        const std::string name(domain::text_of(option.method));
        view.identification_options.push_back(
            {name, texts::text(language, "domain.identification_method." + name), option.net.value});
    }
    view.documents = named<domain::purchase::DocumentKind>("domain.document_kind.", language);
    view.status_reasons = named<domain::purchase::StatusReason>("domain.status_reason.", language);
    view.certificates = certificates_of(state, language);
    const std::string& mobile = state.form.holder.mobile;
    view.mobile_end = mobile.size() > 3 ? mobile.substr(mobile.size() - 3) : mobile;
}

} // namespace

domain::Result<wire::RequestView> PurchaseViews::request(const domain::RequestId& id, const Caller& caller) {
    const auto stored = views_.visible(id, caller);
    if (!stored) {
        return stored.error();
    }
    const auto loaded = purchases_.load(id);
    if (!loaded) {
        return loaded.error();
    }
    const State& state = loaded->state;
    const auto facts = purchases_.facts(state, caller.actor());
    if (!facts) {
        return facts.error();
    }
    const domain::Language language = caller.language;
    wire::RequestView view;
    view.row = views_.row(*stored, language);
    view.row.seq = state.sequence;
    view.row.stage = stage_of(domain::text_of(state.stage));
    view.row.may_validate = domain::purchase::precondition(state, CommandKind::validate, *facts).ok();
    view.card_serial = state.card_number;
    view.total = state.price.total.gross.value;
    if (const auto* order = purchases_.catalogue().order(state.subject.order); order != nullptr) {
        view.order_name = order->name.in(language);
    }
    wire::PurchaseView purchase;
    purchase.product = state.form.product.value;
    const domain::ConventionVersion* convention = facts->convention ? &*facts->convention : nullptr;
    const domain::Product* product =
        convention != nullptr ? domain::product_by_id(*convention, state.form.product) : nullptr;
    if (convention != nullptr && product != nullptr) {
        view.convention_name = convention->title.in(language);
        view.support = support_of(domain::support_of(*convention, domain::Flow::purchase), language);
        view.price = price_lines(state.price, *convention, language);
        view.years = product->certificate_years;
        purchase.product = product->name.in(language);
        purchase.steps = steps_of(*loaded, *product, *convention, language);
        purchase.summary = summary_of(state.form, *product, language);
        view.papers = papers_of(*loaded, *product);
        purchase.statements = statements_at(*convention, domain::StatementPlace::progress, language);
        fill_choices(purchase, state, *product, language);
    }
    view.next = wire::Responsible::nobody;
    for (const auto& step : purchase.steps) {
        if (step.state == wire::StepState::current) {
            view.next = step.who;
            view.deadline = step.by;
        }
    }
    fill_payments(purchase, state, purchases_.store(), language);
    if (caller.actor().has(domain::Role::operator_staff)) {
        fill_owed(purchase, state, purchases_.store(), language);
    }
    purchase.payment_details = details_of(state, accounts_, language);
    if (facts->register_entry) {
        for (auto& line : domain::purchase::differences(*facts->register_entry, state.form)) {
            view.comparison.push_back(
                {line.field, line.register_value, line.certificate_value, line.differs});
        }
    }
    view.timeline = purchase_timeline(loaded->events);
    const bool own = stored->person == caller.account.person;
    const bool staff = caller.is_staff_of(stored->order);
    const bool provider = caller.actor().has(domain::Role::operator_staff);
    for (const auto& row : actions) {
        const bool shown = row.whose == Whose::member     ? own
                           : row.whose == Whose::order    ? staff
                           : row.whose == Whose::provider ? provider
                                                          : staff || provider;
        const bool nothing_by_hand = row.action == wire::Action::record_refund && !purchase.owed_payments;
        if (!shown || nothing_by_hand || is_other_way_to_pay(row.action, state)) {
            continue;
        }
        const auto allowed = domain::purchase::precondition(state, row.kind, *facts);
        view.permissions.push_back(
            {row.action, allowed ? std::nullopt : std::optional(protocol::to_failure(allowed.error()))});
    }
    if (staff && convention != nullptr) {
        purchase.document = domain::text_of(state.form.document.kind);
        purchase.document_number = state.form.document.number;
        purchase.document_reasons =
            named<domain::purchase::DocumentReason>("domain.document_reason.", language);
        if (convention->purchase && convention->purchase->correction == domain::DataCorrection::order) {
            const DraftRow as_draft{
                id.value, state.subject.member, state.convention, state.subject.order, 0, {}, state.form};
            if (const auto* order = purchases_.catalogue().order(state.subject.order); order != nullptr) {
                purchase.enrolment =
                    page_fields({as_draft, *convention, *order, *facts, language}, Page::enrolment);
            }
        }
    }
    for (const auto& event : loaded->events) {
        if (const auto* shipped = std::get_if<domain::purchase::Shipped>(&event); shipped != nullptr) {
            purchase.tracking = shipped->tracking;
        }
    }
    if (!state.money.attempts.empty()) {
        // What the member registered finds the money again; where nothing was registered, the attempt's name.
        view.payment_reference = state.payment_reference.empty() ? state.money.attempts.back().payment.value
                                                                 : state.payment_reference;
    }
    view.has_act = state.validation.has_value();
    view.settlement = settlement_of(state.money.settlement);
    view.paid = state.money.payment ? state.money.payment->amount.value : 0;
    view.purchase = std::move(purchase);
    return view;
}

} // namespace sigillo::portal
