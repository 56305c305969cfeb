#include "web/portal/api/conventions_desk.hpp"

#include <algorithm>
#include <tuple>

namespace sigillo::portal {

using domain::ErrorId;
using domain::Role;

namespace {

bool is_operator(const Caller& caller) {
    return caller.actor().has(Role::operator_staff);
}

wire::ConventionState state_of(const domain::ConventionVersion& version, const domain::Date& today) {
    if (today < version.valid_from) {
        return wire::ConventionState::to_come;
    }
    return version.valid_to && *version.valid_to < today ? wire::ConventionState::ended
                                                         : wire::ConventionState::in_force;
}

/// What is sold at a price: products, and the plans of mailboxes.
struct Sold {
    std::string id;
    std::string name;
    domain::Cents net;
    domain::VatRate vat;
};

std::vector<Sold> sold_under(const domain::ConventionVersion& version, domain::Language language) {
    std::vector<Sold> out;
    for (const auto& product : version.products) {
        out.push_back({product.id.value, product.name.in(language), product.net, product.vat});
    }
    if (version.mailbox) {
        for (const auto& plan : version.mailbox->plans) {
            std::string name(domain::text_of(plan.plan));
            std::transform(name.begin(), name.end(), name.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            out.push_back({"mailbox/" + name, "PEC " + name, plan.net, version.mailbox->vat});
            out.push_back(
                {"mailbox/" + name + "/gb", "PEC " + name + ", GB", plan.gb_net, version.mailbox->vat});
        }
    }
    return out;
}

const Sold* find(const std::vector<Sold>& all, const std::string& id) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Sold& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

const domain::ConventionVersion* ConventionsDesk::before(const domain::ConventionVersion& version) const {
    const domain::ConventionVersion* latest = nullptr;
    for (const auto& other : catalogue_.conventions()) {
        const bool same =
            other.code == version.code && other.valid_from < version.valid_from &&
            std::any_of(other.orders.begin(), other.orders.end(), [&](const auto& order) {
                return std::find(version.orders.begin(), version.orders.end(), order) != version.orders.end();
            });
        if (same && (latest == nullptr || latest->valid_from < other.valid_from)) {
            latest = &other;
        }
    }
    return latest;
}

wire::ConventionVersionView ConventionsDesk::view(const domain::ConventionVersion& version,
                                                  domain::Language language,
                                                  const domain::Date& today) const {
    wire::ConventionVersionView out;
    out.hash = version.hash.value;
    out.code = version.code.value;
    out.is_public = version.is_public;
    out.name = version.title.in(language);
    for (const auto& order : version.orders) {
        const auto* info = catalogue_.order(order);
        out.orders.push_back(info == nullptr ? order.value : info->name.in(language));
    }
    out.from = domain::to_text(version.valid_from);
    if (version.valid_to) {
        out.until = domain::to_text(*version.valid_to);
    }
    out.state = state_of(version, today);
    const auto sold = sold_under(version, language);
    for (const auto& one : sold) {
        domain::Product priced;
        priced.net = one.net;
        priced.vat = one.vat;
        const auto total = domain::price_of(priced);
        out.prices.push_back({one.name, one.net.value, static_cast<int>(one.vat.basis_points / 100),
                              total ? total->gross.value : one.net.value});
    }
    if (const auto* earlier = before(version)) {
        out.follows = domain::to_text(earlier->valid_from);
        const auto was = sold_under(*earlier, language);
        for (const auto& one : sold) {
            const auto* old = find(was, one.id);
            if (old == nullptr) {
                out.changes.push_back({one.name, std::nullopt, one.net.value});
            } else if (old->net != one.net) {
                out.changes.push_back({one.name, old->net.value, one.net.value});
            }
        }
        for (const auto& old : was) {
            if (find(sold, old.id) == nullptr) {
                out.changes.push_back({old.name, old.net.value, std::nullopt});
            }
        }
    }
    return out;
}

domain::Result<wire::ListConventions::Reply> ConventionsDesk::handle(const Caller& caller,
                                                                     const wire::ListConventions&) const {
    if (!is_operator(caller)) {
        return ErrorId::not_allowed;
    }
    const domain::Date today = domain::rome_date(clock_.now());
    wire::ListConventions::Reply reply;
    for (const auto& version : catalogue_.conventions()) {
        reply.versions.push_back(view(version, caller.language, today));
    }
    std::sort(reply.versions.begin(), reply.versions.end(), [](const auto& a, const auto& b) {
        return std::tie(a.state, b.from, a.code, a.hash) < std::tie(b.state, a.from, b.code, b.hash);
    });
    return reply;
}

domain::Result<wire::ListOffices::Reply> ConventionsDesk::handle(const Caller& caller,
                                                                 const wire::ListOffices&) {
    if (!is_operator(caller)) {
        return ErrorId::not_allowed;
    }
    wire::ListOffices::Reply reply;
    for (const auto& order : catalogue_.orders()) {
        const auto administrators = store_.holders_of(Role::administrator, order.id);
        const auto secretaries = store_.holders_of(Role::secretary, order.id);
        const auto members = store_.register_size(order.id);
        const auto history = store_.read({StreamKind::order, order.id.value + "/users"});
        if (!administrators || !secretaries || !members || !history) {
            return !administrators ? administrators.error()
                   : !secretaries  ? secretaries.error()
                   : !members      ? members.error()
                                   : history.error();
        }
        wire::Office office;
        office.order = order.id.value;
        office.name = order.name.in(caller.language);
        office.members = static_cast<int>(*members);
        office.seq = static_cast<std::int64_t>(history->size());
        office.waiting = true;
        std::vector<domain::PersonId> people;
        for (const auto* holders : {&*administrators, &*secretaries}) {
            for (const auto& one : *holders) {
                if (!one.disabled && std::find(people.begin(), people.end(), one.person) == people.end()) {
                    people.push_back(one.person);
                }
            }
        }
        office.users = static_cast<int>(people.size());
        for (const auto& one : *administrators) {
            if (!one.disabled) {
                office.administrators.push_back(one.given_name + " " + one.surname);
                office.waiting = office.waiting && one.password_hash.empty();
            }
        }
        office.waiting = office.waiting && !office.administrators.empty();
        reply.offices.push_back(std::move(office));
    }
    std::sort(reply.offices.begin(), reply.offices.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return reply;
}

} // namespace sigillo::portal
