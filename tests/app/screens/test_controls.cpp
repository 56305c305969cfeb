#include "tests/app/screens/shown.hpp"
#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/screens/mail.hpp"

using namespace sigillo;
using namespace sigillo::app;
using portal::Stage;
using testing::Shown;

namespace {

State request_page(Stage stage) {
    State state = samples::at("/#/request/R-1");
    state.request = samples::request(stage);
    return state;
}

State of_order(portal::Role role, Stage stage = Stage::paid) {
    State state = samples::at("/#/request/R-1", {role});
    state.request = samples::request_of_order(stage);
    return state;
}

} // namespace

TEST_CASE("signing in: the fields say what they are to password managers, and Enter submits") {
    State state = samples::at("/");
    state.session->user.reset();
    Shown shown(state);
    CHECK(*shown.page.get("textbox", "E-mail o codice fiscale").attribute("autocomplete") == "username");
    shown.page.submit("Con la password");
    CHECK(shown.pressed(Command::sign_in));
}

TEST_CASE("a renewable card offers its renewal at its price [R87]") {
    State state = samples::at("/");
    state.overview = samples::overview();
    Shown shown(state);
    shown.page.click("button", "Rinnova");
    REQUIRE(shown.only<Went>() != nullptr);
    CHECK(shown.only<Went>()->path == "/#/renew/7020000123");
    CHECK_THAT(shown.page.outline(), ContainsSubstring("21,96"));
}

TEST_CASE("an expired card is told to buy a new one, with the code [R81]") {
    State state = samples::at("/");
    state.overview = samples::overview();
    state.overview->cards.front().place.refusal =
        protocol::Failure{"renewal-certificate-expired", {{"new_card_code", "CNSCNA13"}}};
    Shown shown(state);
    CHECK(shown.page.find("button", "Rinnova") == nullptr);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("CNSCNA13"));
}

TEST_CASE("code and total stay in view through the order [X2]") {
    State state = samples::at(GENERATE("/#/renew/7020000123", "/#/renew/7020000123/order"));
    state.overview = samples::overview();
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Convenzione CNSCNA13, totale 21,96"));
}

TEST_CASE("an order can be placed without a card at hand, and edits nothing [R83]") {
    State state = samples::at("/#/renew/7020000123");
    state.overview = samples::overview();
    Shown shown(state, 390);
    CHECK(shown.page.find("textbox", "") == nullptr);
    shown.page.click("button", "Continua senza carta");
    REQUIRE(shown.only<Went>() != nullptr);
    CHECK(shown.only<Went>()->path == "/#/renew/7020000123/order");
}

TEST_CASE("each clause is accepted by itself, the onerous ones apart, and those missing are marked [R6]") {
    State state = samples::at("/#/renew/7020000123/order");
    state.overview = samples::overview();
    state.order_asked = true;
    state.accepted[0] = true;
    Shown shown(state);
    const std::string specific =
        "Approvo in modo specifico le clausole del contratto su limiti di responsabilità, "
        "sospensione e revoca del servizio, decadenze e foro competente";
    const auto& contract = shown.page.get("checkbox", "Accetto le condizioni del servizio di certificazione");
    CHECK(contract.attribute("aria-invalid") == nullptr);
    const auto& apart = shown.page.get("checkbox", specific);
    CHECK(*apart.attribute("aria-invalid") == "true");
    CHECK_THAT(shown.page.description(apart), ContainsSubstring("Da accettare"));
    CHECK(shown.page.get("heading", "Approvazione specifica").rect.y > contract.rect.y);
    shown.page.toggle("checkbox", specific, true);
    REQUIRE(shown.only<ClauseTicked>() != nullptr);
    CHECK(shown.only<ClauseTicked>()->clause == Clause::specific_approval);
}

TEST_CASE("each stage offers what the portal permits, and nothing else") {
    struct Row {
        Stage stage;
        const char* button;
    };
    const Row row =
        GENERATE(Row{Stage::placed, "Paga 21,96\u00a0€"}, Row{Stage::paid, "Ritira la richiesta"},
                 Row{Stage::validated, "Completa il rinnovo"}, Row{Stage::requested, "Completa il rinnovo"},
                 Row{Stage::certified, "Completa il rinnovo"});
    Shown shown(request_page(row.stage));
    CHECK(shown.page.find("button", row.button) != nullptr);
    CHECK(shown.page.find("button", "Valida e firma") == nullptr);
}

