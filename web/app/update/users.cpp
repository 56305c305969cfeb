#include "shared/domain/codice_fiscale.hpp"
#include "web/app/update/office.hpp"

#include <algorithm>

namespace sigillo::app {

namespace {

void listed(Turn& turn, portal::OfficeUserList&& reply) {
    turn.state.users.list = std::move(reply);
}

void saved(Turn& turn, portal::OfficeUserList&& reply) {
    auto& users = turn.state.users;
    turn.state.busy = false;
    const bool invited = users.form && !users.form->known;
    users.mailed.clear();
    if (invited) {
        const auto& code = users.form->user.codice_fiscale;
        const auto found = std::find_if(reply.users.begin(), reply.users.end(),
                                        [&](const auto& one) { return one.codice_fiscale == code; });
        if (found != reply.users.end() && !found->has_password) {
            users.mailed = found->email;
        }
    }
    const bool of_other = users.form && !users.form->order.empty();
    users.form.reset();
    if (of_other) {
        load_offices(turn);
    } else {
        listed(turn, std::move(reply));
    }
}

void invited_again(Turn& turn, portal::OfficeUserList&& reply) {
    turn.state.busy = false;
    listed(turn, std::move(reply));
}

const portal::OfficeUser* known_user(const State& state, const std::string& code) {
    if (!state.users.list) {
        return nullptr;
    }
    for (const auto& one : state.users.list->users) {
        if (one.codice_fiscale == code) {
            return &one;
        }
    }
    return nullptr;
}

/// Of the users' stream that the form changes; absent while it is not known.
std::optional<std::int64_t> seq_of(const State& state, const UserForm& form) {
    if (form.order.empty()) {
        return state.users.list ? std::optional(state.users.list->seq) : std::nullopt;
    }
    if (state.provider.offices) {
        for (const auto& office : state.provider.offices->offices) {
            if (office.order == form.order) {
                return office.seq;
            }
        }
    }
    return std::nullopt;
}

} // namespace

bool looks_like_mail(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find(' ') == std::string_view::npos;
}

void load_users(Turn& turn) {
    turn.portal<listed>(portal::ListUsers{});
}

void ask_user(Turn& turn) {
    turn.state.users.form = UserForm{};
    turn.state.users.form->user.secretary = true;
    turn.state.users.mailed.clear();
}

void ask_change_user(Turn& turn, const std::string& codice_fiscale) {
    if (const auto* user = known_user(turn.state, codice_fiscale); user != nullptr) {
        turn.state.users.form = UserForm{true, *user, false};
        turn.state.users.mailed.clear();
    }
}

void type_user(Turn& turn, UserField field, std::string text) {
    auto& form = turn.state.users.form;
    if (!form) {
        return;
    }
    switch (field) {
    case UserField::given_name:
        form->user.given_name = std::move(text);
        return;
    case UserField::surname:
        form->user.surname = std::move(text);
        return;
    case UserField::codice_fiscale:
        form->user.codice_fiscale = std::move(text);
        return;
    case UserField::email:
        form->user.email = std::move(text);
        return;
    case UserField::mobile:
        form->user.mobile = std::move(text);
        return;
    }
}

void tick_user(Turn& turn, UserBox box, bool on) {
    auto& form = turn.state.users.form;
    if (!form) {
        return;
    }
    switch (box) {
    case UserBox::secretary:
        form->user.secretary = on;
        return;
    case UserBox::administrator:
        form->user.administrator = on;
        return;
    case UserBox::disabled:
        form->user.disabled = on;
        return;
    }
}

void save_user(Turn& turn) {
    State& state = turn.state;
    auto& form = state.users.form;
    const auto seq = form ? seq_of(state, *form) : std::nullopt;
    if (!seq || state.busy) {
        return;
    }
    form->asked = true;
    state.trouble.reset();
    auto& user = form->user;
    const auto code = domain::CodiceFiscale::parse(user.codice_fiscale);
    if (user.given_name.empty() || user.surname.empty() || !code || !looks_like_mail(user.email) ||
        !(user.secretary || user.administrator)) {
        return;
    }
    user.codice_fiscale = code->text();
    state.busy = true;
    if (form->known) {
        turn.portal<saved>(portal::ChangeUser{turn.context.fresh_id, *seq, user.codice_fiscale, user.email,
                                              user.mobile, user.secretary, user.administrator,
                                              user.disabled});
    } else {
        turn.portal<saved>(portal::InviteUser{turn.context.fresh_id, *seq,
                                              form->order.empty() ? std::nullopt : std::optional(form->order),
                                              user.codice_fiscale, user.given_name, user.surname, user.email,
                                              user.mobile, user.secretary, user.administrator});
    }
}

void invite_again(Turn& turn, const std::string& codice_fiscale) {
    const auto* user = known_user(turn.state, codice_fiscale);
    if (user == nullptr || turn.state.busy) {
        return;
    }
    turn.state.busy = true;
    turn.state.trouble.reset();
    turn.state.users.mailed = user->email;
    turn.portal<invited_again>(portal::InviteUserAgain{turn.context.fresh_id, codice_fiscale});
}

// ---- Passwords

void ask_link(Turn& turn) {
    State& state = turn.state;
    auto& form = state.new_password;
    form.asked = true;
    state.trouble.reset();
    if (state.sign_in.user.empty() || form.busy) {
        return;
    }
    form.busy = true;
    turn.want(PostForgotten{state.sign_in.user});
}

void set_password(Turn& turn) {
    State& state = turn.state;
    auto& form = state.new_password;
    form.asked = true;
    state.trouble.reset();
    if (state.sign_in.password.empty() || form.busy) {
        return;
    }
    form.busy = true;
    turn.want(PostNewPassword{state.route.id, std::exchange(state.sign_in.password, {})});
}

} // namespace sigillo::app
