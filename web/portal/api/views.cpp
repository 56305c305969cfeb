#include "web/portal/api/views.hpp"

#include "shared/domain/renewal/permitted.hpp"
#include "web/portal/api/wire_values.hpp"

#include <algorithm>

namespace sigillo::portal {

using domain::ErrorId;
using domain::renewal::CommandKind;
using domain::renewal::Facts;
using domain::renewal::Stage;
using domain::renewal::State;

namespace {

/// Of a purchase; a request keeps to its version, whose products have the same names today.
std::string product_name(const Catalogue& catalogue, const RequestRow& row, domain::Language language) {
    for (const auto& convention : catalogue.conventions()) {
        if (convention.code != row.convention || row.product.empty()) {
            continue;
        }
        if (const auto* product = domain::product_by_id(convention, row.product); product != nullptr) {
            return product->name.in(language);
        }
    }
    return {};
}

} // namespace

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
    if (found->kind == RequestKind::mailbox || !caller.may_see(*found)) {
        return ErrorId::not_found; // mailboxes have views of their own
    }
    return found;
}

wire::RequestRow Views::row(const RequestRow& from, domain::Language language) const {
    wire::RequestRow to;
    to.id = from.id.value;
    to.seq = from.seq;
    to.kind = from.kind == RequestKind::purchase ? wire::RequestKind::purchase : wire::RequestKind::renewal;
    to.product = product_name(renewals_.catalogue(), from, language);
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
        window_months = convention.renewal->window_months;
        known.convention = convention.code.value;
        known.convention_version = convention.hash.value;
        known.new_card_code = convention.renewal->new_card_code.value;
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
        if (each.kind == RequestKind::mailbox) {
            continue;
        }
        if (reply.requests.size() < most) {
            reply.requests.push_back(row(each, caller.language));
        }
        if (each.kind != RequestKind::renewal || each.stage != domain::text_of(Stage::rejected) ||
            reply.credits.size() == most) {
            continue;
        }
        const auto loaded = renewals_.load(each.id);
        if (!loaded) {
            return loaded.error();
        }
        const State& state = loaded->state;
        if (state.money.settlement == domain::Settlement::credit) {
            reply.credits.push_back({each.id.value, state.money.payment->amount.value,
                                     state.ended_at->seconds, state.rejection->new_card_code.value});
        }
    }
    return reply;
}

} // namespace sigillo::portal
