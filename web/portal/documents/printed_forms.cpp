#include "web/portal/documents/printed_forms.hpp"

#include "web/portal/documents/form_parts.hpp"
#include "web/portal/documents/printable.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;
using domain::Language;

namespace {

/// "Richiesta P-1 · Convenzione CNSCNI18": what a paper is filed under.
std::string filed_under(const domain::RequestId& request, const std::string& convention) {
    return "Richiesta " + request.value + (convention.empty() ? "" : "  ·  Convenzione " + convention);
}

std::string euro(domain::Cents amount) {
    return domain::format(amount, Language::it);
}

/// Whether the file is a TrueType font with the tables that libharu reads: it takes their presence for
/// granted and reads on where one is missing (OpenType 1.9, "Organization of an OpenType Font").
bool is_truetype(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const auto number = [&bytes](std::size_t at, std::size_t size) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
        }
        return value;
    };
    constexpr std::size_t header = 12;
    constexpr std::size_t record = 16;
    if (bytes.size() < header || number(0, 4) != 0x00010000) {
        return false;
    }
    std::set<std::string> missing{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name"};
    const std::size_t end = header + number(4, 2) * record;
    for (std::size_t at = header; at < end && end <= bytes.size(); at += record) {
        const std::size_t offset = number(at + 8, 4);
        if (offset <= bytes.size() && number(at + 12, 4) <= bytes.size() - offset) {
            missing.erase(bytes.substr(at, 4));
        }
    }
    return missing.empty();
}

void show_payment(Sheet& sheet, const std::string& heading, const char* day, const ReceiptPayment& payment) {
    sheet.heading(heading);
    std::vector<SheetField> fields{
        {"Modalità", payment.method}, {day, italian(payment.on)}, {"Importo", euro(payment.amount)}};
    if (!payment.reference.empty()) {
        fields.push_back({"Riferimento", payment.reference});
    }
    sheet.fields(fields, 3);
}

} // namespace

domain::Result<std::unique_ptr<PrintedForms>> PrintedForms::open(FormFonts fonts) {
    for (const auto& file : {fonts.regular, fonts.bold}) {
        if (!is_truetype(file)) {
            return Error(ErrorId::configuration_invalid,
                         {{"file", file.string()}, {"reason", "is no TrueType font"}});
        }
    }
    return std::unique_ptr<PrintedForms>(new PrintedForms(std::move(fonts)));
}

domain::Result<std::string> PrintedForms::collection_form(const CollectionForm& form) const {
    Sheet sheet(fonts_, "Modulo di ritiro - " + form.holder.surname + " " + form.holder.given_name,
                "Modulo di ritiro  ·  " + filed_under(form.request, form.convention));
    sheet.letterhead(form.order.name.it, contacts(form.order));
    sheet.title("Modulo di ritiro del kit di firma digitale",
                "Consegna di persona, con riconoscimento de visu del titolare. Stampato il " +
                    italian(form.printed_on) + ".");

    sheet.heading("Che cosa si consegna");
    std::vector<SheetField> kit{{"Prodotto", form.product}};
    if (!form.card_number.empty()) {
        kit.push_back({"Numero della carta", form.card_number});
    }
    kit.push_back({"Richiesta", form.request.value});
    if (!form.convention.empty()) {
        kit.push_back({"Convenzione", form.convention});
    }
    sheet.fields(kit, kit.size() == 4 ? 2 : 3);
    sheet.heading("Titolare");
    domain::purchase::Holder holder = form.holder;
    holder.email.clear(); // how to reach the holder is not what is signed here
    holder.mobile.clear();
    sheet.fields(holder_fields(holder, Blanks::left_out), 3);
    if (const auto enrolment = enrolment_fields(form.enrolment, Blanks::left_out); !enrolment.empty()) {
        sheet.heading("Iscrizione all’Albo");
        sheet.fields(enrolment, 3);
    }
    sheet.heading("Documento d’identità indicato alla registrazione");
    sheet.fields(document_fields(form.document, Blanks::left_out), 3);

    sheet.heading("Riconoscimento de visu, a cura dell’incaricato dell’Ordine");
    sheet.text(
        "L’incaricato dichiara di aver riconosciuto di persona il titolare e di avergli consegnato il kit:");
    sheet.boxes({"il titolare è presente di persona: la delega non è ammessa;",
                 "il documento esibito in originale è quello indicato sopra, in corso di validità;",
                 "copia del documento è stata acquisita e allegata a questo modulo;",
                 "il kit è stato consegnato chiuso e integro."});
    sheet.signatures({"Nome e cognome dell’incaricato", "Data", "Firma dell’incaricato"});

    sheet.heading("Dichiarazione del titolare");
    sheet.text("Consapevole delle responsabilità per dichiarazioni non veritiere (art. 76 D.P.R. 445/2000), "
               "dichiara:");
    sheet.bullets(
        {"che i dati riportati in questo modulo sono i propri e sono esatti;",
         "di ritirare personalmente il kit sopra descritto;",
         "di custodire con diligenza il dispositivo di firma e i suoi codici (PIN e PUK), che non si "
         "comunicano a nessuno, e di usarlo personalmente (art. 32 del D.Lgs. 82/2005);",
         "di segnalare subito smarrimento, furto o uso non autorizzato, chiedendo la sospensione o la "
         "revoca dei certificati."});
    sheet.signatures({"Luogo e data", "Firma del titolare"});
    return sheet.finish();
}

