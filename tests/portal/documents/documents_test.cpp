#include "tests/portal/support.hpp"
#include "web/portal/documents/printable.hpp"
#include "web/portal/documents/printed_forms.hpp"

#include <algorithm>
#include <cstdio>

using namespace sigillo::portal;
using namespace sigillo::portal::test;
namespace domain = sigillo::domain;

namespace {

/// A PDF as other software reads it (poppler).
struct Read {
    explicit Read(const domain::Result<std::string>& pdf) {
        REQUIRE(pdf);
        bytes = *pdf;
        std::ofstream(folder / "a.pdf", std::ios::binary) << bytes;
        text = output("pdftotext -enc UTF-8 -layout '" + (folder / "a.pdf").string() + "' -");
        about = output("pdfinfo '" + (folder / "a.pdf").string() + "'");
    }
    static std::string output(const std::string& command) {
        const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen((command + " 2>/dev/null").c_str(), "r"),
                                                         close_pipe);
        REQUIRE(pipe);
        std::string all;
        char part[4096];
        for (std::size_t got = 0; (got = fread(part, 1, sizeof part, pipe.get())) > 0;) {
            all.append(part, got);
        }
        return all;
    }
    static int close_pipe(FILE* file) { return pclose(file); }
    /// Blanks of every kind are one blank, so that line breaks do not matter.
    [[nodiscard]] bool says(const std::string& words) const {
        return single_blanks(text).find(single_blanks(words)) != std::string::npos;
    }
    [[nodiscard]] int pages() const {
        const auto at = about.find("Pages:");
        REQUIRE(at != std::string::npos);
        return std::stoi(about.substr(at + 6));
    }
    static std::string single_blanks(std::string words) {
        for (std::size_t at = 0; (at = words.find("\xc2\xa0", at)) != std::string::npos;) {
            words.replace(at, 2, " ");
        }
        std::string out;
        for (const char c : words) {
            const bool blank = c == ' ' || c == '\n' || c == '\f';
            if (!blank || (!out.empty() && out.back() != ' ')) {
                out += blank ? ' ' : c;
            }
        }
        return out;
    }

    TemporaryFolder folder;
    std::string bytes;
    std::string text;
    std::string about;
};

const PrintedForms& forms() {
    static const auto opened = PrintedForms::open();
    REQUIRE(opened);
    return **opened;
}

domain::Order order() {
    domain::Order order;
    order.name.it = "Ordine degli Ingegneri della Provincia di Pavia";
    order.mail = "segreteria2@ording.pv.it";
    order.phone = "0382-22070";
    return order;
}

domain::purchase::Holder holder() {
    domain::purchase::Holder holder;
    holder.given_name = "Niccolò Łukasz";
    holder.surname = "D’Alò Şahin";
    holder.codice_fiscale = "RSSMRA80A01H501U";
    holder.birth = {1980, 1, 1};
    holder.birth_place_name = "Forlì";
    holder.residence = {"Via della Libertà 12/bis", "27100", "Pavia", "PV", "IT"};
    holder.mobile = "+393330001234";
    holder.email = "niccolo@posta.example";
    return holder;
}

const domain::purchase::Enrolment enrolment{"Ingegnere", "A",          "Civile e ambientale",
                                            "1207",      {2016, 2, 9}, {2015, 11, 30}};
const domain::purchase::IdentityDocument document{
    domain::purchase::DocumentKind::passport, "YA1234567", "Questura di Pavia", {2020, 5, 4}, {2030, 5, 4}};

CollectionForm collection() {
    return {order(),        "FDING1793",        domain::RequestId("P-42"),
            "Kit ArubaKEY", "7420123456789012", holder(),
            document,       enrolment,          {2026, 11, 22}};
}

Receipt receipt() {
    Receipt receipt;
    receipt.number = "2026/000123";
    receipt.issued_on = {2026, 11, 22};
    receipt.request = domain::RequestId("P-42");
    receipt.convention = "FRCNI25";
    receipt.seller = "Il fornitore";
    receipt.customer = "Studio Tecnico Zoë S.r.l.";
    receipt.tax_code = "01234567890";
    receipt.address = {"Rue de l’Été 3", "06500", "Menton", "", "FR"};
    receipt.holder = "Niccolò D’Alò";
    receipt.lines = {{"Firma remota OTP Mobile", {3750}, {2200}, {825}},
                     {"Identificazione SPID", {400}, {2200}, {88}}};
    receipt.total = {{4150}, {913}, {5063}};
    return receipt;
}

} // namespace

