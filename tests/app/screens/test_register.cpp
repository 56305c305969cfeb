#include "tests/app/screens/office_texts.hpp"
#include "tests/app/ui/headless.hpp"
#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/screens/screens.hpp"

// The register's page, as a secretary sees it.

using namespace sigillo;
using namespace sigillo::app;
using ui::testing::Headless;

namespace {

State with_list() {
    State state = samples::at("/office/#/register", {portal::Role::secretary});
    portal::RegisterEntry rossi;
    rossi.codice_fiscale = "RSSMRA80A41D542T";
    rossi.given_name = "Maria";
    rossi.surname = "Rossi";
    rossi.title = "Architetto";
    rossi.section = "A";
    rossi.number = "123";
    rossi.registered_on = "2005-03-01";
    rossi.email = "maria@example.it";
    rossi.mobile = "+393331234567";
    rossi.dues_paid_up_to = "2026-12-31";
    rossi.dues_paid = true;
    portal::RegisterEntry verdi = rossi;
    verdi.given_name = "Giuseppe";
    verdi.surname = "Verdi";
    verdi.email.clear();
    verdi.status = portal::EnrolmentStatus::suspended;
    verdi.dues_paid_up_to = "2024-12-31";
    verdi.dues_paid = false;
    portal::RegisterEntry bianchi = verdi;
    bianchi.surname = "Bianchi";
    bianchi.status = portal::EnrolmentStatus::cancelled;
    bianchi.dues_paid_up_to.reset();
    portal::ListRegister::Reply list;
    list.entries = {bianchi, rossi, verdi};
    list.total = list.members = 120;
    list.imported = portal::RegisterImportNote{samples::now - 86400, "Laura Bianchi"};
    state.albo.list = list;
    return state;
}

State with_preview() {
    State state = with_list();
    state.albo.file_name = "albo-2026.csv";
    state.albo.file = {'C', 'F'};
    portal::PreviewRegister::Reply preview;
    preview.digest = std::string(64, 'a');
    preview.added = 300;
    preview.changed = 1;
    preview.unchanged = 40;
    preview.missing = 2;
    preview.problems = 1;
    for (int i = 0; i < 200; ++i) {
        preview.first_added.push_back({i + 2, "RSSMRA80A41D542T", "Nuovi Anna", std::to_string(i)});
    }
    preview.first_changed = {{{3, "VRDGPP75B02H501B", "Verdi Giuseppe", "7"},
                              {{"dues_paid_up_to", "2024-12-31", "2026-12-31"},
                               {"status", "suspended", "enrolled"},
                               {"email", "", "verdi@example.it"}}}};
    preview.first_missing = {{0, "BNCLRA70A41H501B", "Bianchi Laura", "9"},
                             {0, "NREPLA70A01H501X", "Neri Paolo", "10"}};
    preview.first_problems = {
        {5, "Data iscrizione", protocol::to_failure(domain::Error(domain::ErrorId::register_day_wrong))}};
    preview.ignored_columns = {"PEC", "Note"};
    state.albo.preview = preview;
    return state;
}

struct Shown {
    Shown(const State& state, domain::Language language, float width)
        : page(width), texts(testing::office_texts(language)), shown(state) {
        shown.language = language;
        page.draw([this](ui::Ui& ui) {
            for (auto& message : screens::draw(ui, shown, office_edition(), texts.book())) {
                said.push_back(std::move(message));
            }
        });
    }
    Headless page;
    texts::LoadedTexts texts;
    State shown;
    std::vector<Message> said;
};

} // namespace

TEST_CASE("the register's page is shown in both languages, for phones and desks") {
    const float width = GENERATE(390.0F, 1280.0F);
    State imported = with_list();
    imported.albo.imported = portal::ImportRegister::Reply{4, 2, 1, 0};
    State empty = with_list();
    empty.albo.list = portal::ListRegister::Reply{};
    State refused = with_preview();
    refused.albo.preview.reset();
    refused.trouble = domain::Error(domain::ErrorId::register_column_missing, {{"column", "Cognome"}});
    State last = with_preview();
    last.albo.part = PreviewPart::added;
    last.albo.part_page = 3;
    State missing = with_preview();
    missing.albo.part = PreviewPart::missing;
    State changed = with_preview();
    changed.albo.part = PreviewPart::changed;
    for (const auto& state : {samples::at("/office/#/register", {portal::Role::secretary}), with_list(),
                              imported, empty, with_preview(), refused, last, missing, changed}) {
        for (const auto language : {domain::Language::it, domain::Language::en}) {
            Shown shown(state, language, width);
            const auto outline = shown.page.outline();
            CHECK_THAT(outline, !ContainsSubstring("app.") && !ContainsSubstring("domain."));
            CHECK_THAT(outline, !ContainsSubstring("\u2026"));
            CHECK(shown.page.core.problems().empty());
        }
    }
}

TEST_CASE("a secretary reads who is enrolled and whose dues are paid [R51]") {
    Shown shown(with_list(), domain::Language::it, 1280);
    const auto outline = shown.page.outline();
    for (const char* text : {"Rossi Maria", "In regola", "fino al 31 dicembre 2026", "Scadute", "Mai pagate",
                             "Sospeso", "120 iscritti", "Laura Bianchi"}) {
        CHECK_THAT(outline, ContainsSubstring(text));
    }
}

TEST_CASE("a preview names every change with what it was, and every bad line with its column and why") {
    State state = with_preview();
    Shown problems(state, domain::Language::it, 1280);
    CHECK_THAT(problems.page.outline(), ContainsSubstring("Data iscrizione") &&
                                            ContainsSubstring("Errori nel file (1)") &&
                                            ContainsSubstring("PEC, Note"));
    state.albo.part = PreviewPart::changed;
    Shown changes(state, domain::Language::it, 1280);
    CHECK_THAT(changes.page.outline(),
               ContainsSubstring("Quote pagate fino al: da 31 dicembre 2024 a 31 dicembre 2026") &&
                   ContainsSubstring("Stato dell’iscrizione: da Sospeso a Iscritto") &&
                   ContainsSubstring("E-mail: da (vuoto) a verdi@example.it"));
}

TEST_CASE("what is imported is said on the button, and cancelling waits for a file without bad lines [X9]") {
    State state = with_preview();
    Shown faulty(state, domain::Language::it, 1280);
    CHECK(faulty.page.find("button", "Aggiorna l’Albo: 301 iscritti") != nullptr);
    CHECK_THAT(faulty.page.outline(), ContainsSubstring("Prima correggi gli errori"));
    state.albo.preview->problems = 0;
    state.albo.preview->first_problems.clear();
    state.albo.cancel_missing = true;
    Shown whole(state, domain::Language::it, 1280);
    CHECK(whole.page.find("button", "Aggiorna l’Albo: 303 iscritti") != nullptr);
}
