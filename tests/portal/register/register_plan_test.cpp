#include "web/portal/register/register_plan.hpp"

#include "tests/support/catch.hpp"

using namespace sigillo::portal;
namespace domain = sigillo::domain;
using domain::EnrolmentStatus;

namespace {

const domain::OrderId order("ingegneri-pavia");
constexpr const char* rossi = "RSSMRA80A01H501U";
constexpr const char* verdi = "VRDGPP75B02H501B";
constexpr const char* neri = "NRENNA60C43H501A";

domain::RegisterEntry entry(const char* code, const char* surname, const char* given_name,
                            const char* number) {
    domain::RegisterEntry out;
    out.order = order;
    out.codice_fiscale = *domain::CodiceFiscale::parse(code);
    out.surname = surname;
    out.given_name = given_name;
    out.number = number;
    out.registered_on = {2005, 3, 1};
    out.section = "A";
    out.dues_paid_up_to = {2025, 12, 31};
    out.version = 4;
    return out;
}

struct Case {
    std::vector<domain::RegisterEntry> current;
    std::map<std::string, const char*> email_owners;

    RegisterPlan plan(const std::string& text, std::int64_t version = 4) const {
        auto file = read_register_file(text, order);
        REQUIRE(file);
        const ContactOwners owners{[this](const std::string& email, const domain::CodiceFiscale& person) {
                                       const auto found = email_owners.find(email);
                                       return found != email_owners.end() && person.text() != found->second;
                                   },
                                   [](const std::string&, const domain::CodiceFiscale&) { return false; }};
        return plan_import(std::move(*file), text, order, current, version, owners);
    }
};

const std::string header = "CF;Cognome;Nome;Numero;Data iscrizione";
std::string line(const char* code, const char* surname, const char* given_name, const char* number) {
    return std::string("\n") + code + ";" + surname + ";" + given_name + ";" + number + ";01/03/2005";
}

std::string changes(const EntryChange& change) {
    std::string out;
    for (const auto& field : change.fields) {
        out += field.field + ": " + field.before + " -> " + field.after + "\n";
    }
    return out;
}

} // namespace

TEST_CASE("an import says who is new, who changes field by field, who stays and who is missing") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123"), entry(verdi, "Verdi", "Giuseppe", "7")};
    const auto plan =
        c.plan(header + line(rossi, "Rossi", "Mario Luigi", "124") + line(neri, "Neri", "Anna", "9"));
    REQUIRE(plan.added.size() == 1);
    CHECK(plan.added[0].after.surname == "Neri");
    CHECK(plan.added[0].line == 3);
    REQUIRE(plan.changed.size() == 1);
    CHECK(changes(plan.changed[0]) == "given_name: Mario -> Mario Luigi\nnumber: 123 -> 124\n");
    CHECK(plan.unchanged == 0);
    REQUIRE(plan.missing.size() == 1);
    CHECK(plan.missing[0].surname == "Verdi");
}

TEST_CASE("a file with the dues alone changes nothing else R51") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123")};
    c.current[0].email = "mario@example.it";
    c.current[0].status = EnrolmentStatus::suspended;
    const auto plan = c.plan(header + ";Quote" + line(rossi, "Rossi", "Mario", "123") + ";31/12/2026");
    REQUIRE(plan.changed.size() == 1);
    CHECK(changes(plan.changed[0]) == "dues_paid_up_to: 2025-12-31 -> 2026-12-31\n");
    CHECK(plan.changed[0].after.email == "mario@example.it");
    CHECK(plan.changed[0].after.status == EnrolmentStatus::suspended);
}

TEST_CASE("an empty day of the dues in a file takes them away R51") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123")};
    const auto plan = c.plan(header + ";Quote" + line(rossi, "Rossi", "Mario", "123") + ";");
    REQUIRE(plan.changed.size() == 1);
    CHECK(changes(plan.changed[0]) == "dues_paid_up_to: 2025-12-31 -> \n");
}

TEST_CASE("a register in capitals, or with leading zeros, changes nothing") {
    Case c;
    c.current = {entry(rossi, "D'Angelò", "Nicolò", "0123")};
    const auto plan = c.plan(header + line(rossi, "D'ANGELO'", "NICOLO'", "123"));
    CHECK(plan.changed.empty());
    CHECK(plan.unchanged == 1);
}

TEST_CASE("a name that is written differently in a file changes") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Nicolo", "123")};
    const auto plan = c.plan(header + line(rossi, "Rossi", "Nicolò", "123"));
    REQUIRE(plan.changed.size() == 1);
    CHECK(changes(plan.changed[0]) == "given_name: Nicolo -> Nicolò\n");
}

