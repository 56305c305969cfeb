#include "tests/app/screens/shown.hpp"
#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::app;
using testing::Shown;

TEST_CASE(
    "code, Order and total stay in view on every page of the wizard, at the width of a phone too [X2]") {
    const std::string page = GENERATE("product", "holder", "enrolment", "photo", "billing", "summary");
    const float width = GENERATE(390.0F, 1280.0F);
    Shown shown(samples::at_page(page), width);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("CNSCNI18"));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("77,47"));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Ordine degli Ingegneri di Imperia"));
}

TEST_CASE("the products are those of the draft, each with its net price, the total with its VAT [R33] [R118] "
          "[R125]") {
    Shown shown(samples::at_page("product"));
    const auto outline = shown.page.outline();
    CHECK_THAT(outline, ContainsSubstring("Kit CNS con Aruba Key Card Reader · 58,50"));
    CHECK_THAT(outline, ContainsSubstring("12,90"));
    CHECK_THAT(outline, ContainsSubstring("13,97"));
}

TEST_CASE("what the convention states on a page is shown, its links too") {
    Shown shown(samples::at_page("product"));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("I prezzi sono al netto dell’IVA."));
    CHECK(shown.page.find("link", "Guida del fornitore") != nullptr);
}

TEST_CASE("faults show once the page was sent, at their field and in a summary on top that leads there") {
    State state = samples::at_page("holder");
    Shown quiet(state);
    CHECK(quiet.page.find("button", "E-mail") == nullptr);
    state.buying.asked = {"holder"};
    Shown asked(state);
    CHECK(*asked.page.get("textbox", "E-mail").attribute("aria-invalid") == "true");
    CHECK(asked.page.find("button", "E-mail") != nullptr);
}

TEST_CASE("a codice fiscale is computed from the data and offered [R5]") {
    Shown shown(samples::at_page("holder"));
    shown.page.click("button", "Usa RSSMRA80A41D542D");
    REQUIRE(shown.only<DraftTyped>() != nullptr);
    CHECK(shown.only<DraftTyped>()->value == "RSSMRA80A41D542D");
}

TEST_CASE(
    "a codice fiscale that contradicts the data is told while it is typed, one that agrees is confirmed") {
    State state = samples::at_page("holder");
    state.buying.typed["holder.codice_fiscale"] = "RSSMRA80A01D542P";
    Shown wrong(state);
    CHECK_THAT(wrong.page.outline(), ContainsSubstring("Non corrisponde ai dati"));
    state.buying.typed["holder.codice_fiscale"] = "rssmra80a41d542d";
    Shown right(state);
    CHECK_THAT(right.page.outline(), ContainsSubstring("corrisponde ai dati."));
}

TEST_CASE("the Order's data are locked, and what differs from the register is seen at once with what to do "
          "[R16] [R120]") {
    Shown shown(samples::at_page("enrolment"));
    CHECK(shown.page.get("textbox", "Ordine").attribute("disabled") != nullptr);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Nell’Albo risulta: A"));
    shown.page.click("button", "Usa «A»");
    REQUIRE(shown.only<DraftTyped>() != nullptr);
    CHECK(shown.only<DraftTyped>()->name == "enrolment.section");
}

TEST_CASE("title and section are drop-downs, however few they are [R13] [R15]") {
    Shown shown(samples::at_page("enrolment"));
    CHECK(shown.page.get("combobox", "Titolo").value == "Ingegnere");
    CHECK(shown.page.get("combobox", "Sezione").value == "B");
}

TEST_CASE("a place of birth that did not exist then is said so") {
    State state = samples::at_page("holder");
    state.buying.place_field = "holder.birth_place";
    state.buying.place_text = "Fer";
    state.buying.places_known = true;
    state.buying.places = {{"D547", "Ferno", false, "VA", std::nullopt, std::nullopt, "1928-01-01", false}};
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("non esisteva alla data di nascita"));
}

TEST_CASE("the onerous clauses stand apart and each is accepted by itself [R6]") {
    Shown shown(samples::at_page("summary", samples::whole_draft()));
    shown.page.toggle("checkbox", "Approvo gli articoli 5 e 9.", true);
    REQUIRE(shown.only<ClauseAccepted>() != nullptr);
    CHECK(shown.only<ClauseAccepted>()->name == "specific_approval");
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Approvazione specifica"));
}

TEST_CASE("the order button says that it obliges to pay, and how much") {
    Shown shown(samples::at_page("summary", samples::whole_draft()));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Ordina con obbligo di pagamento: 77,47"));
}

