#include "web/app/update/member.hpp"

namespace sigillo::app {

namespace {

void privacy_known(Turn& turn, portal::GetPrivacy::Reply&& reply) {
    turn.state.own_data.view = std::move(reply);
}

/// The account is closed: nobody is signed in any more, and what was done stands on a page for everybody.
void erased(Turn& turn, portal::EraseOwnData::Reply&& reply) {
    end_session(turn, std::nullopt);
    turn.state.own_data.erased = std::move(reply);
    turn.want(PostSignOut{});
    turn.show({Place::privacy, {}, {}, {}});
}

} // namespace

void load_own_data(Turn& turn) {
    turn.portal<privacy_known>(portal::GetPrivacy{}, Patience::slow);
}

void ask_erasure(Turn& turn) {
    auto& own = turn.state.own_data;
    own.asking = own.view && !own.view->obstacle;
    own.understood = own.asked = false;
}

void erase_own_data(Turn& turn) {
    State& state = turn.state;
    state.own_data.asked = true;
    if (!state.own_data.asking || !state.own_data.understood || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<erased>(portal::EraseOwnData{turn.context.fresh_id}, Patience::slow);
}

} // namespace sigillo::app
