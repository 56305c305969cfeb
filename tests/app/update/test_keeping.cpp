#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/update/member.hpp"

// One's own data and password, and what an operator of the provider looks after.

using namespace sigillo;
using namespace sigillo::app;
using domain::ErrorId;
using samples::Player;

namespace {

Player at_erasure(std::optional<portal::ErasureObstacle> obstacle = std::nullopt) {
    Player player{samples::at("/#/privacy/erasure")};
    portal::GetPrivacy::Reply held;
    held.obstacle = obstacle;
    player.play(Went{"/#/privacy/erasure", true}).answer<portal::GetPrivacy>(held);
    return player;
}

} // namespace

TEST_CASE("own data are erased only after the question was answered and understood [X22]") {
    Player player = at_erasure();
    player.play(Pressed{Command::erase_own_data});
    CHECK(player.called<portal::EraseOwnData>() == nullptr);
    player.play(Pressed{Command::ask_erasure}).play(Pressed{Command::erase_own_data});
    CHECK(player.called<portal::EraseOwnData>() == nullptr);
    CHECK(player.state.own_data.asked);
    player.play(MemberMessage{ErasureUnderstood{true}}).play(Pressed{Command::erase_own_data});
    REQUIRE(player.called<portal::EraseOwnData>() != nullptr);
}

TEST_CASE("after an erasure nobody is signed in, and the page says what was done [X22]") {
    Player player = at_erasure();
    player.play(Pressed{Command::ask_erasure}).play(MemberMessage{ErasureUnderstood{true}});
    player.play(Pressed{Command::erase_own_data})
        .answer<portal::EraseOwnData>(portal::EraseOwnData::Reply{false, "2046-11-22"});
    CHECK(user_of(player.state) == nullptr);
    CHECK(player.state.route.place == Place::privacy);
    REQUIRE(player.state.own_data.erased);
    CHECK(player.state.own_data.erased->kept_until == "2046-11-22");
    CHECK(player.wanted<PostSignOut>().size() == 1);
}

TEST_CASE("where a request is under way the question is not even put, and closing it asks nothing [X22]") {
    Player hindered = at_erasure(portal::ErasureObstacle::open_request);
    hindered.play(Pressed{Command::ask_erasure});
    CHECK_FALSE(hindered.state.own_data.asking);
    Player player = at_erasure();
    player.play(Pressed{Command::ask_erasure}).play(Pressed{Command::close_dialog});
    CHECK_FALSE(player.state.own_data.asking);
    CHECK(player.effects.empty());
}

TEST_CASE("the own password is changed with the current one, and both leave the state when they are sent") {
    Player player{samples::at("/#/own-password")};
    player.play(Pressed{Command::change_password});
    CHECK(player.effects.empty());
    CHECK(player.state.new_password.asked);
    player.play(Typed{Field::current_password, "la vecchia password"})
        .play(Typed{Field::password, "tre cavalli verdi"})
        .play(Pressed{Command::change_password});
    REQUIRE(player.wanted<PostChangedPassword>().size() == 1);
    CHECK(player.wanted<PostChangedPassword>().front().current == "la vecchia password");
    CHECK(player.wanted<PostChangedPassword>().front().password == "tre cavalli verdi");
    CHECK(player.state.new_password.current.empty());
    CHECK(player.state.sign_in.password.empty());
    player.play(PasswordAnswered{domain::Error(ErrorId::password_wrong)});
    CHECK(player.state.trouble->id == ErrorId::password_wrong);
    CHECK(user_of(player.state) != nullptr);
}

TEST_CASE("a changed password ends the session and says to sign in with the new one") {
    Player player{samples::at("/#/own-password")};
    player.play(Typed{Field::current_password, "la vecchia password"})
        .play(Typed{Field::password, "tre cavalli verdi"})
        .play(Pressed{Command::change_password})
        .play(PasswordAnswered{domain::Done{}});
    CHECK(user_of(player.state) == nullptr);
    CHECK(player.state.sign_in.password_changed);
    CHECK(player.state.route.place == Place::home);
}

TEST_CASE("a page that hears of the end of its session first still says that the password is changed") {
    Player player{samples::at("/#/own-password")};
    player.play(Typed{Field::current_password, "la vecchia password"})
        .play(Typed{Field::password, "tre cavalli verdi"})
        .play(Pressed{Command::change_password})
        .play(PortalNotified{portal::SessionEnded{}})
        .play(PasswordAnswered{domain::Done{}});
    CHECK(player.state.sign_in.password_changed);
    CHECK_FALSE(player.state.trouble);
}

TEST_CASE("an operator opens an Order's office: its first administrator is invited under that Order") {
    Player player{samples::at("/office/#/offices", {portal::Role::operator_})};
    portal::ListOffices::Reply list;
    list.offices = {{"ingegneri-pavia", "Ordine degli Ingegneri di Pavia", 4, 0, 0, {}, false}};
    player.play(Went{"/office/#/offices", true}).answer<portal::ListOffices>(list);
    player.play(OfficeMessage{OfficeAsked{"ingegneri-pavia"}});
    REQUIRE(player.state.users.form);
    CHECK(player.state.users.form->user.administrator);
    player.play(OfficeMessage{UserTyped{UserField::given_name, "Laura"}})
        .play(OfficeMessage{UserTyped{UserField::surname, "Bianchi"}})
        .play(OfficeMessage{UserTyped{UserField::codice_fiscale, "BNCLRA70A41H501B"}})
        .play(OfficeMessage{UserTyped{UserField::email, "laura@pavia.example"}})
        .play(Pressed{Command::save_user});
    const auto* call = player.called<portal::InviteUser>();
    REQUIRE(call != nullptr);
    CHECK(call->order == "ingegneri-pavia");
    CHECK(call->seq == 4);
    CHECK(call->administrator);
    portal::OfficeUserList users;
    users.users = {{"BNCLRA70A41H501B", "Laura", "Bianchi", "laura@pavia.example", "", false, true, false,
                    false, false}};
    player.answer<portal::InviteUser>(users);
    CHECK(player.state.users.mailed == "laura@pavia.example");
    CHECK_FALSE(player.state.users.form);
    CHECK(player.called<portal::ListOffices>() != nullptr);
}
