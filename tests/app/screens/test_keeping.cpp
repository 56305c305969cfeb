#include "tests/app/screens/office_texts.hpp"
#include "tests/app/screens/shown.hpp"
#include "tests/app/ui/headless.hpp"
#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/screens/screens.hpp"

// One's own data and password, what an operator looks after, and how a member comes to the conventions.

using namespace sigillo;
using namespace sigillo::app;
using testing::Shown;
using ui::testing::Headless;

namespace {

State own(const std::string& path) {
    State state = samples::at(path);
    portal::GetPrivacy::Reply held;
    held.cards = 1;
    held.requests = 2;
    held.drafts = 1;
    held.payments = 3;
    held.registers = {"Ordine degli Architetti di Fermo"};
    held.receipts_until = "2036-11-22";
    held.certificates_until = "2046-11-22";
    state.own_data.view = held;
    return state;
}

State provider(const std::string& path) {
    State state = samples::at(path, {portal::Role::operator_});
    portal::ConventionVersionView torino;
    torino.hash = std::string(64, '1');
    torino.code = "INGTODEMO25";
    torino.name = "Ingegneri di Torino";
    torino.orders = {"Ordine degli Ingegneri di Torino"};
    torino.from = "2025-06-19";
    torino.prices = {{"Smart card CNS", 3750, 22, 4575}};
    portal::ConventionVersionView pavia = torino;
    pavia.hash = std::string(64, '2');
    pavia.code = "FDING1793";
    pavia.is_public = true;
    pavia.state = portal::ConventionState::to_come;
    pavia.from = "2028-01-01";
    pavia.until = "2030-12-31";
    pavia.follows = "2015-01-01";
    pavia.changes = {
        {"Rinnovo CNS", std::nullopt, 3600}, {"Kit standard", 4400, std::nullopt}, {"Lettore", 1290, 1390}};
    portal::ConventionVersionView same = pavia;
    same.hash = std::string(64, '3');
    same.state = portal::ConventionState::ended;
    same.changes.clear();
    same.code.clear();
    state.provider.conventions = portal::ListConventions::Reply{{torino, pavia, same}};
    state.provider.offices = portal::ListOffices::Reply{
        {{"architetti-fermo", "Ordine degli Architetti di Fermo", 3, 4, 120, {"Laura Bianchi"}, false},
         {"ingegneri-pavia", "Ordine degli Ingegneri di Pavia", 0, 0, 0, {}, false},
         {"ingegneri-torino", "Ordine degli Ingegneri di Torino", 1, 1, 0, {"Anna Conti"}, true}}};
    return state;
}

void sound(const State& state, domain::Language language, float width) {
    State shown = state;
    shown.language = language;
    const auto& edition = samples::edition_of(state);
    const auto office = testing::office_texts(language);
    const auto book = edition.of_members ? texts::compiled(language) : office.book();
    Headless page{width};
    page.draw([&](ui::Ui& ui) { (void)screens::draw(ui, shown, edition, book); });
    const auto outline = page.outline();
    CHECK_THAT(outline, !ContainsSubstring("app.") && !ContainsSubstring("domain."));
    CHECK_THAT(outline, !ContainsSubstring("\u2026"));
    CHECK(page.core.problems().empty());
}

} // namespace

TEST_CASE("own data, password, conventions and offices are shown in both languages, for phones and desks") {
    const float width = GENERATE(390.0F, 1280.0F);
    State hindered = own("/#/privacy/erasure");
    hindered.own_data.view->obstacle = portal::ErasureObstacle::open_request;
    State office_role = hindered;
    office_role.own_data.view->obstacle = portal::ErasureObstacle::office_role;
    State asking = own("/#/privacy/erasure");
    asking.own_data.asking = asking.own_data.asked = true;
    State nothing = own("/#/privacy/erasure");
    nothing.own_data.view = portal::GetPrivacy::Reply{};
    State erased = samples::at("/#/privacy");
    erased.session->user.reset();
    erased.own_data.erased = portal::EraseOwnData::Reply{false, "2046-11-22"};
    State changed = samples::at("/");
    changed.session->user.reset();
    changed.sign_in.password_changed = true;
    State password = samples::at("/#/own-password");
    password.new_password.asked = true;
    State office_password = samples::at("/office/#/own-password", {portal::Role::secretary});
    State opening = provider("/office/#/offices");
    opening.users.form = UserForm{};
    opening.users.form->order = "ingegneri-pavia";
    State mailed = provider("/office/#/offices");
    mailed.users.mailed = "laura@pavia.example";
    for (const auto& state :
         {own("/#/privacy/data"), samples::at("/#/privacy/data"), own("/#/privacy/erasure"), hindered,
          office_role, asking, nothing, erased, changed, password, office_password, samples::at("/#/privacy"),
          provider("/office/#/conventions"), provider("/office/#/offices"), opening, mailed,
          samples::at("/office/#/privacy", {portal::Role::secretary})}) {
        for (const auto language : {domain::Language::it, domain::Language::en}) {
            CAPTURE(fragment_of(state.route), domain::text_of(language), width);
            sound(state, language, width);
        }
    }
}

