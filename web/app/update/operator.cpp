#include "web/app/update/office.hpp"

namespace sigillo::app {

namespace {

/// Of an answer that another list overtook, nothing is shown.
void work_known(Turn& turn, const protocol::Json& params, portal::ListWork::Reply&& reply) {
    State& state = turn.state;
    const auto asked = protocol::decode<portal::ListWork>(params);
    if (asked && asked->filter == state.work_list.filter && asked->page == state.queue.page) {
        state.work_list.reply = std::move(reply);
    }
}

} // namespace

void load_work(Turn& turn) {
    const State& state = turn.state;
    turn.portal<work_known>(portal::ListWork{state.work_list.filter, state.queue.search, state.queue.page});
}

} // namespace sigillo::app
