#include "shared/texts/loaded.hpp"
#include "tests/app/ui/headless.hpp"
#include "tests/app/update/purchase_samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/screens/screens.hpp"

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

// Every screen in every state that it has, in both languages and at the width of a phone and of a desk.

using namespace sigillo;
using namespace sigillo::app;
using portal::Stage;
using ui::testing::Headless;

namespace {

struct Shown {
    std::string about;
    State state;
    std::string heading; ///< Italian
};

texts::LoadedTexts loaded(const std::string& edition, domain::Language language) {
    std::ifstream in(TEXTS_FILES + edition + "." + std::string(domain::text_of(language)), std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    auto texts = texts::LoadedTexts::read(language, content.str());
    REQUIRE(texts);
    return std::move(*texts);
}

State installing(Step step, Stage stage = Stage::validated) {
    State state = samples::at("/#/request/R-1/install");
    state.request = samples::request(stage);
    state.work.job = Job::install;
    state.work.step = step;
    state.work.readers = {samples::reader()};
    state.work.card = "card-1";
    return state;
}

std::vector<Shown> all_states() {
    std::vector<Shown> all;
    const auto add = [&](std::string about, State state, std::string heading) {
        all.push_back({std::move(about), std::move(state), std::move(heading)});
    };
    State out = samples::at("/");
    out.session->user.reset();
    add("sign in", out, "Accedi");
    out.work.job = Job::sign_in;
    out.work.step = Step::choosing;
    auto second = samples::card();
    second.id = "card-2";
    out.work.readers = {samples::reader(), samples::reader(second)};
    out.work.card = "card-1";
    add("sign in, two cards", out, "Accedi");
    out.session->demo_address = "http://127.0.0.1:8601";
    out.trouble = domain::Error(domain::ErrorId::sign_in_failed);
    add("sign in, wrong, in a demo", out, "Accedi");
    add("overview, loading", samples::at("/"), "Le mie carte");
    State home = samples::at("/");
    home.overview = samples::overview();
    home.overview->requests = {samples::request(Stage::paid).row, samples::queue().rows[1]};
    home.overview->drafts = {
        {"D-1", "CNSCNI18", "ingegneri-imperia", "Ordine degli Ingegneri di Imperia", "", samples::now}};
    home.overview->conventions = {{"CNSCNA13", "Convenzione CNS", "architetti-fermo", "Architetti di Fermo"}};
    add("overview", home, "Le mie carte");
    home.overview->cards.clear();
    add("overview without cards", home, "Le mie carte");
    State check = samples::at("/#/renew/7020000123");
    check.overview = samples::overview();
    add("check", check, "Controlla la carta");
    check.work = {Job::check, Step::ready, {samples::reader()}, "card-1", {}, {}, {}, false, {}, {}, 0};
    check.work.readers.front().card->decryption_key = true;
    check.work.readers.front().card->orphan_keys = 1;
    add("check, card read", check, "Controlla la carta");
    check.trouble = domain::Error(domain::ErrorId::card_read_only);
    add("check, read-only", check, "Controlla la carta");
    State order = samples::at("/#/renew/7020000123/order");
    order.overview = samples::overview();
    order.trouble = domain::Error(domain::ErrorId::clauses_not_accepted);
    add("order", order, "Conferma l’ordine");
    for (int i = 0; i <= static_cast<int>(Stage::revoked); ++i) {
        State state = samples::at("/#/request/R-1");
        state.request = samples::request(static_cast<Stage>(i));
        add("request, " + std::string(protocol::text_of(static_cast<Stage>(i))), state,
            "Rinnovo della carta 7020000123");
    }
    State order_view = samples::at("/#/request/R-1", {portal::Role::secretary, portal::Role::signatory});
    order_view.request = samples::request_of_order(Stage::paid);
    add("request of the Order", order_view, "Rinnovo della carta 7020000123");
    order_view.rejecting = Rejecting{portal::RejectReason::other, "", true, false};
    add("rejecting", order_view, "Rinnovo della carta 7020000123");
    for (const Step step : {Step::idle, Step::looking, Step::ready, Step::consent, Step::sending,
                            Step::waiting, Step::writing, Step::confirming}) {
        add("install, step " + std::to_string(static_cast<int>(step)), installing(step),
            "Completa il rinnovo");
    }
    add("install, done", installing(Step::done, Stage::installed), "Completa il rinnovo");
    for (const auto trouble : {domain::ErrorId::agent_not_running, domain::ErrorId::agent_permission_refused,
                               domain::ErrorId::card_absent, domain::ErrorId::card_pin_blocked,
                               domain::ErrorId::card_module_missing}) {
        State state = installing(Step::looking);
        state.trouble = domain::Error(trouble, {{"looked_for", "libbit4xpki.so"}});
        add("install, " + std::string(domain::text_of(trouble)), state, "Completa il rinnovo");
    }
    State queue = samples::at("/#/queue", {portal::Role::signatory});
    queue.queue.reply = samples::queue();
    queue.queue.reply->total = 120;
    queue.queue.selected = {{"R-1", "Maria Rossi"}};
    add("queue", queue, "Richieste dell’Ordine");
    queue.work.job = Job::acts;
    queue.work.step = Step::done;
    queue.queue.outcomes = {{{"R-1", "Maria Rossi"}, std::nullopt},
                            {{"R-2", "Luca Bianchi"}, domain::Error(domain::ErrorId::act_data_changed)}};
    add("queue, signed", queue, "Richieste dell’Ordine");
    State signatories = samples::at("/#/signatories", {portal::Role::administrator});
    signatories.signatories.list = samples::signatories();
    add("signatories", signatories, "Firmatari dell’Ordine");
    signatories.signatories.appointing = Appointing{"", "X", "", "", false, true};
    add("appointing", signatories, "Firmatari dell’Ordine");
    signatories.signatories.appointing.reset();
    signatories.signatories.withdrawing = Withdrawing{samples::codice_fiscale, "Maria Rossi", "2026-11-22"};
    add("withdrawing", signatories, "Firmatari dell’Ordine");
    add("code", samples::at("/#/buy"), "Acquista con una convenzione");
    State code = samples::at("/#/buy/CNSCNI18");
    code.buying.found = samples::convention();
    code.buying.code_asked = true;
    add("code, Orders", code, "Acquista con una convenzione");
    const std::string wizard = "Acquisto con il codice CNSCNI18";
    for (const char* page : {"product", "holder", "enrolment", "photo", "billing", "summary"}) {
        State state = samples::at_page(page);
        state.buying.asked = {page};
        state.order_asked = true;
        add("wizard, " + std::string(page), state, wizard);
    }
    State place = samples::at_page("holder");
    place.buying.place_field = "holder.birth_place";
    place.buying.place_text = "Fe";
    place.buying.places_known = true;
    place.buying.places = {{"D542", "Fermo", false, "FM", std::nullopt, std::nullopt, std::nullopt, true},
                           {"D547", "Ferno", false, "VA", std::nullopt, std::nullopt, "1928-01-01", false}};
    place.buying.typed["holder.codice_fiscale"] = "RSSMRA80A41D542A";
    add("wizard, places", place, wizard);
    State photo = samples::at_page("photo");
    photo.buying.photo = "data:image/jpeg;base64,AAAA";
    photo.withdraw_open = true;
    add("wizard, photograph, discarding", photo, wizard);
    for (const auto action : {portal::Action::declare_payment, portal::Action::identify,
                              portal::Action::choose_identification, portal::Action::activate}) {
        State state = samples::at("/#/request/R-1");
        state.request = samples::purchase(action);
        state.following.asked = true;
        state.following.choosing = true;
        state.following.otp_sent = portal::SendOtp::Reply{"89", samples::now};
        add("purchase, " + std::string(protocol::text_of(action)), state,
            "Acquisto: Kit CNS con Aruba Key Card Reader");
    }
    for (const auto action :
         {portal::Action::record_arrived, portal::Action::hand_over, portal::Action::record_shipped,
          portal::Action::record_payment, portal::Action::record_originals, portal::Action::begin_issuance,
          portal::Action::correct, portal::Action::change_certificates, portal::Action::reject,
          portal::Action::replace_document, portal::Action::record_refund}) {
        State state = samples::at("/office/#/request/R-1", {portal::Role::secretary});
        state.request = samples::purchase_at_office(action);
        const std::string about = "purchase at the office, " + std::string(protocol::text_of(action));
        add(about, state, "Acquisto: Kit CNS con Aruba Key Card Reader");
        state.desk.open = action;
        state.desk.tried = action;
        state.desk.about = action == portal::Action::record_payment ? "P-1" : "";
        state.desk.asked = true;
        state.trouble = domain::Error(domain::ErrorId::document_differs, {{"number", "YA1234567"}});
        state.rejecting = action == portal::Action::reject ? std::optional(Rejecting{}) : std::nullopt;
        add(about + ", refused", state, "Acquisto: Kit CNS con Aruba Key Card Reader");
        state.request->permissions = {
            {action, protocol::Failure{"register-dues-unpaid", {{"checked_on", "2026-11-22"}}}}};
        state.trouble.reset();
        state.desk.done = action == portal::Action::reject ? std::nullopt : std::optional(action);
        add(about + ", not now", state, "Acquisto: Kit CNS con Aruba Key Card Reader");
    }
    add("work list, loading", samples::at("/office/#/work", {portal::Role::operator_}),
        "Richieste di tutti gli Ordini");
    State work = samples::at("/office/#/work", {portal::Role::operator_});
    work.work_list.reply = portal::ListWork::Reply{{}, 0, 0};
    add("work list, empty", work, "Richieste di tutti gli Ordini");
    auto bought = samples::purchase(portal::Action::identify).row;
    work.work_list.reply =
        portal::ListWork::Reply{{{bought, "Ordine degli Ingegneri di Imperia", "Da spedire",
                                  portal::Responsible::provider, samples::now + 2 * 86400},
                                 {bought, "Ordine degli Ingegneri di Imperia", "Riconoscimento",
                                  portal::Responsible::member, samples::now + 9 * 86400},
                                 {samples::request(Stage::paid).row, "Ordine degli Architetti", "Validazione",
                                  portal::Responsible::order, std::nullopt}},
                                120,
                                2};
    work.work_list.filter = portal::WorkFilter::due_soon;
    add("work list", work, "Richieste di tutti gli Ordini");
    add("PIN", samples::at("/#/pin"), "PIN della carta");
    State pin = samples::at("/#/pin");
    pin.work.job = Job::pin;
    pin.work.step = Step::ready;
    pin.pin_changed = true;
    auto with_pins = samples::card();
    with_pins.pins = {{{protocol::CertificateRole::authentication}, agent::PinState::usable, 3, std::nullopt},
                      {{protocol::CertificateRole::signature}, agent::PinState::blocked, 0, 9},
                      {{}, agent::PinState::lost, 0, 0}};
    pin.work.readers = {samples::reader(with_pins)};
    add("PIN, read", pin, "PIN della carta");
    add("privacy", samples::at("/#/privacy"), "Informativa privacy");
    add("accessibility", samples::at("/#/accessibility"), "Dichiarazione di accessibilità");
    add("unknown", samples::at("/#/nowhere"), "Pagina non trovata");
    return all;
}

} // namespace

TEST_CASE("every state of every screen is drawn in both languages, for phones and desks") {
    const float width = GENERATE(390.0F, 1280.0F);
    for (Shown& shown : all_states()) {
        for (const auto language : {domain::Language::it, domain::Language::en}) {
            shown.state.language = language;
            INFO(shown.about << ", " << domain::text_of(language) << ", " << width);
            Headless page{width};
            // With the sentences that the edition's file has, not with all that there are.
            const auto& edition = samples::edition_of(shown.state);
            const auto texts = loaded(edition.of_members ? "member" : "office", language);
            page.draw([&](ui::Ui& ui) { (void)screens::draw(ui, shown.state, edition, texts.book()); });
            const auto outline = page.outline();
            // A key that has no sentence shows as itself; a parameter that is missing as three dots.
            CHECK_THAT(outline, !ContainsSubstring("app."));
            CHECK_THAT(outline, !ContainsSubstring("domain."));
            CHECK_THAT(outline, !ContainsSubstring("\u2026"));
            CHECK(page.core.problems().empty());
            if (language == domain::Language::it) {
                CHECK(page.find("heading", shown.heading) != nullptr);
            }
        }
    }
}
