#include "web/app/update/office.hpp"

namespace sigillo::app {

namespace {

void conventions_known(Turn& turn, portal::ListConventions::Reply&& reply) {
    turn.state.provider.conventions = std::move(reply);
}

void offices_known(Turn& turn, portal::ListOffices::Reply&& reply) {
    turn.state.provider.offices = std::move(reply);
}

} // namespace

void load_conventions(Turn& turn) {
    turn.portal<conventions_known>(portal::ListConventions{});
}

void load_offices(Turn& turn) {
    turn.portal<offices_known>(portal::ListOffices{});
}

void ask_office(Turn& turn, const std::string& order) {
    auto& users = turn.state.users;
    turn.state.trouble.reset();
    users.mailed.clear();
    users.form = UserForm{};
    users.form->order = order;
    users.form->user.administrator = true;
}

} // namespace sigillo::app
