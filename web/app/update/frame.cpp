#include "web/app/update/mailbox.hpp"
#include "web/app/update/turn.hpp"

namespace sigillo::app {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr std::uint32_t session_pause = 3000;
constexpr std::uint32_t texts_pause = 3000;

/// What belongs to the person who was here; language, address and route stay.
void forget_person(State& state) {
    State fresh;
    fresh.language = state.language;
    fresh.origin = std::move(state.origin);
    fresh.now = state.now;
    fresh.route = std::move(state.route);
    fresh.session = std::move(state.session);
    fresh.unreachable = state.unreachable;
    state = std::move(fresh);
}

void show_first_page(Turn& turn) {
    const Place first = turn.edition().first(turn.state);
    if (turn.state.route.place == Place::home && first != Place::home) {
        turn.show({first, {}, {}, {}}, true);
    }
}

/// What the other edition has is a page of its own: the browser goes there. True where it does.
bool is_elsewhere(Turn& turn) {
    const State& state = turn.state;
    const Edition& edition = turn.edition();
    const Place place = state.route.place;
    const auto* user = user_of(state);
    const bool stranger =
        user != nullptr && !user->roles.empty() && !is_public(place) && !edition.serves(state);
    if (has(edition, place) && !stranger) {
        return false;
    }
    turn.want(Leave{std::string(edition.other) + fragment_of(state.route)});
    return true;
}

} // namespace

void Turn::fail(Error why) {
    state.busy = false;
    state.trouble = std::move(why);
}

void Turn::show(const Route& route, bool replace) {
    state.route = route;
    want(Show{address_of(edition(), route), replace});
}

void start(Turn& turn, Started message) {
    turn.state.origin = std::move(message.origin);
    turn.state.language = message.language;
    turn.state.route = parse_route(message.location);
    if (is_elsewhere(turn)) {
        return;
    }
    turn.want(FetchTexts{message.language});
    turn.want(FetchSession{});
}

void go(Turn& turn, const Route& route) {
    State& state = turn.state;
    const Room* left = room_of(turn.edition(), state.route.place);
    if (left != nullptr && left->leave != nullptr && user_of(state) != nullptr) {
        left->leave(turn);
    }
    const bool other_request = state.request && state.request->row.id != route.id;
    if (other_request) {
        state.request.reset();
    }
    if (route.place == Place::check) {
        state.accepted = {};
    }
    state.order_asked = false;
    state.route = route;
    if (is_elsewhere(turn)) {
        return;
    }
    state.trouble.reset();
    state.busy = false;
    state.again.reset();
    state.withdraw_open = false;
    state.report_open = false;
    state.reported.reset();
    state.rejecting.reset();
    state.signatories.appointing.reset();
    state.signatories.withdrawing.reset();
    state.own_data = {};
    state.albo = {};
    state.users.form.reset();
    state.users.mailed.clear();
    state.new_password = {};
    state.sign_in.password.clear();
    state.work = {};
    state.following = {};
    state.desk = {};
    leave_mailbox(turn);
    state.pin_changed = false;
    state.queue.outcomes.clear();
    state.sign_in.signed_out = state.sign_in.password_changed = false;
    show_first_page(turn);
    load(turn);
}

void change_password(Turn& turn) {
    State& state = turn.state;
    auto& form = state.new_password;
    form.asked = true;
    state.trouble.reset();
    if (form.current.empty() || state.sign_in.password.empty() || form.busy) {
        return;
    }
    form.busy = true;
    turn.want(
        PostChangedPassword{std::exchange(form.current, {}), std::exchange(state.sign_in.password, {})});
}

void load(Turn& turn) {
    const Room* room = room_of(turn.edition(), turn.state.route.place);
    if (user_of(turn.state) != nullptr && room != nullptr && room->load != nullptr) {
        room->load(turn);
    }
}

void session_known(Turn& turn, SessionKnown message) {
    State& state = turn.state;
    if (!message.session) {
        const Error& why = message.session.error();
        state.unreachable = why.id == ErrorId::portal_unreachable;
        if (message.after_sign_in) {
            state.sign_in.busy = false;
            state.work = {};
            turn.fail(why);
        } else if (user_of(state) == nullptr) {
            turn.want(Wait{Timer::session, session_pause});
        }
        return;
    }
    const auto* before = user_of(state);
    const bool was_in = before != nullptr;
    if (!message.session->user) {
        state.session = std::move(*message.session);
        state.unreachable = false;
        if (was_in) {
            end_session(turn, Error(ErrorId::session_expired));
        }
        return;
    }
    const bool same = was_in && before->codice_fiscale == message.session->user->codice_fiscale &&
                      before->name == message.session->user->name;
    if (was_in && !same) {
        forget_person(state);
        turn.want(ClosePortal{});
    }
    state.session = std::move(*message.session);
    if (same) {
        return;
    }
    state.unreachable = false;
    state.sign_in = {};
    state.work = {};
    state.trouble.reset();
    if (is_elsewhere(turn)) {
        return;
    }
    show_first_page(turn);
    turn.want(OpenPortal{});
}

void end_session(Turn& turn, std::optional<Error> why) {
    State& state = turn.state;
    if (state.session) {
        state.session->user.reset();
    }
    forget_person(state);
    if (why) {
        state.trouble = std::move(why);
    }
    turn.want(ClosePortal{});
    turn.want(CloseAgent{});
}

void link_changed(Turn& turn, Link link) {
    State& state = turn.state;
    state.link = link;
    switch (link) {
    case Link::open:
        state.unreachable = false;
        if (state.again) {
            turn.want(CallPortal{*std::exchange(state.again, std::nullopt)});
        }
        load(turn);
        return;
    case Link::waiting:
        // A session that ended looks the same from here as a portal that is away: ask.
        state.unreachable = true;
        turn.want(FetchSession{});
        return;
    case Link::closed:
    case Link::connecting:
        return;
    }
}

void texts_known(Turn& turn, const TextsKnown& message) {
    State& state = turn.state;
    if (!message.there) {
        // The language in use stays; the first one is waited for.
        state.speechless = message.language == state.language;
        if (state.speechless) {
            turn.want(Wait{Timer::texts, texts_pause});
        } else {
            turn.fail(ErrorId::portal_unreachable);
        }
        return;
    }
    state.speechless = false;
    if (message.language == state.language) {
        return;
    }
    state.language = message.language;
    turn.want(Remember{message.language});
    if (user_of(state) != nullptr && state.link == Link::open && !state.busy) {
        // The portal says names in the language of the greeting.
        turn.want(ClosePortal{});
        turn.want(OpenPortal{});
    }
}

void sign_in_with_password(Turn& turn) {
    auto& form = turn.state.sign_in;
    form.asked = true;
    form.signed_out = false;
    turn.state.trouble.reset();
    if (form.user.empty() || form.password.empty() || form.busy) {
        return;
    }
    form.busy = true;
    form.asked = false;
    turn.want(PostPassword{form.user, std::exchange(form.password, {})});
}

} // namespace sigillo::app