TEST_CASE(
    "the form signed at collection names holder, document, kit and Order, on one page [X7] [R28] [R70]") {
    const Read read(forms().collection_form(collection()));
    CHECK(read.pages() == 1);
    for (const char* words :
         {"Modulo di ritiro", "Ordine degli Ingegneri della Provincia di Pavia", "0382-22070", "Kit ArubaKEY",
          "7420123456789012", "P-42", "FDING1793", "Niccolò Łukasz", "D’Alò Şahin", "RSSMRA80A01H501U",
          "Forlì, 1 gennaio 1980", "Passaporto", "YA1234567", "Questura di Pavia", "4 maggio 2030", "1207",
          "Civile e ambientale", "22 novembre 2026"}) {
        INFO(words);
        CHECK(read.says(words));
    }
}

TEST_CASE("the form states identification de visu, no delegation, and has places to sign [X7] [R27] [R69]") {
    const Read read(forms().collection_form(collection()));
    CHECK(read.says("riconoscimento de visu"));
    CHECK(read.says("la delega non è ammessa"));
    CHECK(read.says("copia del documento è stata acquisita"));
    CHECK(read.says("Firma del titolare"));
    CHECK(read.says("Firma dell’incaricato"));
    CHECK(read.says("Luogo e data"));
}

TEST_CASE("a form without a card number or code leaves no empty field [X7]") {
    auto form = collection();
    form.card_number.clear();
    form.convention.clear();
    form.enrolment = {};
    const Read read(forms().collection_form(form));
    CHECK_FALSE(read.says("Numero della carta"));
    CHECK_FALSE(read.says("Convenzione"));
    CHECK_FALSE(read.says("Iscrizione all’Albo"));
}

TEST_CASE("a receipt shows each line with net, VAT and gross, who paid, and the payment [X20]") {
    auto paid = receipt();
    paid.payment = ReceiptPayment{"Bonifico bancario", "CRO 12345678901", {5063}, {2026, 11, 20}};
    const Read read(forms().receipt(paid));
    CHECK(read.pages() == 1);
    for (const char* words :
         {"Ricevuta n. 2026/000123", "Studio Tecnico Zoë S.r.l.", "01234567890",
          "Rue de l’Été 3, 06500 Menton, FR", "Niccolò D’Alò",
          "Firma remota OTP Mobile 37,50 € 22% 8,25 € 45,75 €",
          "Identificazione SPID 4,00 € 22% 0,88 € 4,88 €", "Totale imponibile 41,50 €", "IVA 22% 9,13 €",
          "Totale 50,63 €", "Bonifico bancario", "CRO 12345678901", "20 novembre 2026", "FRCNI25"}) {
        INFO(words);
        CHECK(read.says(words));
    }
    CHECK_FALSE(read.says("Rimborso"));
    CHECK_FALSE(read.says("Credito"));
}

TEST_CASE("a receipt shows a credit that was used and a payment given back [X20] [X8]") {
    auto returned = receipt();
    returned.credit = {2196};
    returned.credit_from = "R-7";
    returned.payment = ReceiptPayment{"Carta", "T-1", {2867}, {2026, 11, 20}};
    returned.refund = ReceiptPayment{"Carta", "", {2867}, {2026, 11, 22}};
    const Read read(forms().receipt(returned));
    CHECK(read.says("Credito usato dalla richiesta R-7 -21,96 €"));
    CHECK(read.says("Dovuto 28,67 €"));
    CHECK(read.says("Rimborso"));
    CHECK(read.says("22 novembre 2026"));
}

TEST_CASE("a receipt with two VAT rates sums each [X20]") {
    auto two = receipt();
    two.lines[1] = {"Libro", {400}, {400}, {16}};
    two.total = {{4150}, {841}, {4991}};
    const Read read(forms().receipt(two));
    CHECK(read.says("IVA 4% 0,16 €"));
    CHECK(read.says("IVA 22% 8,25 €"));
}

TEST_CASE("the request for a PEC mailbox is filled in with the member's data [R112] [R113] [R103]") {
    MailboxForm form{order(), holder(), enrolment, document, "STANDARD, 1 GB, gratuita per gli iscritti"};
    const Read read(forms().mailbox_form(form));
    CHECK(read.pages() == 1);
    for (const char* words :
         {"casella PEC", "D’Alò Şahin", "RSSMRA80A01H501U", "+393330001234", "1207",
          "STANDARD, 1 GB, gratuita per gli iscritti", "Passaporto", "YA1234567",
          "Allego copia di un documento d’identità in corso di validità", "Firma", "art. 37"}) {
        INFO(words);
        CHECK(read.says(words));
    }
}

