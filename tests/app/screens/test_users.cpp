#include "tests/app/screens/office_texts.hpp"
#include "tests/app/ui/headless.hpp"
#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/screens/screens.hpp"

// The users' page and those about passwords, in the office's edition.

using namespace sigillo;
using namespace sigillo::app;
using testing::office_texts;
using ui::testing::Headless;

namespace {

State with_users() {
    State state = samples::at("/office/#/users", {portal::Role::administrator});
    state.users.list = portal::OfficeUserList{
        4,
        {{"RSSMRA80A41D542T", "Maria", "Rossi", "maria@example.it", "", false, true, false, true, true},
         {"VRDGPP75B02H501B", "Giuseppe", "Verdi", "verdi@example.it", "", true, true, false, false, false},
         {"BNCLRA70A41H501B", "Laura", "Bianchi", "laura@example.it", "", true, false, true, true, false}}};
    return state;
}

State outside(const std::string& path) {
    State state = samples::at(path);
    state.session->user.reset();
    return state;
}

struct Shown {
    std::string about;
    State state;
    std::string heading;
};

std::vector<Shown> all() {
    std::vector<Shown> out;
    out.push_back(
        {"loading", samples::at("/office/#/users", {portal::Role::administrator}), "Utenti dell’Ordine"});
    out.push_back({"list", with_users(), "Utenti dell’Ordine"});
    State inviting = with_users();
    inviting.users.form = UserForm{};
    inviting.users.form->asked = true;
    inviting.trouble = domain::Error(domain::ErrorId::user_contact_taken);
    out.push_back({"inviting, refused", inviting, "Utenti dell’Ordine"});
    State changing = with_users();
    changing.users.form = UserForm{true, changing.users.list->users[1], false};
    out.push_back({"changing", changing, "Utenti dell’Ordine"});
    State mailed = with_users();
    mailed.users.mailed = "verdi@example.it";
    out.push_back({"mailed", mailed, "Utenti dell’Ordine"});
    State forgotten = outside("/office/#/password");
    forgotten.new_password.asked = true;
    out.push_back({"forgotten", forgotten, "Primo accesso o password dimenticata"});
    forgotten.new_password.done = true;
    out.push_back({"forgotten, mailed", forgotten, "Primo accesso o password dimenticata"});
    State choosing = outside("/office/#/password/pNqf4WJm0y8Zr2cE");
    out.push_back({"choosing", choosing, "Scegli la password"});
    choosing.trouble = domain::Error(domain::ErrorId::link_invalid);
    out.push_back({"link invalid", choosing, "Scegli la password"});
    choosing.trouble.reset();
    choosing.new_password.done = true;
    out.push_back({"chosen", choosing, "Scegli la password"});
    return out;
}

} // namespace

TEST_CASE("users and passwords are shown in both languages, for phones and desks") {
    const float width = GENERATE(390.0F, 1280.0F);
    for (Shown& shown : all()) {
        for (const auto language : {domain::Language::it, domain::Language::en}) {
            shown.state.language = language;
            INFO(shown.about << ", " << domain::text_of(language) << ", " << width);
            Headless page{width};
            const auto texts = office_texts(language);
            page.draw(
                [&](ui::Ui& ui) { (void)screens::draw(ui, shown.state, office_edition(), texts.book()); });
            const auto outline = page.outline();
            CHECK_THAT(outline, !ContainsSubstring("app."));
            CHECK_THAT(outline, !ContainsSubstring("\u2026"));
            CHECK(page.core.problems().empty());
            if (language == domain::Language::it) {
                CHECK(page.find("heading", shown.heading) != nullptr);
            }
        }
    }
}

TEST_CASE("an administrator invites a user by the form's own controls") {
    Headless page;
    State state = with_users();
    state.users.form = UserForm{};
    const auto texts = office_texts(domain::Language::it);
    std::vector<Message> said;
    page.draw([&](ui::Ui& ui) {
        for (auto& message : screens::draw(ui, state, office_edition(), texts.book())) {
            said.push_back(std::move(message)); // of every frame that the click takes
        }
    });
    page.submit("Dati dell’utente");
    REQUIRE(said.size() == 1);
    CHECK(std::get<Pressed>(said.front()).command == Command::save_user);
}
