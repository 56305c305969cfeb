#include "shared/domain/office_users.hpp"

#include <algorithm>

namespace sigillo::domain {

namespace {

Error wrong(const char* field) {
    return {ErrorId::invalid_argument, {{"field", field}}};
}

bool has_administrator(const std::vector<OfficeUser>& users) {
    return std::any_of(users.begin(), users.end(),
                       [](const OfficeUser& user) { return user.active_administrator(); });
}

const OfficeUser* find(const std::vector<OfficeUser>& users, const PersonId& person) {
    const auto found = std::find_if(users.begin(), users.end(),
                                    [&](const OfficeUser& user) { return user.person == person; });
    return found == users.end() ? nullptr : &*found;
}

void put(std::vector<OfficeUser>& users, OfficeUser user) {
    for (auto& known : users) {
        if (known.person == user.person) {
            known = std::move(user);
            return;
        }
    }
    users.push_back(std::move(user));
}

struct Apply {
    std::vector<OfficeUser>& users;

    void operator()(const OfficeUserInvited& event) const {
        put(users, {event.user, event.secretary, event.administrator, false});
    }
    void operator()(const OfficeUserChanged& event) const {
        put(users, {event.user, event.secretary, event.administrator, event.disabled});
    }
    void operator()(const OfficeUserInvitedAgain&) const {}
};

} // namespace

Result<OfficeUserEvent> decide(const std::vector<OfficeUser>& users, const InviteOfficeUser& command,
                               const OfficeUserFacts& facts) {
    const bool first =
        facts.actor.has(Role::operator_staff) && !has_administrator(users) && command.administrator;
    if (!first && !facts.actor.has(Role::administrator, facts.order)) {
        return ErrorId::not_allowed;
    }
    if (!command.secretary && !command.administrator) {
        return wrong("roles");
    }
    if (const auto* known = find(users, command.person); known != nullptr && !known->disabled) {
        return wrong("person");
    }
    return OfficeUserEvent(OfficeUserInvited{facts.now, facts.actor.person, command.person, command.secretary,
                                             command.administrator});
}

Result<OfficeUserEvent> decide(const std::vector<OfficeUser>& users, const ChangeOfficeUser& command,
                               const OfficeUserFacts& facts) {
    if (!facts.actor.has(Role::administrator, facts.order)) {
        return ErrorId::not_allowed;
    }
    const auto* known = find(users, command.person);
    if (known == nullptr) {
        return ErrorId::not_found;
    }
    if (!command.secretary && !command.administrator) {
        return wrong("roles");
    }
    const bool ends = known->active_administrator() && (!command.administrator || command.disabled);
    if (command.person == facts.actor.person && (ends || command.disabled)) {
        return ErrorId::user_is_oneself;
    }
    const OfficeUserChanged event{
        facts.now,        facts.actor.person,     command.person, command.secretary, command.administrator,
        command.disabled, command.contact_changed};
    if (ends && !has_administrator(evolve(users, OfficeUserEvent(event)))) {
        return ErrorId::user_last_administrator;
    }
    return OfficeUserEvent(event);
}

std::vector<OfficeUser> evolve(std::vector<OfficeUser> users, const OfficeUserEvent& event) {
    std::visit(Apply{users}, event);
    return users;
}

} // namespace sigillo::domain