TEST_CASE("lines with the same codice fiscale name each other and none is imported") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123")};
    const auto plan =
        c.plan(header + line(rossi, "Rossi", "Mario", "1") + line(rossi, "Rossi", "Mario", "2"));
    REQUIRE(plan.problems.size() == 2);
    CHECK(plan.problems[0].line == 2);
    CHECK(plan.problems[0].error.details.at("line") == "3");
    CHECK(plan.problems[1].error == domain::Error(domain::ErrorId::register_line_duplicate, {{"line", "2"}}));
    CHECK(plan.changed.empty());
    CHECK(plan.missing.empty());
}

TEST_CASE("an e-mail address of two people in a file is a problem of both lines X5") {
    const Case c;
    const auto plan = c.plan(header + ";E-mail" + line(rossi, "Rossi", "Mario", "1") + ";studio@example.it" +
                             line(verdi, "Verdi", "Giuseppe", "2") + ";Studio@Example.it");
    REQUIRE(plan.problems.size() == 2);
    CHECK(plan.problems[0].column == "E-mail");
    CHECK(plan.problems[0].error == domain::Error(domain::ErrorId::register_email_of_other, {{"line", "3"}}));
    CHECK(plan.problems[1].error.details.at("line") == "2");
    CHECK(plan.added.empty());
}

TEST_CASE("a mobile number that a member outside the file has is a problem of the line X5") {
    Case c;
    c.current = {entry(verdi, "Verdi", "Giuseppe", "7")};
    c.current[0].mobile = "+393331234567";
    const auto plan = c.plan(header + ";Cellulare" + line(rossi, "Rossi", "Mario", "1") + ";333 1234567");
    REQUIRE(plan.problems.size() == 1);
    CHECK(plan.problems[0].error == domain::Error(domain::ErrorId::register_mobile_of_other));
}

TEST_CASE("two members can swap their e-mail addresses by one file X5") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "1"), entry(verdi, "Verdi", "Giuseppe", "2")};
    c.current[0].email = "a@example.it";
    c.current[1].email = "b@example.it";
    const auto plan = c.plan(header + ";E-mail" + line(rossi, "Rossi", "Mario", "1") + ";b@example.it" +
                             line(verdi, "Verdi", "Giuseppe", "2") + ";a@example.it");
    CHECK(plan.problems.empty());
    CHECK(plan.changed.size() == 2);
}

TEST_CASE("an e-mail address of somebody else's account is a problem of the line X5") {
    Case c;
    c.email_owners = {{"a@example.it", verdi}, {"b@example.it", neri}};
    const auto plan = c.plan(header + ";E-mail" + line(rossi, "Rossi", "Mario", "1") + ";a@example.it" +
                             line(neri, "Neri", "Anna", "2") + ";b@example.it");
    REQUIRE(plan.problems.size() == 1);
    CHECK(plan.problems[0].line == 2);
    CHECK(plan.added.size() == 1);
}

TEST_CASE("who is missing stays unless the import cancels them") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123"), entry(verdi, "Verdi", "Giuseppe", "7")};
    const auto plan = c.plan(header + line(rossi, "Rossi", "Mario", "123"));
    CHECK(entries_of(plan, MissingMembers::keep)->empty());
    const auto cancelled = entries_of(plan, MissingMembers::cancel);
    REQUIRE(cancelled);
    REQUIRE(cancelled->size() == 1);
    CHECK(cancelled->at(0).status == EnrolmentStatus::cancelled);
    CHECK(cancelled->at(0).version == 5);
}

TEST_CASE("nobody is cancelled by a file with a bad line, which may be theirs") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123"), entry(verdi, "Verdi", "Giuseppe", "7")};
    const auto plan =
        c.plan(header + line(rossi, "Rossi", "Mario", "123") + line("VRDGPP75B02H501X", "V", "G", "7"));
    CHECK(entries_of(plan, MissingMembers::cancel).error().id == domain::ErrorId::register_lines_wrong);
    CHECK(entries_of(plan, MissingMembers::keep));
}

TEST_CASE("somebody whose line is bad is not missing, and who was cancelled before is not either") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123"), entry(verdi, "Verdi", "Giuseppe", "7")};
    c.current[1].status = EnrolmentStatus::cancelled;
    const auto plan = c.plan(header + line(rossi, "", "Mario", "123"));
    CHECK(plan.problems.size() == 1);
    CHECK(plan.missing.empty());
}

TEST_CASE("the digest of an import changes with the file, the register and its version") {
    Case c;
    c.current = {entry(rossi, "Rossi", "Mario", "123")};
    const std::string file = header + line(rossi, "Rossi", "Mario", "124");
    const auto digest = c.plan(file).digest;
    CHECK(digest.size() == 64);
    CHECK(c.plan(file).digest == digest);
    CHECK(c.plan(file + "\n").digest != digest);
    CHECK(c.plan(file, 5).digest != digest);
    c.current[0].given_name = "Maria";
    CHECK(c.plan(file).digest != digest);
}
