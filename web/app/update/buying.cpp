#include "web/app/update/buying.hpp"

#include "web/app/update/member.hpp"

#include <algorithm>
#include <cctype>

namespace sigillo::app {

using domain::ErrorId;

namespace {

constexpr std::uint32_t save_pause = 1200;

std::string tidy(std::string_view code) {
    std::string out;
    for (const char c : code) {
        if (c != ' ' && c != '\t') {
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

void found(Turn& turn, portal::FindConvention::Reply&& reply) {
    auto& buying = turn.state.buying;
    turn.state.busy = false;
    const auto* user = user_of(turn.state);
    const auto has = [&](std::string_view order) {
        return std::any_of(reply.orders.begin(), reply.orders.end(),
                           [&](const portal::FieldOption& one) { return one.value == order; });
    };
    if (!has(buying.order)) {
        // One's own Order, or the only one; else the person chooses.
        buying.order = user != nullptr && has(user->order) ? user->order
                       : reply.orders.size() == 1          ? reply.orders.front().value
                                                           : std::string{};
    }
    buying.found = std::move(reply);
}

bool is_shown(const State& state) {
    const auto& draft = state.buying.draft;
    return state.route.place == Place::draft && draft && draft->convention == state.route.id &&
           draft->order == state.route.order;
}

void show_page(Turn& turn, std::string_view page, bool replace = false) {
    Route route = turn.state.route;
    route.page = page;
    turn.show(route, replace);
}

/// On to where the person wanted, if nothing stands against it.
void go_on(Turn& turn) {
    auto& buying = turn.state.buying;
    if (!buying.going_on || !buying.typed.empty()) {
        return;
    }
    buying.going_on = false;
    turn.state.busy = false;
    const auto* page = page_of(buying, turn.state.route.page);
    if (page == nullptr) {
        return;
    }
    if (page->complete) {
        buying.asked.erase(page->page);
        show_page(turn, page_after(buying, page->page));
    } else {
        buying.asked.insert(page->page);
        buying.to_errors = true;
    }
}

void save_soon(Turn& turn) {
    auto& buying = turn.state.buying;
    if (!buying.timed && !buying.typed.empty()) {
        buying.timed = true;
        turn.want(Wait{Timer::save, save_pause});
    }
}

void draft_seen(Turn& turn, portal::Draft&& draft) {
    State& state = turn.state;
    auto& buying = state.buying;
    const bool other = buying.draft && buying.draft->id != draft.id;
    if (other) {
        const auto code = std::move(buying.code);
        buying = Buying{};
        buying.code = code;
    }
    // After a reload it is not yet known whose they are.
    if (buying.typed_for != draft.convention + "/" + draft.order) {
        buying.typed.clear();
    }
    buying.draft = std::move(draft);
    buying.stale = false;
    if (!is_shown(state)) {
        return;
    }
    save_soon(turn);
    if (state.route.page != summary_page && page_of(buying, state.route.page) == nullptr) {
        // Taken up again where something is still missing.
        const auto& pages = buying.draft->pages;
        const auto first = std::find_if(pages.begin(), pages.end(),
                                        [](const portal::DraftPage& page) { return !page.complete; });
        show_page(turn, first == pages.end() ? summary_page : std::string_view(first->page), true);
    }
    go_on(turn);
}

void draft_saved(Turn& turn, portal::Draft&& draft) {
    auto& buying = turn.state.buying;
    buying.saving = false;
    for (const auto& [name, value] : std::exchange(buying.sent, {})) {
        const auto typed = buying.typed.find(name);
        if (typed != buying.typed.end() && typed->second == value) {
            buying.typed.erase(typed);
        }
    }
    draft_seen(turn, std::move(draft));
    if (!buying.typed.empty() && buying.going_on) {
        save_draft(turn);
    }
}

void draft_discarded(Turn& turn, portal::DiscardDraft::Reply&&) {
    turn.state.buying = {};
    turn.state.busy = false;
    turn.show({});
    load(turn);
}

void photo_kept(Turn& turn, portal::Draft&& draft) {
    auto& buying = turn.state.buying;
    buying.photo_kept = std::exchange(buying.photo, {});
    buying.photo_jpeg.clear();
    turn.state.busy = false;
    draft_seen(turn, std::move(draft));
}

void ordered(Turn& turn, portal::RequestView&& reply) {
    turn.state.buying = {};
    order_placed(turn, std::move(reply));
}

void places_found(Turn& turn, const protocol::Json& params, portal::FindPlaces::Reply&& reply) {
    auto& buying = turn.state.buying;
    const auto text = params.find("text");
    if (text != params.end() && *text == buying.place_text) {
        buying.places = std::move(reply.places);
        buying.places_known = true;
    }
}

} // namespace

void load_buy(Turn& turn) {
    const State& state = turn.state;
    if (!state.route.id.empty()) {
        turn.portal<found>(portal::FindConvention{state.route.id});
    }
}

void find_convention(Turn& turn) {
    auto& buying = turn.state.buying;
    const std::string code = tidy(buying.code);
    buying.code_asked = code.empty();
    if (code.empty() || turn.state.busy) {
        return;
    }
    turn.state.trouble.reset();
    turn.state.busy = true;
    buying.found.reset();
    // In the address at once: neither Back nor a time-out loses it (X2).
    turn.show({Place::buy, code});
    load(turn);
}

void open_draft(Turn& turn) {
    auto& buying = turn.state.buying;
    buying.code_asked = buying.order.empty();
    if (!buying.found || buying.order.empty()) {
        return;
    }
    turn.state.trouble.reset();
    turn.show({Place::draft, buying.found->code, buying.order});
    load(turn);
}

void load_draft(Turn& turn) {
    const State& state = turn.state;
    auto& buying = turn.state.buying;
    buying.saving = false; // an answer that the connection swallowed does not come any more
    if (is_shown(state) && !buying.stale && !buying.typed.empty()) {
        save_draft(turn);
        return;
    }
    turn.portal<draft_seen>(portal::OpenDraft{state.route.id, state.route.order});
}

void save_draft(Turn& turn) {
    auto& buying = turn.state.buying;
    if (!buying.draft || buying.typed.empty() || buying.saving) {
        return;
    }
    portal::SaveDraft call;
    call.draft = buying.draft->id;
    call.seq = buying.draft->seq;
    for (const auto& [name, value] : buying.typed) {
        call.values.push_back({name, value});
    }
    buying.sent = buying.typed;
    buying.saving = true;
    turn.portal<draft_saved>(call);
}

void draft_forward(Turn& turn) {
    auto& buying = turn.state.buying;
    if (!buying.draft || turn.state.busy) {
        return;
    }
    turn.state.trouble.reset();
    buying.going_on = true;
    turn.state.busy = !buying.typed.empty();
    save_draft(turn);
    go_on(turn);
}

void draft_back(Turn& turn) {
    auto& buying = turn.state.buying;
    if (!buying.draft) {
        return;
    }
    turn.state.trouble.reset();
    save_draft(turn);
    const auto before = page_before(buying, turn.state.route.page);
    if (before.empty()) {
        turn.show({Place::buy, turn.state.route.id});
        load(turn);
    } else {
        show_page(turn, before);
    }
}

void ask_discard(Turn& turn) {
    turn.state.withdraw_open = true;
}

void choose_photo(Turn& turn) {
    turn.want(ChoosePhoto{});
}

void discard_draft(Turn& turn) {
    auto& buying = turn.state.buying;
    turn.state.withdraw_open = false;
    if (buying.draft && !turn.state.busy) {
        turn.state.busy = true;
        turn.portal<draft_discarded>(portal::DiscardDraft{buying.draft->id});
    }
}

void place_draft(Turn& turn) {
    State& state = turn.state;
    auto& buying = state.buying;
    if (!buying.draft || state.busy) {
        return;
    }
    const auto& draft = *buying.draft;
    state.trouble.reset();
    for (const auto& page : draft.pages) {
        if (!page.complete) {
            buying.asked.insert(page.page);
            buying.to_errors = true;
        }
    }
    portal::PlaceDraft call;
    for (const auto& clause : draft.clauses) {
        if (buying.accepted.count(clause.name) > 0) {
            call.clauses_accepted.push_back(clause.name);
        }
    }
    state.order_asked = true;
    if (call.clauses_accepted.size() != draft.clauses.size()) {
        turn.fail(ErrorId::clauses_not_accepted);
        return;
    }
    if (buying.to_errors) {
        return;
    }
    call.command = turn.context.fresh_id;
    call.draft = draft.id;
    call.seq = draft.seq;
    call.convention_version = draft.convention_version;
    call.total = draft.total;
    call.use_credit = buying.use_credit && draft.credit;
    state.busy = true;
    turn.portal<ordered>(call, Patience::slow);
}

void use_photo(Turn& turn) {
    auto& buying = turn.state.buying;
    if (!buying.draft || buying.photo_jpeg.empty() || turn.state.busy) {
        return;
    }
    turn.state.trouble.reset();
    turn.state.busy = true;
    turn.portal<photo_kept>(portal::UploadPhoto{buying.draft->id, buying.draft->seq, buying.photo_jpeg},
                            Patience::slow);
}

void draft_typed(Turn& turn, DraftTyped&& message) {
    auto& buying = turn.state.buying;
    buying.typed[message.name] = std::move(message.value);
    buying.typed_for = turn.state.route.id + "/" + turn.state.route.order;
    save_soon(turn);
}

void place_sought(Turn& turn, PlaceSought&& message) {
    auto& buying = turn.state.buying;
    buying.place_field = std::move(message.field);
    buying.place_text = std::move(message.text);
    buying.places_known = false;
    if (buying.place_text.size() < 2) {
        buying.places.clear();
        return;
    }
    portal::FindPlaces call;
    call.text = buying.place_text;
    if (domain::parse_date(message.birth_date).ok()) {
        call.birth_date = std::move(message.birth_date);
    }
    turn.portal<places_found>(call);
}

void place_chosen(Turn& turn, const PlaceChosen& message) {
    auto& buying = turn.state.buying;
    for (const auto& place : buying.places) {
        if (place.code == message.code) {
            buying.place_names[place.code] =
                place.name + (place.province ? " (" + *place.province + ")" : std::string{});
        }
    }
    const std::string field = std::exchange(buying.place_field, {});
    buying.places.clear();
    buying.place_text.clear();
    draft_typed(turn, {field, message.code});
    save_draft(turn);
}

void clause_accepted(Turn& turn, const ClauseAccepted& message) {
    auto& buying = turn.state.buying;
    if (message.on) {
        buying.accepted.insert(message.name);
    } else {
        buying.accepted.erase(message.name);
    }
    turn.state.trouble.reset();
}

} // namespace sigillo::app
