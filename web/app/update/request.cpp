#include "web/app/update/turn.hpp"

namespace sigillo::app {

void load_request(Turn& turn) {
    turn.portal<request_seen>(portal::GetRequest{turn.state.route.id});
}

void request_seen(Turn& turn, portal::RequestView view) {
    State& state = turn.state;
    const bool shown = (state.route.place == Place::request || state.route.place == Place::install) &&
                       state.route.id == view.row.id;
    if (!shown) {
        return;
    }
    // A mailed link does not know whether who opens it is the member or works for the Order.
    const Edition& edition = turn.edition();
    if (is_own(view) != edition.of_members) {
        turn.want(Leave{std::string(edition.other) + fragment_of(state.route)});
        return;
    }
    // A reply that another overtook is older than what is shown.
    if (!state.request || state.request->row.seq <= view.row.seq) {
        state.request = std::move(view);
    }
}

void request_replaced(Turn& turn, portal::RequestView view) {
    turn.state.busy = false;
    request_seen(turn, std::move(view));
}

void request_changed(Turn& turn, const portal::RequestChanged& change) {
    const Room* room = room_of(turn.edition(), turn.state.route.place);
    if (room == nullptr) {
        return;
    }
    switch (room->heed) {
    case Heed::none:
        return;
    case Heed::every_request:
        load(turn);
        return;
    case Heed::its_request:
        if (turn.state.route.id == change.request) {
            load(turn);
        }
        return;
    }
}

} // namespace sigillo::app
