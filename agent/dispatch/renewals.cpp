#include "agent/dispatch/renewals.hpp"

#include "shared/protocol/jsonrpc.hpp"

#include <algorithm>

namespace sigillo::agent {

using domain::Error;
using domain::ErrorId;
namespace message = protocol::agent;

namespace {

/// The holder as the card says; roles that are asked for come first.
const pki::Certificate* holder_certificate(const CardSnapshot& card,
                                           const std::vector<CertificateRole>& roles) {
    for (const auto role : roles) {
        if (const auto* found = card.current(role); found != nullptr) {
            return &found->certificate;
        }
    }
    return card.certificates.empty() ? nullptr : &card.certificates.front().certificate;
}

bool has_twice(const std::vector<CertificateRole>& roles) {
    return roles.size() == 2 && roles[0] == roles[1];
}

} // namespace

RenewalProgress Renewals::progress_of(const Caller& caller, const std::string& request) const {
    return [&caller, request](RenewalStep step, int done, int total) {
        caller.notify(protocol::write_notification(message::RenewalProgress{request, step, done, total}));
    };
}

domain::Status Renewals::agree(const Caller& caller, const CardSnapshot& card, const RenewalName& name,
                               const std::vector<CertificateRole>& roles) {
    end_old_grants();
    const GrantKey key{caller.socket, card.id, name.request};
    if (grants_.count(key) != 0) {
        return domain::Done{};
    }
    const auto* holder = holder_certificate(card, roles);
    if (holder == nullptr) {
        return ErrorId::card_certificate_missing;
    }
    const auto agreed = consent_.ask(ask_to_renew(caller, card, *holder, name.request, roles), caller.wanted);
    if (!agreed) {
        return agreed;
    }
    grants_[key] = {name, now_() + grant_seconds};
    return domain::Done{};
}

domain::Result<message::StartRenewal::Reply> Renewals::start(const Caller& caller,
                                                             const message::StartRenewal& wanted) {
    if (has_twice(wanted.roles)) {
        return Error(ErrorId::invalid_argument, {{"field", "roles"}});
    }
    const RenewalOrder order{
        {caller.origin, wanted.request}, wanted.card, wanted.codice_fiscale, wanted.roles, std::nullopt};
    if (const auto fit = service_.check(order); !fit) {
        return fit.error();
    }
    const auto known = service_.status(order.name);
    if (!known) {
        return known.error();
    }
    std::optional<RenewalRequests> made;
    const auto attempt = [&](RenewalPins pins) -> domain::Status {
        auto requests = service_.start(order, std::move(pins), progress_of(caller, wanted.request));
        if (!requests) {
            return requests.error();
        }
        made = std::move(*requests);
        return domain::Done{};
    };
    domain::Status done = domain::Done{};
    if (known->phase >= RenewalPhase::requests_ready) {
        // What was made is given again; the card is not touched.
        done = attempt({});
    } else {
        const auto card = cards_.card(wanted.card);
        if (!card) {
            return card.error();
        }
        if (const auto agreed = agree(caller, *card, order.name, wanted.roles); !agreed) {
            return agreed.error();
        }
        // The old authentication key signs the statement over the requests.
        auto roles = wanted.roles;
        if (std::find(roles.begin(), roles.end(), CertificateRole::authentication) == roles.end()) {
            roles.push_back(CertificateRole::authentication);
        }
        const auto* holder = holder_certificate(*card, wanted.roles);
        done = pins_.with_pins(caller, *card, roles, {PinPurpose::renewal, holder_of(*holder), 0}, attempt);
    }
    if (!done) {
        return done.error();
    }
    message::StartRenewal::Reply reply;
    for (auto& [role, der] : made->requests) {
        reply.requests.push_back({role, std::move(der)});
    }
    reply.statement = std::move(made->statement);
    return reply;
}

domain::Result<message::InstallRenewal::Reply> Renewals::install(const Caller& caller,
                                                                 const message::InstallRenewal& wanted) {
    std::map<CertificateRole, Bytes> certificates;
    std::vector<CertificateRole> roles;
    for (const auto& entry : wanted.certificates) {
        if (!certificates.emplace(entry.role, entry.der).second) {
            return Error(ErrorId::invalid_argument, {{"field", "certificates"}});
        }
        roles.push_back(entry.role);
    }
    const RenewalName name{caller.origin, wanted.request};
    const auto known = service_.status(name);
    if (!known) {
        return known.error();
    }
    if (known->phase == RenewalPhase::none || known->phase == RenewalPhase::keys_made) {
        return ErrorId::renewal_not_started;
    }
    if (known->card_id != wanted.card) {
        return ErrorId::card_changed;
    }
    std::optional<RenewalReceipts> made;
    const auto attempt = [&](RenewalPins pins) -> domain::Status {
        auto receipts =
            service_.install(name, certificates, std::move(pins), progress_of(caller, wanted.request));
        if (!receipts) {
            return receipts.error();
        }
        made = std::move(*receipts);
        return domain::Done{};
    };
    domain::Status done = domain::Done{};
    if (known->phase == RenewalPhase::installed) {
        done = attempt({});
    } else {
        const auto card = cards_.card(wanted.card);
        if (!card) {
            return card.error();
        }
        if (const auto agreed = agree(caller, *card, name, roles); !agreed) {
            return agreed.error();
        }
        if (service_.needs_pins(name)) {
            const auto* holder = holder_certificate(*card, roles);
            done =
                pins_.with_pins(caller, *card, roles, {PinPurpose::renewal, holder_of(*holder), 0}, attempt);
        } else {
            done = attempt({});
        }
    }
    if (!done) {
        return done.error();
    }
    message::InstallRenewal::Reply reply;
    for (auto& [role, p7m] : made->receipts) {
        reply.receipts.push_back({role, std::move(p7m)});
    }
    return reply;
}

domain::Result<message::RenewalStatus::Reply> Renewals::status(const std::string& origin,
                                                               const message::RenewalStatus& wanted) {
    auto known = service_.status({origin, wanted.request});
    if (!known) {
        return known.error();
    }
    message::RenewalStatus::Reply reply;
    reply.phase = known->phase;
    if (!known->card_id.empty()) {
        reply.card = std::move(known->card_id);
    }
    return reply;
}

void Renewals::forget(SocketId socket) {
    for (auto grant = grants_.begin(); grant != grants_.end();) {
        if (std::get<0>(grant->first) == socket) {
            service_.end(grant->second.name);
            grant = grants_.erase(grant);
        } else {
            ++grant;
        }
    }
}

void Renewals::end_old_grants() {
    const auto now = now_();
    for (auto grant = grants_.begin(); grant != grants_.end();) {
        if (grant->second.until <= now) {
            service_.end(grant->second.name);
            grant = grants_.erase(grant);
        } else {
            ++grant;
        }
    }
}

} // namespace sigillo::agent