TEST_CASE("a rejected request says why, what happens to the money and how a card is had [R84] [R85] [X8]") {
    Shown shown(request_page(Stage::rejected));
    const auto outline = shown.page.outline();
    CHECK_THAT(outline, ContainsSubstring("I dati del certificato non sono corretti"));
    CHECK_THAT(outline, ContainsSubstring("CNSCNA13"));
    CHECK_THAT(outline, ContainsSubstring("viene restituita"));
}

TEST_CASE("a payment kept for a new card is a credit that can be asked back [X8]") {
    State state = request_page(Stage::rejected);
    state.request->settlement = portal::Settlement::credit;
    state.request->permissions.push_back({portal::Action::return_credit, std::nullopt});
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("resta a tuo credito"));
    shown.page.click("button", "Chiedi la restituzione");
    CHECK(shown.pressed(Command::return_credit));
    State home = samples::at("/");
    home.overview = samples::overview();
    home.overview->credits = {{"R-1", 2196, samples::now, "CNSCNA13"}};
    CHECK_THAT(Shown(home).page.outline(), ContainsSubstring("per una nuova carta con il codice CNSCNA13"));
}

TEST_CASE("rejecting a paid request for wrong data can keep the sum for the new card [R85] [X8]") {
    State state = of_order(portal::Role::secretary);
    state.rejecting = Rejecting{};
    const std::string keep = "Tieni la somma pagata a credito per la nuova carta";
    Shown shown(state);
    shown.page.toggle("checkbox", keep, true);
    REQUIRE(shown.only<Ticked>() != nullptr);
    CHECK(shown.only<Ticked>()->box == Box::keep_payment);
    // A new card would not help against this.
    state.rejecting->reason = portal::RejectReason::dues_unpaid;
    CHECK(Shown(state).page.find("checkbox", keep) == nullptr);
}

TEST_CASE("withdrawing asks first, and Escape takes it back") {
    State state = request_page(Stage::paid);
    state.withdraw_open = true;
    Shown shown(state);
    shown.page.dismiss("Ritirare la richiesta?");
    CHECK(shown.pressed(Command::close_dialog));
}

TEST_CASE("a report to support has all that the desk asks for [R91] [R92] [R93] [R142]") {
    const State state = request_page(Stage::validated);
    const auto mail = screens::support_mail(texts::compiled(state.language), state, *state.request);
    CHECK(mail.rfind("mailto:assistenzafd@arubapec.it?", 0) == 0);
    CHECK_THAT(mail, ContainsSubstring("cc=info@fermo.archiworld.it"));
    CHECK_THAT(mail, ContainsSubstring("Maria"));
    CHECK_THAT(mail, ContainsSubstring("Rossi"));
    CHECK_THAT(mail, ContainsSubstring(samples::codice_fiscale));
    CHECK_THAT(mail, ContainsSubstring("7020000123"));
    CHECK_THAT(mail, ContainsSubstring("CNSCNA13"));
    CHECK_THAT(mail, ContainsSubstring("urgente"));
}

TEST_CASE("a report about a purchase states the convention and its code, and goes to the desk's own site "
          "[R141] [R142] [R143]") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::identify);
    state.request->row.convention = "CNSCNI18";
    state.request->support.email.clear();
    state.request->support.phone = "0575 0505";
    state.request->support.phone_needs_ticket = false;
    state.report_open = true;
    Shown shown(state);
    const auto outline = shown.page.outline();
    CHECK_THAT(outline, ContainsSubstring("Convenzione CNS degli ingegneri – codice convenzione CNSCNI18"));
    CHECK_THAT(outline, ContainsSubstring("Richiesta: R-1"));
    CHECK_THAT(outline, ContainsSubstring("Prodotto: Kit CNS con Aruba Key Card Reader"));
    CHECK_THAT(outline, !ContainsSubstring("Numero CNS"));
    CHECK_THAT(outline, !ContainsSubstring("1970"));
    CHECK_THAT(outline, ContainsSubstring("0575 0505"));
    CHECK_THAT(outline, !ContainsSubstring("numero di ticket"));
    CHECK(shown.page.find("link", "Apri una segnalazione sul sito dell’assistenza") != nullptr);
}

TEST_CASE("a purchase's papers are links on its page: receipts, refunds, the form to sign [X7] [X20]") {
    State state = samples::at("/#/request/R-1");
    state.request = samples::purchase(portal::Action::identify);
    Shown shown(state);
    CHECK(shown.page.find("link", "Modulo di ritiro da firmare (PDF)") != nullptr);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Rimborso del "));
}