TEST_CASE("a member reads what is held, takes a copy of it and finds the way to its erasure [X22]") {
    Shown shown(own("/#/privacy/data"));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Ordine degli Architetti di Fermo"));
    CHECK(*shown.page.get("link", "Scarica i tuoi dati (JSON)").attribute("href") ==
          shown.state.origin + "/api/me/data.json");
    shown.page.click("link", "Chiedi la cancellazione");
    REQUIRE(shown.only<Went>() != nullptr);
    CHECK(shown.only<Went>()->path == "/#/privacy/erasure");
}

TEST_CASE("an erasure says first what the law keeps, why and until when [X22]") {
    Shown shown(own("/#/privacy/erasure"));
    const auto outline = shown.page.outline();
    CHECK_THAT(outline, ContainsSubstring("fino al 22 novembre 2046 (20 anni, art. 32 del D.Lgs. 82/2005)") &&
                            ContainsSubstring("fino al 22 novembre 2036 (10 anni, art. 2220"));
    CHECK_THAT(outline, ContainsSubstring("la tiene Ordine degli Architetti di Fermo finché sei iscritto"));
    shown.page.click("button", "Cancella i miei dati");
    CHECK(shown.pressed(Command::ask_erasure));
}

TEST_CASE("with a request under way an erasure says why not, and what to do first [X22]") {
    State state = own("/#/privacy/erasure");
    state.own_data.view->obstacle = portal::ErasureObstacle::open_request;
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Completala o ritirala"));
    CHECK(*shown.page.get("button", "Cancella i miei dati").attribute("aria-disabled") == "true");
}

TEST_CASE("an operator reads each convention's dates and what changes when, before and after [X1] [R54]") {
    Headless page{1280};
    const State state = provider("/office/#/conventions");
    const auto texts = testing::office_texts(domain::Language::it);
    page.draw([&](ui::Ui& ui) { (void)screens::draw(ui, state, office_edition(), texts.book()); });
    const auto outline = page.outline();
    for (const char* text : {"INGTODEMO25", "Codice non pubblico", "Che cosa cambia dal 1º gennaio 2028",
                             "Non in vendita", "12,90", "13,90", "I prezzi restano quelli di prima"}) {
        CHECK_THAT(outline, ContainsSubstring(text));
    }
}

TEST_CASE("the way in is the conventions' area: from the first page and from the navigation [R2]") {
    State state = samples::at("/");
    state.overview = samples::overview();
    Shown shown(state);
    CHECK(*shown.page.get("link", "Acquista").attribute("href") == "/#/buy");
    shown.page.click("button", "Acquista con un codice convenzione");
    REQUIRE(shown.only<Went>() != nullptr);
    CHECK(shown.only<Went>()->path == "/#/buy");
}

TEST_CASE("what the own Order's members may buy stands in the conventions' area, ready to open [R114]") {
    State state = samples::at("/");
    state.overview = samples::overview();
    state.overview->conventions = {
        {"CNSCNI18", "Convenzione CNI", "ingegneri-imperia", "Ordine degli Ingegneri di Imperia"}};
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Ordine degli Ingegneri di Imperia · CNSCNI18"));
    shown.page.click("link", "Vedi che cosa puoi acquistare");
    REQUIRE(shown.only<Went>() != nullptr);
    CHECK(shown.only<Went>()->path == samples::draft_path);
}

TEST_CASE("the reserved procedure shows after the code and the Order, not before [R3] [R4]") {
    State state = samples::at("/#/buy");
    Shown code_only(state);
    CHECK(code_only.page.find("combobox", "Ordine territoriale") == nullptr);
    CHECK(code_only.page.find("button", "Vai all’acquisto") == nullptr);
    state = samples::at("/#/buy/CNSCNI18");
    state.buying.found = samples::convention();
    Shown found(state);
    CHECK(found.page.find("combobox", "Ordine territoriale") != nullptr);
    found.page.submit("Il tuo Ordine");
    CHECK(found.pressed(Command::open_draft));
}

TEST_CASE(
    "who has an account signs in with login and password, and who has none enrols from there [R7] [R34]") {
    State state = samples::at("/#/buy/CNSCNI18");
    state.session->user.reset();
    Shown shown(state);
    CHECK(shown.page.find("textbox", "E-mail o codice fiscale") != nullptr);
    shown.page.submit("Con la password");
    CHECK(shown.pressed(Command::sign_in));
    Shown again(state);
    CHECK(*again.page.get("link", "Primo accesso o password dimenticata").attribute("href") ==
          "/office/#/password");
}

TEST_CASE("no note on a page of the purchase stops anybody: one goes on below it [R17]") {
    const std::string page = GENERATE("product", "enrolment", "billing");
    Shown shown(samples::at_page(page, samples::whole_draft()));
    shown.page.click("button", "Continua");
    CHECK(shown.pressed(Command::draft_forward));
}
