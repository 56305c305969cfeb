#include "tests/app/update/purchase_samples.hpp"

namespace sigillo::app::samples {

using portal::Action;
using portal::DraftField;
using portal::FieldKind;

namespace {

constexpr std::int64_t day = 86400;

DraftField field(std::string name, FieldKind kind, std::string label, std::string value) {
    DraftField out;
    out.name = std::move(name);
    out.kind = kind;
    out.label = std::move(label);
    out.value = std::move(value);
    out.required = true;
    return out;
}

portal::DraftPage page(std::string name, std::string title, std::vector<DraftField> fields) {
    portal::DraftPage out;
    out.page = std::move(name);
    out.title = std::move(title);
    out.fields = std::move(fields);
    out.complete = true;
    return out;
}

portal::DraftPage product_page() {
    auto product = field("product", FieldKind::choice, "Prodotto", "cns-key");
    product.options = {{"cns-key", "Kit CNS con Aruba Key Card Reader", 5850},
                       {"cns-card", "Smart card CNS con lettore da tavolo", 4400},
                       {"reader", "Lettore di smart card da tavolo", 1290}};
    auto out = page("product", "Prodotto", {product});
    out.lead = "I prodotti che la convenzione riserva al tuo Ordine.";
    out.statements = {{"I prezzi sono al netto dell’IVA.", ""},
                      {"Guida del fornitore", "https://guide.example/attivazione"}};
    return out;
}

portal::DraftPage holder_page() {
    auto fax = field("holder.fax", FieldKind::phone, "Fax", "");
    fax.required = false;
    auto sex = field("holder.sex", FieldKind::choice, "Sesso", "F");
    sex.options = {{"F", "Femmina", std::nullopt}, {"M", "Maschio", std::nullopt}};
    auto place = field("holder.birth_place", FieldKind::place, "Comune di nascita", "D542");
    place.shown = "Fermo (FM)";
    auto email = field("holder.email", FieldKind::email, "E-mail", "maria@");
    email.problem = protocol::Failure{"field-invalid", {{"field", "holder.email"}}};
    auto names = field("holder.given_name", FieldKind::text, "Nome", "Maria");
    names.hint = "Tutti i nomi, come sul documento.";
    auto out =
        page("holder", "Dati del titolare",
             {names, field("holder.surname", FieldKind::text, "Cognome", "Rossi"), sex,
              field("holder.birth", FieldKind::date, "Data di nascita", "1980-01-01"), place,
              field("holder.codice_fiscale", FieldKind::codice_fiscale, "Codice fiscale", ""), fax, email});
    out.complete = false;
    return out;
}

portal::DraftPage enrolment_page() {
    auto order = field("enrolment.order", FieldKind::text, "Ordine", "Ingegneri di Imperia");
    order.locked = true;
    auto title = field("enrolment.title", FieldKind::choice, "Titolo", "Ingegnere");
    for (const auto* one : {"Ingegnere", "Ingegnere Iunior", "Architetto", "Paesaggista", "Conservatore",
                            "Pianificatore", "Pianificatore Iunior"}) {
        title.options.push_back({one, one, std::nullopt});
    }
    auto section = field("enrolment.section", FieldKind::choice, "Sezione", "B");
    section.options = {{"A", "A", std::nullopt}, {"B", "B", std::nullopt}};
    section.register_value = "A";
    return page("enrolment", "Iscrizione all’Albo",
                {order, title, section,
                 field("enrolment.registered_on", FieldKind::date, "Iscritta dal", "2010-05-03")});
}

portal::DraftPage photo_page() {
    return page("photo", "Fotografia", {field("photo", FieldKind::photo, "Fotografia", "")});
}

portal::DraftPage billing_page() {
    return page("billing", "Fatturazione",
                {field("billing.to_holder", FieldKind::checkbox, "Fattura intestata a me", "true")});
}

} // namespace

portal::FindConvention::Reply convention() {
    return {"CNSCNI18",
            "Convenzione CNS degli ingegneri",
            {{"ingegneri-imperia", "Ordine degli Ingegneri di Imperia", std::nullopt},
             {"ingegneri-pavia", "Ordine degli Ingegneri di Pavia", std::nullopt}}};
}

portal::Draft draft() {
    portal::Draft out;
    out.id = "D-1";
    out.seq = 3;
    out.convention = "CNSCNI18";
    out.convention_name = "Convenzione CNS degli ingegneri";
    out.convention_version = "hash";
    out.order = "ingegneri-imperia";
    out.order_name = "Ordine degli Ingegneri di Imperia";
    out.pages = {product_page(), holder_page(), enrolment_page(), photo_page(), billing_page()};
    out.price = {{"Kit CNS con Aruba Key Card Reader", 5850, 1287, 22},
                 {"Spedizione all’Ordine", 500, 110, 22}};
    out.net = 6350;
    out.vat = 1397;
    out.total = 7747;
    out.clauses = {{"purchase_contract", "Accetto le condizioni di fornitura.", false},
                   {"privacy", "Ho letto l’informativa.", false},
                   {"specific_approval", "Approvo gli articoli 5 e 9.", true}};
    return out;
}

portal::Draft whole_draft() {
    auto out = draft();
    for (auto& one : out.pages) {
        one.complete = true;
        for (auto& each : one.fields) {
            each.problem.reset();
        }
    }
    return out;
}

State at_page(const std::string& page, portal::Draft draft) {
    State state = at(draft_path + "/" + page);
    state.buying.draft = std::move(draft);
    return state;
}

portal::RequestView purchase(Action action) {
    portal::RequestView view = request(portal::Stage::placed);
    view.row.kind = portal::RequestKind::purchase;
    view.row.product = "Kit CNS con Aruba Key Card Reader";
    view.row.certificate_expires = 0;
    view.card_serial.clear();
    view.price = draft().price;
    view.total = 7747;
    view.deadline = now + 90 * day;
    view.permissions = {{Action::withdraw, std::nullopt}, {action, std::nullopt}};
    view.timeline = {{now - day, "purchase.placed", {{"convention", "CNSCNI18"}}},
                     {now,
                      "purchase.document_replaced",
                      {{"document", "domain.document_kind.passport"},
                       {"number", "YA1234567"},
                       {"reason", "domain.document_reason.lost_or_stolen"},
                       {"note", ""}}}};
    portal::PurchaseView purchase;
    purchase.product = view.row.product;
    purchase.steps = {{"payment", "Pagamento", portal::StepState::done, portal::Responsible::member,
                       now - day, std::nullopt},
                      {"identification", "Identificazione", portal::StepState::current,
                       portal::Responsible::member, std::nullopt, now + 90 * day},
                      {"validation", "Validazione dell’Ordine", portal::StepState::to_do,
                       portal::Responsible::order, std::nullopt, std::nullopt}};
    purchase.summary = {{"holder", "Nome", "Maria"}, {"holder", "Cognome", "Rossi"}};
    purchase.statements = {{"Il kit si ritira di persona, senza deleghe.", ""}};
    purchase.payment_method = "bank_transfer";
    purchase.payment_details = {{"payment", "IBAN", "IT60X0542811101000000123456"}};
    purchase.identification = "cns";
    purchase.identification_options = {{"cns", "CNS", 0}, {"spid", "SPID", 400}};
    purchase.identified_by_card = true;
    purchase.mobile_end = "89";
    view.papers = {{portal::PaperKind::receipt, "receipt-1.pdf", 7747, now - day},
                   {portal::PaperKind::refund, "receipt-2.pdf", 100, now},
                   {portal::PaperKind::collection_form, "form.pdf", 0, now}};
    view.support.ticket_url = "https://assistenza.aruba.it/";
    view.convention_name = "Convenzione CNS degli ingegneri";
    view.purchase = std::move(purchase);
    return view;
}

portal::RequestView purchase_at_office(Action action) {
    auto view = purchase(action);
    view.permissions = {{action, std::nullopt}};
    view.comparison = {{"given_name", "Maria", "Maria", false}, {"section", "B", "A", true}};
    auto& purchase = *view.purchase;
    purchase.documents = {{"identity_card", "Carta d’identità", {}}, {"passport", "Passaporto", {}}};
    purchase.document = "passport";
    purchase.document_number = "YA1234567";
    purchase.certificates = {{"signature", "Certificato di firma: Valido", {}},
                             {"authentication", "Certificato CNS: Valido", {}},
                             {"both", "Entrambi i certificati", {}}};
    purchase.status_reasons = {{"transferred", "Trasferimento a un altro Ordine", {}},
                               {"other", "Altro motivo", {}}};
    purchase.open_payments = {{"P-1", "Bonifico bancario, CRO12345678901", 7747}};
    purchase.enrolment = enrolment_page().fields;
    purchase.document_reasons.emplace().push_back(
        {"expired", "Il documento indicato nella richiesta è scaduto", {}});
    purchase.owed_payments.emplace().push_back({"P-2", "Bonifico bancario, CRO12345678902", 4392});
    return view;
}

} // namespace sigillo::app::samples