domain::Result<std::string> PrintedForms::receipt(const Receipt& receipt) const {
    Sheet sheet(fonts_, "Ricevuta " + receipt.number,
                "Ricevuta " + receipt.number + "  ·  " + filed_under(receipt.request, receipt.convention));
    sheet.letterhead(receipt.seller,
                     receipt.order_name.empty() ? "" : "Per conto degli iscritti a: " + receipt.order_name);
    sheet.title("Ricevuta n. " + receipt.number, "del " + italian(receipt.issued_on));
    sheet.heading("Intestata a");
    std::vector<SheetField> customer{{"Nome", receipt.customer},
                                     {"Codice fiscale o partita IVA", receipt.tax_code},
                                     {"Indirizzo", one_line(receipt.address)}};
    if (!receipt.holder.empty() && receipt.holder != receipt.customer) {
        customer.push_back({"Per", receipt.holder});
    }
    customer.push_back({"Richiesta", receipt.request.value});
    if (!receipt.convention.empty()) {
        customer.push_back({"Convenzione", receipt.convention});
    }
    sheet.fields(customer, 2);
    sheet.space(6);

    std::vector<std::vector<std::string>> rows;
    std::map<int, domain::Total> by_rate;
    for (const auto& line : receipt.lines) {
        rows.push_back({line.text, euro(line.net), domain::format(line.vat_rate, Language::it),
                        euro(line.vat), euro({line.net.value + line.vat.value})});
        auto& rate = by_rate[line.vat_rate.basis_points];
        rate.net.value += line.net.value;
        rate.vat.value += line.vat.value;
    }
    sheet.table({{"Descrizione", 0.46F, false},
                 {"Imponibile", 0.15F, true},
                 {"IVA %", 0.09F, true},
                 {"IVA", 0.14F, true},
                 {"Totale", 0.16F, true}},
                rows);
    sheet.sum("Totale imponibile", euro(receipt.total.net), false);
    for (const auto& [rate, total] : by_rate) {
        sheet.sum("IVA " + domain::format(domain::VatRate{rate}, Language::it), euro(total.vat), false);
    }
    sheet.sum("Totale", euro(receipt.total.gross), true);
    if (receipt.credit.value > 0) {
        const std::string from = receipt.credit_from.empty() ? "" : " dalla richiesta " + receipt.credit_from;
        sheet.sum("Credito usato" + from, euro({-receipt.credit.value}), false);
        sheet.sum("Dovuto", euro({receipt.total.gross.value - receipt.credit.value}), true);
    }
    if (receipt.payment) {
        show_payment(sheet, "Pagamento ricevuto", "Pagato il", *receipt.payment);
    }
    if (receipt.refund) {
        show_payment(sheet, "Rimborso", "Rimborsato il", *receipt.refund);
    }
    sheet.space(8);
    sheet.text("Questa ricevuta attesta il pagamento; non è una fattura.", {8, false, true});
    return sheet.finish();
}

domain::Result<std::string> PrintedForms::mailbox_form(const MailboxForm& form) const {
    const auto blanks = form.holder ? Blanks::left_out : Blanks::kept;
    Sheet sheet(fonts_, "Richiesta di attivazione della casella PEC",
                "Richiesta di casella PEC  ·  " + form.order.name.it);
    sheet.letterhead(form.order.name.it, contacts(form.order));
    sheet.title("Richiesta di attivazione della casella PEC", "Alla segreteria dell’Ordine");
    sheet.heading("Chi chiede");
    sheet.fields(holder_fields(form.holder.value_or(domain::purchase::Holder{}), blanks), 2);
    sheet.heading("Iscrizione all’Albo");
    sheet.fields(enrolment_fields(form.enrolment, blanks), 3);
    sheet.heading("Che cosa chiede");
    sheet.text(
        "L’iscritto chiede all’Ordine l’attivazione della casella di posta elettronica certificata (PEC) "
        "prevista dalla convenzione nazionale" +
        (form.mailbox.empty() ? std::string() : ": " + form.mailbox) + ".");
    sheet.text(
        "La casella PEC è il domicilio digitale del professionista: comunicarla all’Ordine è un obbligo "
        "(art. 37 del D.L. 76/2020, convertito dalla L. 120/2020).");
    sheet.heading("Documento d’identità allegato");
    sheet.fields(document_fields(form.document.value_or(domain::purchase::IdentityDocument{}),
                                 form.document ? Blanks::left_out : Blanks::kept),
                 3);
    sheet.boxes({"Allego copia di un documento d’identità in corso di validità."});
    sheet.heading("Dichiarazione");
    sheet.text(
        "Consapevole delle responsabilità per dichiarazioni non veritiere (art. 76 del D.P.R. 445/2000), "
        "dichiaro che i dati riportati sono i miei e sono esatti. Ho letto l’informativa sul trattamento dei "
        "dati personali.");
    sheet.space(6);
    sheet.signatures({"Luogo e data", "Firma"});
    return sheet.finish();
}

} // namespace sigillo::portal
