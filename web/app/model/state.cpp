#include "web/app/model/state.hpp"

#include <algorithm>

namespace sigillo::app {

const portal::User* user_of(const State& state) {
    return state.session && state.session->user ? &*state.session->user : nullptr;
}

bool has_role(const State& state, portal::Role role) {
    const auto* user = user_of(state);
    return user != nullptr && std::find(user->roles.begin(), user->roles.end(), role) != user->roles.end();
}

bool is_staff(const State& state) {
    return has_role(state, portal::Role::secretary) || has_role(state, portal::Role::signatory) ||
           has_role(state, portal::Role::administrator);
}

bool is_operator(const State& state) {
    return has_role(state, portal::Role::operator_);
}

const portal::KnownCard* known_card(const State& state, std::string_view serial) {
    if (!state.overview) {
        return nullptr;
    }
    for (const auto& card : state.overview->cards) {
        if (card.serial == serial) {
            return &card;
        }
    }
    return nullptr;
}

bool is_own(const portal::RequestView& view) {
    return permission(view, portal::Action::withdraw) != nullptr;
}

const portal::Permission* permission(const portal::RequestView& view, portal::Action action) {
    for (const auto& one : view.permissions) {
        if (one.action == action) {
            return &one;
        }
    }
    return nullptr;
}

} // namespace sigillo::app
