#include "shared/texts/loaded.hpp"
#include "tests/app/ui/headless.hpp"
#include "tests/app/update/samples.hpp"
#include "tests/support/catch.hpp"
#include "web/app/screens/screens.hpp"

#include <fstream>
#include <sstream>

// The pages of PEC mailboxes, in both editions.

using namespace sigillo;
using namespace sigillo::app;
using ui::testing::Headless;

namespace {

texts::LoadedTexts texts_of(const char* edition, domain::Language language) {
    std::ifstream in(TEXTS_FILES + std::string(edition) + "." + std::string(domain::text_of(language)),
                     std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    auto texts = texts::LoadedTexts::read(language, content.str());
    REQUIRE(texts);
    return std::move(*texts);
}

portal::MailboxView mailbox(portal::MailboxStage stage) {
    portal::MailboxView view;
    view.row.id = "M-1";
    view.row.seq = 3;
    view.row.stage = stage;
    view.row.holder = "Maria Rossi";
    view.row.codice_fiscale = samples::codice_fiscale;
    view.row.registration = "Sezione A n. 123";
    view.row.order_name = "Ordine degli Ingegneri della Provincia di Imperia";
    view.row.since = samples::now;
    view.own = true;
    view.documents = {{"identity_card", "Carta d’identità", std::nullopt}};
    view.statements = {{"La casella STANDARD è gratuita.", ""}, {"Convenzione CNI", "https://www.mying.it/"}};
    view.summary = {{"Documento", "Numero", "CA12345AB"}};
    for (const auto action :
         {portal::MailboxAction::ask, portal::MailboxAction::withdraw, portal::MailboxAction::request,
          portal::MailboxAction::decline, portal::MailboxAction::order}) {
        view.permissions.push_back({action, std::nullopt});
    }
    view.history = {{samples::now, "Richiesta presentata all’Ordine"}};
    return view;
}

portal::MailboxView active() {
    auto view = mailbox(portal::MailboxStage::active);
    view.row.address = "maria.rossi@pec.example";
    view.row.space = {portal::MailboxPlan::pro, 5, 2};
    view.vat_percent = 22;
    view.offers = {{portal::AddOnKind::inbox_space, 200, 5, 0, 0}, {portal::AddOnKind::pro, 2000, 0, 3, 2}};
    view.clauses = {{"privacy", "Ho letto l’informativa.", false}, {"specific_approval", "Approvo.", true}};
    view.payment_methods = {{"card", "Carta", std::nullopt}, {"bank_transfer", "Bonifico", std::nullopt}};
    portal::AddOn space;
    space.id = "A-1";
    space.kind = portal::AddOnKind::inbox_space;
    space.gb = 2;
    space.status = portal::AddOnStatus::running;
    space.price = {"Spazio (2 GB)", 400, 88, 22};
    space.until = samples::now + 30 * 86400;
    space.renewable_from = samples::now - 86400;
    space.renewal_price = space.price;
    space.left = portal::MailboxSpace{portal::MailboxPlan::standard, 1, 0};
    portal::AddOn pro = space;
    pro.id = "A-2";
    pro.kind = portal::AddOnKind::pro;
    pro.price = {"Casella PRO", 2000, 440, 22};
    pro.renewal_price.reset();
    pro.renewable_from = samples::now + 86400;
    portal::AddOn placed = space;
    placed.id = "A-3";
    placed.status = portal::AddOnStatus::placed;
    placed.may_be_paid = true;
    placed.pay_by = samples::now + 86400;
    placed.renewal_price.reset();
    placed.open = {{"P-1", "Bonifico bancario, CRO12345678901", 2440}};
    placed.owed = {{"P-2", "Bonifico bancario, CRO12345678902", 2440}};
    placed.payment_details = {{"payment", "IBAN", "IT60 X054 2811 1010 0000 0123 456"}};
    view.add_ons = {space, pro, placed};
    return view;
}

struct Shown {
    std::string about;
    bool office;
    State state;
    std::string heading;
};

std::vector<Shown> all() {
    std::vector<Shown> out;
    const auto member = [&](const char* about, std::optional<portal::MailboxView> view) -> State& {
        State state = samples::at("/#/mailbox");
        state.mailbox.view = std::move(view);
        out.push_back({about, false, std::move(state), "Casella PEC"});
        return out.back().state;
    };
    member("loading", std::nullopt);
    auto none = mailbox(portal::MailboxStage::none);
    none.note = "La copia non si legge.";
    State& asking = member("to ask", none);
    asking.mailbox.asked = true;
    asking.mailbox.form = {"modulo.pdf", {'%'}};
    asking.trouble = domain::Error(domain::ErrorId::mailbox_papers_missing);
    none.permissions[0].refusal = protocol::Failure{"mailbox-not-offered", {}};
    member("not offered", none);
    member("asked", mailbox(portal::MailboxStage::asked)).mailbox.withdraw_open = true;
    member("requested", mailbox(portal::MailboxStage::requested));
    member("active", active());
    State& ordering = member("ordering", active());
    ordering.mailbox.ordering = portal::AddOnKind::inbox_space;
    ordering.mailbox.text(MailboxField::gb) = "9";
    ordering.order_asked = true;
    State& renewing = member("renewing", active());
    renewing.mailbox.ordering = portal::AddOnKind::inbox_space;
    renewing.mailbox.renewing = "A-1";
    State& declaring = member("declaring", active());
    declaring.mailbox.declaring = "A-3";
    declaring.mailbox.asked = true;

    State list = samples::at("/office/#/mailboxes", {portal::Role::secretary});
    out.push_back({"list, loading", true, list, "Caselle PEC"});
    list.mailbox.list = portal::ListMailboxes::Reply{};
    out.push_back({"list, empty", true, list, "Caselle PEC"});
    list.mailbox.list->rows = {active().row, mailbox(portal::MailboxStage::asked).row};
    list.mailbox.list->rows[0].deadline = samples::now + 86400;
    list.mailbox.list->total = 120;
    out.push_back({"list", true, list, "Caselle PEC"});
    const auto office = [&](const char* about, portal::MailboxView view, portal::Role role) -> State& {
        State state = samples::at("/office/#/mailbox/M-1", {role});
        view.own = false;
        state.mailbox.view = std::move(view);
        out.push_back({about, true, std::move(state), "Casella PEC di Maria Rossi"});
        return out.back().state;
    };
    State& declining = office("declining", mailbox(portal::MailboxStage::asked), portal::Role::secretary);
    declining.mailbox.decline_open = true;
    declining.mailbox.asked = true;
    auto expired = mailbox(portal::MailboxStage::asked);
    expired.permissions[2].refusal = protocol::Failure{"document-expired", {}};
    office("held up", expired, portal::Role::secretary);
    State& watched = office("watched by the provider", active(), portal::Role::operator_);
    watched.desk.asked = true;
    watched.desk.tried = portal::Action::record_payment;
    watched.desk.about = "P-1";
    State entering = samples::at("/office/#/mailboxes/new", {portal::Role::secretary});
    entering.mailbox.asked = true;
    out.push_back({"on paper", true, entering, "Nuova richiesta su carta"});
    auto found = mailbox(portal::MailboxStage::none);
    found.own = false;
    entering.mailbox.view = found;
    out.push_back({"on paper, found", true, entering, "Nuova richiesta su carta"});
    return out;
}

} // namespace

TEST_CASE("mailboxes are shown in both languages, for phones and desks [R95] [R99] [R110] [R113]") {
    const float width = GENERATE(390.0F, 1280.0F);
    for (Shown& shown : all()) {
        for (const auto language : {domain::Language::it, domain::Language::en}) {
            shown.state.language = language;
            INFO(shown.about << ", " << domain::text_of(language) << ", " << width);
            Headless page{width};
            const auto texts = texts_of(shown.office ? "office" : "member", language);
            page.draw([&](ui::Ui& ui) {
                (void)screens::draw(ui, shown.state, shown.office ? office_edition() : member_edition(),
                                    texts.book());
            });
            const auto outline = page.outline();
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

TEST_CASE("what is about to end says what will be left, and that what it held is lost [R109] [R110]") {
    Headless page;
    State state = samples::at("/#/mailbox");
    state.mailbox.view = active();
    const auto texts = texts_of("member", domain::Language::it);
    page.draw([&](ui::Ui& ui) { (void)screens::draw(ui, state, member_edition(), texts.book()); });
    const auto outline = page.outline();
    CHECK_THAT(outline, ContainsSubstring("STANDARD: 1 GB di posta in arrivo"));
    CHECK_THAT(outline, ContainsSubstring("non si potranno più recuperare"));
}

TEST_CASE("whoever pays space or PRO at the bank reads where to [R108]") {
    Headless page;
    State state = samples::at("/#/mailbox");
    state.mailbox.view = active();
    const auto texts = texts_of("member", domain::Language::it);
    page.draw([&](ui::Ui& ui) { (void)screens::draw(ui, state, member_edition(), texts.book()); });
    CHECK_THAT(page.outline(), ContainsSubstring("IT60 X054 2811 1010 0000 0123 456"));
}

TEST_CASE("what is typed keeps its field when the portal names the add-on in another language") {
    const auto field_of = [](const char* name) {
        Headless page;
        State state = samples::at("/#/mailbox");
        state.mailbox.view = active();
        state.mailbox.view->add_ons.back().open.clear();
        state.mailbox.view->add_ons.back().price.product = name;
        state.mailbox.declaring = "A-3";
        const auto texts = texts_of("member", domain::Language::it);
        page.draw([&](ui::Ui& ui) { (void)screens::draw(ui, state, member_edition(), texts.book()); });
        const auto* field = page.find("textbox", "CRO o TRN del bonifico, o numero della ricevuta");
        REQUIRE(field != nullptr);
        return field->id;
    };
    CHECK(field_of("Spazio (2 GB)") == field_of("Space (2 GB)"));
}
