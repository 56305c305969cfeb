#include "web/portal/api/views.hpp"

#include "shared/domain/differences.hpp"
#include "shared/domain/renewal/deadlines.hpp"
#include "shared/domain/renewal/permitted.hpp"
#include "shared/protocol/jsonrpc.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/timeline.hpp"

#include <algorithm>
#include <array>

namespace sigillo::portal {

using domain::ErrorId;
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

wire::Permission permission(wire::Action action, CommandKind kind, const State& state, const Facts& facts) {
    wire::Permission permission;
    permission.action = action;
    if (const auto allowed = domain::renewal::precondition(state, kind, facts); !allowed) {
        permission.refusal = protocol::to_failure(allowed.error());
    }
    return permission;
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
                                                              convention->renewal.install_within_days)
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

wire::SupportContact support_of(const domain::SupportContact& support, domain::Language language) {
    wire::SupportContact contact;
    contact.email = support.mail;
    contact.copy_to = support.mail_copy;
    contact.phone = support.phone;
    if (!support.phone_hours_key.empty()) {
        contact.hours = texts::text(language, support.phone_hours_key);
    }
    return contact;
}

wire::Role role_of(domain::Role role) {
    switch (role) {
    case domain::Role::member:
    case domain::Role::system:
        return wire::Role::member;
    case domain::Role::secretary:
        return wire::Role::secretary;
    case domain::Role::signatory:
        return wire::Role::signatory;
    case domain::Role::administrator:
        return wire::Role::administrator;
    case domain::Role::operator_staff:
        return wire::Role::operator_;
    case domain::Role::auditor:
        return wire::Role::auditor;
    }
    return wire::Role::member;
}

wire::Settlement settlement_of(domain::renewal::Settlement settlement) {
    using S = domain::renewal::Settlement;
    switch (settlement) {
    case S::none:
        return wire::Settlement::none;
    case S::held:
        return wire::Settlement::held;
    case S::due_back:
        return wire::Settlement::due_back;
    case S::returned:
        return wire::Settlement::returned;
    case S::moved:
        return wire::Settlement::moved;
    case S::credit:
        return wire::Settlement::credit;
    }
    return wire::Settlement::none;
}

std::optional<Lane> lane_of(wire::QueueFilter filter) {
    switch (filter) {
    case wire::QueueFilter::to_validate:
        return Lane::to_validate;
    case wire::QueueFilter::waiting_for_member:
        return Lane::waiting_for_member;
    case wire::QueueFilter::ended:
        return Lane::ended;
    case wire::QueueFilter::all:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

wire::Stage stage_of(Stage stage) {
    switch (stage) {
    case Stage::none:
    case Stage::invited:
        return wire::Stage::invited;
    case Stage::placed:
        return wire::Stage::placed;
    case Stage::paid:
        return wire::Stage::paid;
    case Stage::validated:
        return wire::Stage::validated;
    case Stage::requested:
        return wire::Stage::requested;
    case Stage::certified:
        return wire::Stage::certified;
    case Stage::installed:
        return wire::Stage::installed;
    case Stage::rejected:
        return wire::Stage::rejected;
    case Stage::withdrawn:
        return wire::Stage::withdrawn;
    case Stage::expired:
        return wire::Stage::expired;
    case Stage::revoked:
        return wire::Stage::revoked;
    }
    return wire::Stage::invited;
}

wire::User Views::user(const Caller& caller) const {
    wire::User user;
    user.name = caller.account.given_name + " " + caller.account.surname;
    user.codice_fiscale = caller.account.codice_fiscale.text();
    for (const auto& grant : caller.account.roles) {
        const wire::Role role = role_of(grant.role);
        if (std::find(user.roles.begin(), user.roles.end(), role) == user.roles.end()) {
            user.roles.push_back(role);
        }
        if (user.order.empty() && !grant.order.empty()) {
            user.order = grant.order.value;
            if (const auto* order = renewals_.catalogue().order(grant.order); order != nullptr) {
                user.order_name = order->name.in(caller.language);
            }
        }
    }
    return user;
}

domain::Result<RequestRow> Views::visible(const domain::RequestId& id, const Caller& caller) {
    auto found = renewals_.store().request(id);
    if (!found) {
        return found.error().id == ErrorId::erased ? domain::Error(ErrorId::not_found) : found.error();
    }
    if (!caller.may_see(*found)) {
        return ErrorId::not_found;
    }
    return found;
}

wire::RequestRow Views::row(const RequestRow& from) const {
    wire::RequestRow to;
    to.id = from.id.value;
    to.seq = from.seq;
    to.stage = stage_of(from.stage);
    to.holder = from.holder;
    to.codice_fiscale = from.codice_fiscale.text();
    to.registration = from.registration;
    to.convention = from.convention.value;
    to.since = from.since.seconds;
    to.certificate_expires = from.certificate_expires.seconds;
    to.differences = from.differences;
    return to;
}

wire::KnownCertificate Views::certificate(const domain::CertificateInfo& info, protocol::CertificateRole role,
                                          const std::optional<CardRow>& card, int window_months) const {
    wire::KnownCertificate known;
    known.role = role;
    known.serial = info.serial.value;
    known.not_before = info.not_before.seconds;
    known.not_after = info.not_after.seconds;
    bool revoked = info.revoked;
    if (card) {
        const auto& der = role == protocol::CertificateRole::authentication ? card->authentication_der
                                                                            : card->signature_der;
        const auto certificate = pki::Certificate::from_der(der);
        if (certificate && certificate->fingerprint_hex() == info.sha256.value) {
            known.issuer = certificate->facts().issuer;
            revoked = revoked || renewals_.trust().picture()->listed_as_revoked(*certificate);
        }
    }
    const domain::Instant now = renewals_.now();
    const bool expiring = domain::renewal::window_opens_at(info.not_after, window_months) <= now;
    known.state = revoked                ? wire::CertificateState::revoked
                  : info.not_after < now ? wire::CertificateState::expired
                  : expiring             ? wire::CertificateState::expiring
                                         : wire::CertificateState::valid;
    return known;
}

std::vector<wire::PriceLine> Views::price_lines(const domain::Product& product,
                                                domain::Language language) const {
    wire::PriceLine line;
    line.product = product.name.in(language);
    line.net = product.net.value;
    line.vat_percent = product.vat.basis_points / 100;
    if (const auto vat = domain::vat_of(product.net, product.vat); vat) {
        line.vat = vat->value;
    }
    return {line};
}

domain::Result<wire::KnownCard> Views::card(const CardRow& card, const Caller& caller) {
    wire::KnownCard known;
    known.serial = card.certificates.card_number;
    if (const auto* order = renewals_.catalogue().order(card.order); order != nullptr) {
        known.order_name = order->name.in(caller.language);
    }
    const auto open = renewals_.store().open_request_of_card(known.serial);
    if (!open) {
        return open.error();
    }
    State state;
    domain::Result<Facts> facts = ErrorId::internal;
    if (*open) {
        auto loaded = renewals_.load((*open)->id);
        if (!loaded) {
            return loaded.error();
        }
        known.request = (*open)->id.value;
        state = std::move(loaded->state);
        facts = renewals_.facts(state, caller.actor());
    } else {
        const auto id = renewals_.next_request(card);
        if (!id) {
            return id.error();
        }
        facts = renewals_.facts(card, *id, caller.actor());
    }
    if (!facts) {
        return facts.error();
    }
    int window_months = 0;
    if (facts->convention) {
        const auto& convention = *facts->convention;
        window_months = convention.renewal.window_months;
        known.convention = convention.code.value;
        known.convention_version = convention.hash.value;
        known.new_card_code = convention.renewal.new_card_code.value;
        if (const auto* product = domain::product_of(convention, domain::ProductKind::cns_renewal);
            product != nullptr) {
            known.price = price_lines(*product, caller.language);
            known.years = product->certificate_years;
            if (const auto total = domain::price_of(*product); total) {
                known.total = total->gross.value;
            }
        }
    }
    const domain::Instant expires = card.certificates.expires_at();
    known.opens = domain::renewal::window_opens_at(expires, window_months).seconds;
    known.closes = expires.seconds;
    known.new_not_after =
        domain::renewal::new_not_after(card.certificates.signature.not_after, known.years).seconds;
    known.certificates = {
        certificate(card.certificates.authentication, protocol::CertificateRole::authentication, card,
                    window_months),
        certificate(card.certificates.signature, protocol::CertificateRole::signature, card, window_months)};
    known.place = permission(wire::Action::place, CommandKind::place, state, *facts);
    return known;
}

domain::Result<wire::Overview::Reply> Views::overview(const Caller& caller) {
    wire::Overview::Reply reply;
    const auto cards = renewals_.store().cards_of(caller.account.person);
    if (!cards) {
        return cards.error();
    }
    for (const auto& each : *cards) {
        auto known = card(each, caller);
        if (!known) {
            return known.error();
        }
        reply.cards.push_back(std::move(*known));
    }
    const auto rows = renewals_.store().requests_of(caller.account.person);
    if (!rows) {
        return rows.error();
    }
    constexpr std::size_t most = 100;
    for (const auto& each : *rows) {
        if (reply.requests.size() < most) {
            reply.requests.push_back(row(each));
        }
        if (each.stage != Stage::rejected || reply.credits.size() == most) {
            continue;
        }
        const auto loaded = renewals_.load(each.id);
        if (!loaded) {
            return loaded.error();
        }
        const State& state = loaded->state;
        if (state.settlement == domain::renewal::Settlement::credit) {
            reply.credits.push_back({each.id.value, state.payment->amount.value, state.ended_at->seconds,
                                     state.rejection->new_card_code.value});
        }
    }
    return reply;
}

domain::Result<wire::Queue::Reply> Views::queue(const Caller& caller, const wire::Queue& message) {
    const auto order = caller.staff_order();
    if (!order) {
        return ErrorId::not_allowed;
    }
    const auto page = renewals_.store().queue(*order, lane_of(message.filter), message.search, message.page);
    if (!page) {
        return page.error();
    }
    wire::Queue::Reply reply;
    reply.total = page->total;
    reply.to_validate = page->to_validate;
    for (const auto& each : page->rows) {
        wire::RequestRow line = row(each);
        if (each.stage == Stage::paid) {
            const auto loaded = renewals_.load(each.id);
            if (!loaded) {
                return loaded.error();
            }
            const auto facts = renewals_.facts(loaded->state, caller.actor());
            line.may_validate =
                facts && domain::renewal::precondition(loaded->state, CommandKind::validate, *facts).ok();
        }
        reply.rows.push_back(std::move(line));
    }
    return reply;
}

domain::Status Views::fill_certificates(wire::RequestView& view, const State& state, const Facts& facts) {
    std::optional<CardRow> card;
    if (auto found = renewals_.store().card(view.card_serial); found) {
        card = std::move(*found);
    }
    const int months = facts.convention ? facts.convention->renewal.window_months : 0;
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
    view.row = row(*stored);
    view.row.seq = state.sequence;
    view.row.stage = stage_of(state.stage);
    view.row.may_validate = domain::renewal::precondition(state, CommandKind::validate, *facts).ok();
    view.card_serial = state.subject.certificates.card_number;
    if (const auto* order = renewals_.catalogue().order(state.subject.order); order != nullptr) {
        view.order_name = order->name.in(caller.language);
    }
    const domain::ConventionVersion* convention = facts->convention ? &*facts->convention : nullptr;
    if (convention != nullptr) {
        view.convention_name = convention->title.in(caller.language);
        view.support = support_of(convention->support, caller.language);
        view.new_card_code = convention->renewal.new_card_code.value;
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
    if (state.payment) {
        view.payment_reference = state.payment->payment.value;
    } else if (!state.attempts.empty()) {
        view.payment_reference = state.attempts.back().payment.value;
    }
    view.has_act = state.validation.has_value();
    view.settlement = settlement_of(state.settlement);
    view.paid = state.payment ? state.payment->amount.value : 0;
    return view;
}

} // namespace sigillo::portal
