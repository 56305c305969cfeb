#include "web/portal/register/register_file.hpp"

#include "tests/support/catch.hpp"

using namespace sigillo::portal;
namespace domain = sigillo::domain;

namespace {

const domain::OrderId order("ingegneri-pavia");
constexpr const char* header =
    "Codice fiscale;Cognome;Nome;Numero;Data iscrizione;Sezione;E-mail;Cellulare;Stato;"
    "Quote pagate fino al\r\n";
constexpr const char* rossi =
    "RSSMRA80A01H501U;Rossi;Mario;123;01/03/2005;A;mario@example.it;333 1234567;iscritto;31/12/2026\r\n";

RegisterFile read(const std::string& text) {
    auto file = read_register_file(text, order);
    REQUIRE(file);
    return std::move(*file);
}

std::string refusal(const std::string& text) {
    const auto file = read_register_file(text, order);
    if (file) {
        return "";
    }
    const auto column = file.error().details.find("column");
    return std::string(domain::text_of(file.error().id)) +
           (column == file.error().details.end() ? "" : " " + column->second);
}

/// "line column error" of each problem of one line with this cell.
std::string problem_of(std::size_t cell, const std::string& value) {
    std::vector<std::string> cells = {
        "RSSMRA80A01H501U", "Rossi",       "Mario",    "123",       "01/03/2005", "A",
        "mario@example.it", "333 1234567", "iscritto", "31/12/2026"};
    cells[cell] = value;
    std::string line;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        line += (at == 0 ? "" : ";") + cells[at];
    }
    const auto file = read(std::string(header) + line);
    std::string out;
    for (const auto& problem : file.problems) {
        out += std::to_string(problem.line) + " " + problem.column + " " +
               std::string(domain::text_of(problem.error.id));
    }
    CHECK(file.lines.size() == (out.empty() ? 1U : 0U));
    return out;
}

} // namespace

TEST_CASE("a register's file gives an entry a line, with the dues R51") {
    const auto file = read(std::string(header) + rossi);
    REQUIRE(file.lines.size() == 1);
    CHECK(file.problems.empty());
    const auto& entry = file.lines[0].entry;
    CHECK(file.lines[0].line == 2);
    CHECK(entry.order == order);
    CHECK(entry.codice_fiscale.text() == "RSSMRA80A01H501U");
    CHECK(entry.surname == "Rossi");
    CHECK(entry.number == "123");
    CHECK(entry.registered_on == domain::Date{2005, 3, 1});
    CHECK(entry.section == "A");
    CHECK(entry.mobile == "+393331234567");
    CHECK(entry.status == domain::EnrolmentStatus::enrolled);
    CHECK(entry.dues_paid_up_to == domain::Date{2026, 12, 31});
}

TEST_CASE(
    "columns of a register's file are known in any order and spelling; others are named as left alone") {
    const auto file = read("Note;N. ISCRIZIONE;nome;COGNOME;c.f.;Data di iscrizione;PEC;;In regola fino al\n"
                           "x;7;Mario;Rossi;RSSMRA80A01H501U;1-3-2005;a@pec.it;;\n");
    REQUIRE(file.lines.size() == 1);
    CHECK(file.lines[0].entry.number == "7");
    CHECK_FALSE(file.lines[0].entry.dues_paid_up_to.given());
    CHECK(file.ignored_columns == std::vector<std::string>{"Note", "PEC"});
    CHECK(file.header(RegisterColumn::codice_fiscale) == "c.f.");
    CHECK_FALSE(file.columns.contains(RegisterColumn::email));
}

TEST_CASE("a header of a register's file that is too long is cut between two characters") {
    const auto file = read("CF;Cognome;Nome;N;Iscritto dal;" + std::string(95, 'x') + "\xC3\xA0yz\n" +
                           "RSSMRA80A01H501U;R;M;1;1/3/2005;\n");
    CHECK(file.ignored_columns == std::vector<std::string>{std::string(95, 'x')});
}

TEST_CASE("a register's file without a required column, or with one twice, is refused by its name") {
    CHECK(refusal("Cognome;Nome;Numero;Data iscrizione\na;b;c;d") ==
          "register-column-missing Codice fiscale");
    CHECK(refusal("CF;Cognome;Nome;Numero\na;b;c;d") == "register-column-missing Data iscrizione");
    CHECK(refusal("CF;Codice Fiscale;Nome\na;b;c") == "register-column-twice Codice Fiscale");
    CHECK(refusal("") == "register-file-empty");
    CHECK(refusal(header) == "register-file-empty");
}