TEST_CASE("the request for a PEC mailbox can be downloaded blank, with every field to fill in [R113]") {
    const Read read(forms().mailbox_form({order(), std::nullopt, {}, std::nullopt, ""}));
    CHECK(read.pages() == 1);
    for (const char* words : {"Cognome", "Nome", "Codice fiscale", "Residenza", "E-mail",
                              "Telefono cellulare", "Numero di iscrizione", "Sezione", "Scadenza"}) {
        INFO(words);
        CHECK(read.says(words));
    }
}

TEST_CASE("a paper tells its title and language, and brings its fonts along") {
    const Read read(forms().collection_form(collection()));
    CHECK(read.about.find("Modulo di ritiro - D’Alò Şahin Niccolò Łukasz") != std::string::npos);
    CHECK(read.about.find("A4") != std::string::npos);
    CHECK(read.bytes.find("/Lang (it-IT)") != std::string::npos);
    CHECK(read.bytes.find("/DisplayDocTitle true") != std::string::npos);
    CHECK(read.bytes.find("/FontFile2") != std::string::npos);
}

TEST_CASE("names of any length and bytes are printed, and what follows stays on the paper") {
    const auto name = GENERATE(std::string(3000, 'W'), std::string("Ros\nsi\x01\x7f"),
                               std::string("\xff\xfe\xc0\x80 Rossi"), std::string("😀 𝕬 Rossi"),
                               std::string("محمد 王小明 Ελένη Юлия"),
                               std::string("\xe2\x80\xae"
                                           "issoR"),
                               std::string(), std::string("   "));
    auto form = collection();
    form.holder.surname = name;
    form.holder.residence.street = name;
    const Read read(forms().collection_form(form));
    CHECK(read.pages() >= 1);
    CHECK(read.says("Firma del titolare"));
    auto paid = receipt();
    paid.customer = paid.lines[0].text = paid.seller = name;
    CHECK(Read(forms().receipt(paid)).says("Totale"));
}

TEST_CASE("a long receipt goes on on the next page, and each page tells which it is [X20]") {
    auto much = receipt();
    for (int i = 0; i < 90; ++i) {
        much.lines.push_back({"Riga " + std::to_string(i), {100}, {2200}, {22}});
    }
    const Read read(forms().receipt(much));
    CHECK(read.pages() > 1);
    CHECK(read.says("Riga 89"));
    CHECK(read.says("Pagina 1 di " + std::to_string(read.pages())));
    CHECK(read.says("Pagina " + std::to_string(read.pages()) + " di " + std::to_string(read.pages())));
}

TEST_CASE("a font that is not there, or is no font, is a wrong configuration") {
    TemporaryFolder folder;
    std::ofstream(folder / "no.ttf") << "no font at all";
    std::ifstream whole(FormFonts().regular, std::ios::binary);
    std::string part(2000, '\0');
    whole.read(part.data(), static_cast<std::streamsize>(part.size()));
    std::ofstream(folder / "cut.ttf", std::ios::binary) << part;
    const auto file = GENERATE("no.ttf", "cut.ttf", "absent.ttf");
    const auto opened = PrintedForms::open({FormFonts().regular, folder / file});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().id == domain::ErrorId::configuration_invalid);
    CHECK(opened.error().details.at("file") == (folder / file).string());
}

TEST_CASE("text for a font is well-formed and without controls") {
    CHECK(printable("Zoë €") == "Zoë €");
    CHECK(printable("a\tb\r\nc") == "a b  c");
    CHECK(printable("\xc2\x85x") == " x");
    CHECK(printable("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(printable("\xf0\x9f\x98\x80!") == "\xef\xbf\xbd!");
    CHECK(printable("\xe2\x80\xaex") == " x");
}

TEST_CASE("lines break at blanks, and within a word that fits nowhere") {
    const auto short_enough = [](const std::string& line) { return line.size() <= 5; };
    using Lines = std::vector<std::string>;
    CHECK(broken_into_lines("uno due tre", short_enough) == Lines{"uno", "due", "tre"});
    CHECK(broken_into_lines("a b c d e", short_enough) == Lines{"a b c", "d e"});
    CHECK(broken_into_lines("abcdefgh i", short_enough) == Lines{"abcde", "fgh i"});
    CHECK(broken_into_lines("  ", short_enough).empty());
    CHECK(broken_into_lines("ab", [](const std::string&) { return false; }) == Lines{"a", "b"});
}

TEST_CASE("a day is written as Italians write it, and none not at all") {
    CHECK(italian({2026, 8, 1}) == "1 agosto 2026");
    CHECK(italian({}).empty());
}
