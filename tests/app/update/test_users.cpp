#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/update/office.hpp"

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using samples::Player;

namespace {

portal::OfficeUser secretary() {
    return {
        "VRDGPP75B02H501B", "Giuseppe", "Verdi", "g.verdi@example.it", "", true, false, false, true, false};
}

portal::OfficeUserList list(std::vector<portal::OfficeUser> users) {
    return {3, std::move(users)};
}

Player administrator() {
    Player player{samples::at("/office/#/users", {portal::Role::administrator})};
    player.play(Went{"/office/#/users", true}).answer<portal::ListUsers>(list({secretary()}));
    return player;
}

void fill(Player& player) {
    player.play(Pressed{Command::ask_user});
    player.play(UserTyped{UserField::given_name, "Laura"}).play(UserTyped{UserField::surname, "Bianchi"});
    player.play(UserTyped{UserField::codice_fiscale, "bnclra70a41h501b"});
    player.play(UserTyped{UserField::email, "l.bianchi@example.it"});
}

Player stranger(const std::string& path) {
    State state = samples::at(path);
    state.session->user.reset();
    return Player{std::move(state)};
}

} // namespace

TEST_CASE("an administrator invites a user and is told where the link went") {
    auto player = administrator();
    fill(player);
    player.play(Pressed{Command::save_user});
    const auto* call = player.called<portal::InviteUser>();
    REQUIRE(call != nullptr);
    CHECK(call->codice_fiscale == "BNCLRA70A41H501B");
    CHECK(call->seq == 3);
    CHECK(call->secretary);
    CHECK_FALSE(call->order);
    auto invited = secretary();
    invited.codice_fiscale = "BNCLRA70A41H501B";
    invited.email = "l.bianchi@example.it";
    invited.has_password = false;
    player.answer<portal::InviteUser>(list({secretary(), invited}));
    CHECK_FALSE(player.state.users.form);
    CHECK(player.state.users.mailed == "l.bianchi@example.it");
    CHECK(player.state.users.list->users.size() == 2);
}

TEST_CASE("an invitation with a field wrong is marked and not sent") {
    auto player = administrator();
    fill(player);
    player.play(UserTyped{UserField::email, "laura"}).play(Pressed{Command::save_user});
    CHECK(player.effects.empty());
    CHECK(player.state.users.form->asked);
}

TEST_CASE("a refused invitation keeps what was typed [X5]") {
    auto player = administrator();
    fill(player);
    player.play(Pressed{Command::save_user});
    player.answer<portal::InviteUser>(domain::Error(ErrorId::user_contact_taken));
    REQUIRE(player.state.users.form);
    CHECK(player.state.users.form->user.surname == "Bianchi");
    CHECK(player.state.trouble->id == ErrorId::user_contact_taken);
    CHECK_FALSE(player.state.busy);
}

TEST_CASE("a user of the list is changed and disabled") {
    auto player = administrator();
    player.play(UserAsked{"VRDGPP75B02H501B"});
    player.play(UserTicked{UserBox::administrator, true}).play(UserTicked{UserBox::disabled, true});
    player.play(Pressed{Command::save_user});
    const auto* call = player.called<portal::ChangeUser>();
    REQUIRE(call != nullptr);
    CHECK(call->administrator);
    CHECK(call->disabled);
    CHECK(call->email == "g.verdi@example.it");
}

TEST_CASE("whoever forgot the password asks for a link without signing in") {
    auto player = stranger("/office/#/password");
    player.play_in(office_edition(), Pressed{Command::ask_link});
    CHECK(player.effects.empty());
    player.play_in(office_edition(), Typed{Field::user, "g.verdi@example.it"})
        .play_in(office_edition(), Pressed{Command::ask_link});
    REQUIRE(player.wanted<PostForgotten>().size() == 1);
    CHECK(player.wanted<PostForgotten>().front().user == "g.verdi@example.it");
    player.play(PasswordAnswered{domain::Done{}});
    CHECK(player.state.new_password.done);
}

TEST_CASE("a password is chosen by the mailed link and leaves the state when it is sent") {
    auto player = stranger("/office/#/password/pNqf4WJm0y8Zr2cE");
    player.play_in(office_edition(), Typed{Field::password, "quattro cavalli blu"})
        .play_in(office_edition(), Pressed{Command::set_password});
    REQUIRE(player.wanted<PostNewPassword>().size() == 1);
    CHECK(player.wanted<PostNewPassword>().front().token == "pNqf4WJm0y8Zr2cE");
    CHECK(player.state.sign_in.password.empty());
    player.play(PasswordAnswered{domain::Error(ErrorId::link_invalid)});
    CHECK(player.state.trouble->id == ErrorId::link_invalid);
    CHECK_FALSE(player.state.new_password.busy);
}