TEST_CASE("each bad line of a register's file is named with its column and reason") {
    CHECK(problem_of(0, "") == "2 Codice fiscale register-value-missing");
    CHECK(problem_of(0, "RSSMRA80A01H501X") == "2 Codice fiscale codice-fiscale-check-character");
    CHECK(problem_of(0, "123") == "2 Codice fiscale codice-fiscale-malformed");
    CHECK(problem_of(1, "  ") == "2 Cognome register-value-missing");
    CHECK(problem_of(1, std::string(65, 'a')) == "2 Cognome register-value-too-long");
    CHECK(problem_of(2, "\"Mario\nLuigi\"") == "2 Nome register-value-not-text");
    CHECK(problem_of(4, "") == "2 Data iscrizione register-value-missing");
    CHECK(problem_of(5, "C") == "2 Sezione register-section-wrong");
    CHECK(problem_of(6, "mario") == "2 E-mail register-email-wrong");
    CHECK(problem_of(6, "a@b.it, c@d.it") == "2 E-mail register-email-wrong");
    CHECK(problem_of(7, "333-ABC") == "2 Cellulare register-mobile-wrong");
    CHECK(problem_of(7, "12") == "2 Cellulare register-mobile-wrong");
    CHECK(problem_of(8, "boh") == "2 Stato register-status-wrong");
    CHECK(problem_of(8, "") == "2 Stato register-value-missing");
    CHECK(problem_of(9, "si") == "2 Quote pagate fino al register-day-wrong");
}

TEST_CASE("days of a register's file exist and are written as in Italy, or as ISO has it") {
    for (const char* good : {"1/3/2005", "01.03.2005", "1-3-2005", "2005-03-01", " 01/03/2005 "}) {
        CHECK(problem_of(4, good).empty());
    }
    for (const char* bad :
         {"29/02/2005", "31/04/2005", "1/3/05", "2005/03/01", "3/1/1899", "1/13/2005", "01/03"}) {
        INFO(bad);
        CHECK(problem_of(4, bad) == "2 Data iscrizione register-day-wrong");
    }
}

TEST_CASE("mobile numbers of a register's file become international ones") {
    const auto number = [](const std::string& text) {
        return read(std::string("CF;Cognome;Nome;N;Iscritto dal;Cell\nRSSMRA80A01H501U;R;M;1;1/3/2005;") +
                    text)
            .lines.at(0)
            .entry.mobile;
    };
    CHECK(number("333 123.45-67") == "+393331234567");
    CHECK(number("0041 79 1234567") == "+41791234567");
    CHECK(number("+39 (333) 1234567") == "+393331234567");
    CHECK(number("").empty());
}

TEST_CASE("the words that Orders have for a member's status") {
    using Status = domain::EnrolmentStatus;
    const auto status = [](const std::string& text) {
        return read(std::string("CF;Cognome;Nome;N;Iscritto dal;Stato\nRSSMRA80A01H501U;R;M;1;1/3/2005;") +
                    text)
            .lines.at(0)
            .entry.status;
    };
    CHECK(status("Iscritta") == Status::enrolled);
    CHECK(status("ATTIVO") == Status::enrolled);
    CHECK(status("sospesa") == Status::suspended);
    CHECK(status("Cancellato") == Status::cancelled);
    CHECK(status("trasferita") == Status::cancelled);
}

TEST_CASE("a line with too few values is one problem and still names its member") {
    const auto file = read(std::string(header) + "RSSMRA80A01H501U;Rossi;Mario\r\n" +
                           "VRDGPP75B02H501B;Verdi;Giuseppe;9;1/1/2000;A;v@example.it;;iscritto;\r\n");
    REQUIRE(file.problems.size() == 1);
    CHECK(file.problems[0].error ==
          domain::Error(domain::ErrorId::register_line_fields, {{"found", "3"}, {"expected", "10"}}));
    CHECK(file.lines.size() == 1);
    CHECK(file.named.size() == 2);
}

TEST_CASE("several faults of one line are all named") {
    const auto file = read(std::string(header) + "X;;Mario;1;1/1/2000;A;;;iscritto;\r\n");
    CHECK(file.problems.size() == 2);
    CHECK(file.lines.empty());
}