TEST_CASE("a report is shown before it goes, and goes as text or picture by the person's hand [R91] [R93]") {
    State state = request_page(Stage::validated);
    Shown closed(state);
    closed.page.click("button", "Prepara la segnalazione");
    CHECK(closed.pressed(Command::open_report));
    state.report_open = true;
    state.trouble = domain::Error(domain::ErrorId::card_unreadable);
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Codice fiscale: " + samples::codice_fiscale));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("dati personali compresi"));
    shown.page.click("button", "Copia il messaggio");
    REQUIRE(shown.only<ReportAsked>() != nullptr);
    CHECK(shown.only<ReportAsked>()->way == ReportWay::text);
    CHECK_THAT(shown.only<ReportAsked>()->content, ContainsSubstring("Messaggio mostrato: "));
    shown.said.clear();
    shown.page.click("button", "Salva l’immagine della pagina");
    REQUIRE(shown.only<ReportAsked>() != nullptr);
    CHECK(shown.only<ReportAsked>()->way == ReportWay::picture);
    shown.state.reported = Reported{ReportWay::text, false};
    shown.page.redraw();
    CHECK_THAT(shown.page.outline(), ContainsSubstring("seleziona il messaggio e copialo"));
}

TEST_CASE("the phone for following a report up stands beside it [R94]") {
    Shown shown(request_page(Stage::validated));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("0575/050013"));
}

TEST_CASE("the Order sees every datum beside the register's, with the differences marked [R79]") {
    Shown shown(of_order(portal::Role::signatory));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Diverso"));
    shown.page.click("button", "Valida e firma");
    CHECK(shown.pressed(Command::validate_one));
}

TEST_CASE("who is no signatory sees why she cannot sign") {
    Shown shown(of_order(portal::Role::secretary));
    const auto& button = shown.page.get("button", "Valida e firma");
    CHECK(*button.attribute("aria-disabled") == "true");
    CHECK_THAT(shown.page.description(button), ContainsSubstring("firmatario"));
    CHECK(shown.page.find("button", "Non validare") != nullptr);
}

TEST_CASE("the queue lets a signatory select what may be validated, by name") {
    State state = samples::at("/#/queue", {portal::Role::signatory});
    state.queue.reply = samples::queue();
    Shown shown(state);
    shown.page.toggle("checkbox", "Seleziona Luca Bianchi", true);
    REQUIRE(shown.only<RowToggled>() != nullptr);
    CHECK(shown.only<RowToggled>()->row == 1);
}

TEST_CASE("installing shows its progress and says not to take the card out") {
    State state = samples::at("/#/request/R-1/install");
    state.request = samples::request(Stage::validated);
    state.work.job = Job::install;
    state.work.step = Step::consent;
    state.work.readers = {samples::reader()};
    state.work.progress = agent::RenewalProgress{"R-1", agent::RenewalStep::generate, 1, 2};
    Shown shown(state);
    const auto& bar = shown.page.get("progressbar", "Avanzamento sulla carta");
    CHECK(bar.attribute("aria-valuenow") != nullptr);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("non togliere la carta"));
}

TEST_CASE("progress never goes back, whichever certificate is being written") {
    using agent::RenewalStep;
    State state = samples::at("/#/request/R-1/install");
    state.request = samples::request(Stage::validated);
    state.work.job = Job::install;
    state.work.readers = {samples::reader()};
    struct Told {
        Step work;
        RenewalStep step;
        int done;
        int total; ///< 0: the agent has told nothing yet
    };
    // As the agent tells the renewal of a card with two certificates.
    const std::vector<Told> course{
        {Step::consent, RenewalStep::check, 0, 0},     {Step::consent, RenewalStep::check, 1, 6},
        {Step::consent, RenewalStep::generate, 2, 6},  {Step::consent, RenewalStep::generate, 3, 6},
        {Step::consent, RenewalStep::request, 4, 6},   {Step::consent, RenewalStep::request, 6, 6},
        {Step::sending, RenewalStep::check, 0, 0},     {Step::writing, RenewalStep::check, 0, 0},
        {Step::writing, RenewalStep::match, 1, 8},     {Step::writing, RenewalStep::write, 2, 8},
        {Step::writing, RenewalStep::read_back, 3, 8}, {Step::writing, RenewalStep::test, 4, 8},
        {Step::writing, RenewalStep::write, 5, 8},     {Step::writing, RenewalStep::read_back, 6, 8},
        {Step::writing, RenewalStep::test, 7, 8},      {Step::writing, RenewalStep::done, 1, 1},
        {Step::confirming, RenewalStep::done, 0, 0}};
    int before = -1;
    for (const Told& told : course) {
        state.work.step = told.work;
        state.work.progress.reset();
        if (told.total > 0) {
            state.work.progress = agent::RenewalProgress{"R-1", told.step, told.done, told.total};
        }
        Shown shown(state);
        const int now =
            std::stoi(*shown.page.get("progressbar", "Avanzamento sulla carta").attribute("aria-valuenow"));
        INFO(protocol::text_of(told.step) << " " << told.done);
        CHECK(now > before);
        before = now;
    }
    CHECK(before < 100);
}