TEST_CASE("the page of a purchase says what happened, what is next, who must act and by when") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::identify);
    Shown shown(state);
    const auto outline = shown.page.outline();
    CHECK_THAT(outline, ContainsSubstring("Identificazione"));
    CHECK_THAT(outline, ContainsSubstring("Ordine inviato"));
    CHECK_THAT(outline, ContainsSubstring("20 febbraio 2027"));
    CHECK_THAT(outline, ContainsSubstring("senza deleghe"));
    shown.page.click("button", "Identificati ora");
    CHECK(shown.pressed(Command::begin_identification));
}

TEST_CASE("where to pay is shown until it is paid [R20]") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::declare_payment);
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("IT60X0542811101000000123456"));
    shown.page.submit("Estremi del pagamento");
    CHECK(shown.pressed(Command::declare_payment));
}

TEST_CASE("a PIN that is lost for good says so and offers nothing [X14]") {
    State state = samples::at("/#/pin");
    state.work.job = Job::pin;
    state.work.step = Step::ready;
    auto card = samples::card();
    card.pins = {{{protocol::CertificateRole::signature}, agent::PinState::lost, 0, 0}};
    state.work.readers = {samples::reader(card)};
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("ne serve una nuova"));
    CHECK(shown.page.find("button", "Sblocca con il PUK") == nullptr);
}

TEST_CASE("a purchase left half-way is taken up from the first page") {
    State state = samples::at("/");
    state.overview = samples::overview();
    state.overview->drafts = {{"D-1", "CNSCNI18", "ingegneri-imperia", "Ordine degli Ingegneri di Imperia",
                               "Kit CNS", samples::now}};
    Shown shown(state);
    shown.page.click("link", "Riprendi l’acquisto");
    REQUIRE(shown.only<Went>() != nullptr);
    CHECK(shown.only<Went>()->path == samples::draft_path);
}

TEST_CASE(
    "who comes back from an identity provider that did not identify them is told, and what they can do") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::identify);
    Shown quiet(state);
    CHECK_THAT(quiet.page.outline(), !ContainsSubstring("non risulta completato"));
    state.away_for = "R-1";
    Shown back(state);
    CHECK_THAT(back.page.outline(), ContainsSubstring("non risulta completato"));
    CHECK(back.page.find("button", "Identificati ora") != nullptr);
    state.request = samples::purchase(portal::Action::activate);
    Shown identified(state);
    CHECK_THAT(identified.page.outline(), !ContainsSubstring("non risulta completato"));
}

TEST_CASE("a page that needs nothing is not marked as done before one has come to it") {
    auto draft = samples::draft();
    for (auto& page : draft.pages) {
        page.complete = page.page == "product" || page.page == "billing";
    }
    Shown shown(samples::at_page("holder", draft));
    const auto outline = shown.page.outline();
    CHECK_THAT(outline, ContainsSubstring("Prodotto completato"));
    CHECK_THAT(outline, !ContainsSubstring("Fatturazione completato"));
}

TEST_CASE("a card that is good for years does not warn that it cannot be renewed today") {
    State state = samples::at("/");
    state.overview = samples::overview();
    auto& card = state.overview->cards.front();
    card.place.refusal = protocol::Failure{"renewal-not-sold", {}};
    card.request.reset();
    const bool far = GENERATE(true, false);
    card.closes = samples::now + (far ? 2000 : 20) * 86400;
    Shown shown(state);
    // A line of small print in place of a warning in two parts.
    const bool warns =
        shown.page.find("paragraph", "Chiedi alla segreteria dell’Ordine quando sarà disponibile.") !=
        nullptr;
    CHECK(warns != far);
}

TEST_CASE("days are written as people write them on the page of a purchase") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::identify);
    state.request->purchase->summary = {{"holder", "Data di nascita", "1980-01-31"}};
    CHECK_THAT(Shown(state).page.outline(), ContainsSubstring("31 gennaio 1980"));
}

TEST_CASE("a declared payment is told to be on its way only while the provider looks for it [R23]") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::declare_payment);
    state.request->payment_reference = "CRO12345678901";
    const bool awaited = GENERATE(true, false);
    state.request->next = awaited ? portal::Responsible::provider : portal::Responsible::member;
    const auto outline = Shown(state).page.outline();
    CHECK((outline.find("Hai indicato il pagamento CRO12345678901") != std::string::npos) == awaited);
    CHECK_THAT(outline, ContainsSubstring("CRO o TRN del bonifico"));
}
