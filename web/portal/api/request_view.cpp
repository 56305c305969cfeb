#include "shared/domain/differences.hpp"
#include "shared/domain/renewal/deadlines.hpp"
#include "shared/domain/renewal/permitted.hpp"
#include "web/portal/api/papers.hpp"
#include "web/portal/api/timeline.hpp"
#include "web/portal/api/views.hpp"
#include "web/portal/api/wire_values.hpp"

#include <array>

namespace sigillo::portal {

using domain::renewal::CommandKind;
using domain::renewal::Facts;
using domain::renewal::Stage;
using domain::renewal::State;

namespace {

constexpr std::array<std::pair<wire::Action, CommandKind>, 8> actions{{
    {wire::Action::place, CommandKind::place},
    {wire::Action::pay, CommandKind::begin_payment},
    {wire::Action::withdraw, CommandKind::withdraw},
    {wire::Action::validate, CommandKind::validate},
    {wire::Action::reject, CommandKind::reject},
    {wire::Action::make_keys, CommandKind::submit_keys},
    {wire::Action::install, CommandKind::confirm_installed},
    {wire::Action::return_credit, CommandKind::return_credit},
}};

bool is_the_orders(wire::Action action) {
    return action == wire::Action::validate || action == wire::Action::reject;
}

void fill_next(wire::RequestView& view, const State& state, const domain::ConventionVersion* convention) {
    const domain::Instant expires = state.subject.certificates.expires_at();
    switch (state.stage) {
    case Stage::none:
    case Stage::invited:
    case Stage::placed:
    case Stage::validated:
        view.next = wire::Responsible::member;
        view.deadline = expires.seconds;
        return;
    case Stage::paid:
        view.next = wire::Responsible::order;
        view.deadline = expires.seconds;
        return;
    case Stage::requested:
        view.next = wire::Responsible::provider;
        return;
    case Stage::certified:
        view.next = wire::Responsible::member;
        if (convention != nullptr && state.certified_at) {
            view.deadline = domain::renewal::install_deadline(*state.certified_at,
                                                              convention->renewal->install_within_days)
                                .seconds;
        }
        return;
    case Stage::installed:
    case Stage::rejected:
    case Stage::withdrawn:
    case Stage::expired:
    case Stage::revoked:
        view.next = wire::Responsible::nobody;
        return;
    }
}

} // namespace

domain::Status Views::fill_certificates(wire::RequestView& view, const State& state, const Facts& facts) {
    std::optional<CardRow> card;
    if (auto found = renewals_.store().card(view.card_serial); found) {
        card = std::move(*found);
    }
    const int months =
        facts.convention && facts.convention->renewal ? facts.convention->renewal->window_months : 0;
    const auto& certificates = facts.subject.certificates;
    view.certificates = {
        certificate(certificates.authentication, protocol::CertificateRole::authentication, card, months),
        certificate(certificates.signature, protocol::CertificateRole::signature, card, months)};
    const auto add_new = [&](const std::optional<domain::CertificateInfo>& info,
                             protocol::CertificateRole role) -> domain::Status {
        if (!info) {
            return domain::Done{};
        }
        auto document = renewals_.store().document(info->sha256);
        if (!document) {
            return document.error();
        }
        view.new_certificates.push_back({role, std::move(document->content)});
        return domain::Done{};
    };
    if (const auto added = add_new(state.new_authentication, protocol::CertificateRole::authentication);
        !added) {
        return added;
    }
    return add_new(state.new_signature, protocol::CertificateRole::signature);
}

domain::Result<wire::RequestView> Views::request(const domain::RequestId& id, const Caller& caller) {
    const auto stored = visible(id, caller);
    if (!stored) {
        return stored.error();
    }
    const auto loaded = renewals_.load(id);
    if (!loaded) {
        return loaded.error();
    }
    const State& state = loaded->state;
    const auto facts = renewals_.facts(state, caller.actor());
    if (!facts) {
        return facts.error();
    }
    wire::RequestView view;
    view.row = row(*stored, caller.language);
    view.row.seq = state.sequence;
    view.row.stage = stage_of(domain::text_of(state.stage));
    view.row.may_validate = domain::renewal::precondition(state, CommandKind::validate, *facts).ok();
    view.card_serial = state.subject.certificates.card_number;
    if (const auto* order = renewals_.catalogue().order(state.subject.order); order != nullptr) {
        view.order_name = order->name.in(caller.language);
    }
    const domain::ConventionVersion* convention = facts->convention ? &*facts->convention : nullptr;
    if (convention != nullptr) {
        view.convention_name = convention->title.in(caller.language);
        view.support = support_of(convention->support, caller.language);
        view.new_card_code = convention->renewal->new_card_code.value;
        const auto* product = state.product.empty()
                                  ? domain::product_of(*convention, domain::ProductKind::cns_renewal)
                                  : domain::product_by_id(*convention, state.product);
        if (product != nullptr) {
            view.price = price_lines(*product, caller.language);
            view.years = product->certificate_years;
            const auto total = domain::price_of(*product);
            view.total = total ? total->gross.value : 0;
        }
    }
    if (state.placed_at) {
        view.total = state.price.gross.value;
    }
    if (facts->register_entry) {
        for (auto& line : domain::differences(*facts->register_entry, state.subject.certificates)) {
            view.comparison.push_back(
                {line.field, line.register_value, line.certificate_value, line.differs});
        }
    }
    view.timeline = timeline(loaded->events);
    fill_next(view, state, convention);
    const bool own = stored->person == caller.account.person;
    const bool staff = caller.is_staff_of(stored->order);
    for (const auto& [action, kind] : actions) {
        if (is_the_orders(action) ? staff : own) {
            view.permissions.push_back(permission(action, kind, state, *facts));
        }
    }
    if (const auto filled = fill_certificates(view, state, *facts); !filled) {
        return filled.error();
    }
    view.roles = {protocol::CertificateRole::authentication, protocol::CertificateRole::signature};
    if (state.money.payment) {
        view.payment_reference = state.money.payment->payment.value;
    } else if (!state.money.attempts.empty()) {
        view.payment_reference = state.money.attempts.back().payment.value;
    }
    view.papers = papers_of(*loaded);
    view.has_act = state.validation.has_value();
    view.settlement = settlement_of(state.money.settlement);
    view.paid = state.money.payment ? state.money.payment->amount.value : 0;
    return view;
}

} // namespace sigillo::portal