TEST_CASE("one is said in the singular, none in words, in both languages") {
    State state = samples::at("/#/queue", {portal::Role::signatory});
    state.queue.reply = samples::queue();
    state.queue.reply->rows.front().differences = 1;
    struct Row {
        int waiting;
        const char* it;
        const char* en;
    };
    const Row row = GENERATE(Row{0, "Nessuna richiesta da validare.", "No request to validate."},
                             Row{1, "1 richiesta da validare.", "1 request to validate."},
                             Row{2, "2 richieste da validare.", "2 requests to validate."});
    state.queue.reply->to_validate = row.waiting;
    CHECK_THAT(Shown(state).page.outline(), ContainsSubstring(row.it));
    CHECK_THAT(Shown(state).page.outline(), ContainsSubstring("1 diverso"));
    state.language = domain::Language::en;
    CHECK_THAT(Shown(state).page.outline(), ContainsSubstring(row.en));
}

TEST_CASE("who appointed a signatory is always said, the portal's set-up too") {
    State state = samples::at("/#/signatories", {portal::Role::administrator});
    state.signatories.list = samples::signatories();
    state.signatories.list->signatories.front().appointed_by.clear();
    CHECK_THAT(Shown(state).page.outline(), ContainsSubstring("configurazione iniziale"));
}

TEST_CASE("the end of a renewal says until when the new certificates are valid [R88]") {
    State state = samples::at("/#/request/R-1/install");
    state.request = samples::request(Stage::installed);
    state.work.job = Job::install;
    state.work.step = Step::done;
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("20 dicembre 2032"));
}

TEST_CASE("an agent that is not there is explained, with a way to try again") {
    State state = samples::at("/#/request/R-1/install");
    state.request = samples::request(Stage::validated);
    state.work.job = Job::install;
    state.work.step = Step::looking;
    state.trouble = domain::Error(domain::ErrorId::agent_not_running);
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("sigillo-agent"));
    shown.page.click("button", "Riprova");
    CHECK(shown.pressed(Command::retry));
}

TEST_CASE("the portal away is said over every screen") {
    State state = request_page(Stage::paid);
    state.unreachable = true;
    Shown shown(state);
    CHECK_THAT(shown.page.outline(), ContainsSubstring("Nulla è andato perso"));
}

TEST_CASE("steps that are somebody else's, or whose time has not come, are not on the page") {
    State state = samples::at("/office/#/request/R-1", {portal::Role::administrator});
    state.request = samples::purchase_at_office(portal::Action::hand_over);
    CHECK(Shown(state).page.find("region", "Consegna di persona") != nullptr);
    for (const char* why : {"not-allowed", "request-wrong-stage"}) {
        state.request->permissions = {{portal::Action::hand_over, protocol::Failure{why, {}}}};
        CHECK(Shown(state).page.find("region", "Consegna di persona") == nullptr);
    }
}

TEST_CASE("unpaid dues keep the kit at the office, and the page says why and what to do [R51]") {
    State state = samples::at("/office/#/request/R-1", {portal::Role::secretary});
    state.request = samples::purchase_at_office(portal::Action::hand_over);
    state.request->permissions = {
        {portal::Action::hand_over,
         protocol::Failure{"register-dues-unpaid", {{"dues_paid_up_to", "2025-12-31"}}}}};
    Shown shown(state);
    CHECK(shown.page.find("region", "Consegna di persona") != nullptr);
    CHECK_THAT(shown.page.outline(), !ContainsSubstring("sono in regola nell’Albo"));
    CHECK_THAT(shown.page.outline(), ContainsSubstring("quote"));
}
