#include "shared/domain/differences.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

namespace {

RegisterEntry entry() {
    RegisterEntry made;
    made.codice_fiscale = CodiceFiscale::parse("RSSMRA80A01H501U").value();
    made.given_name = "Mario";
    made.surname = "D'Al\u00F2";
    made.title = "Architetto";
    made.section = "A";
    made.number = "0123";
    made.registered_on = {2010, 5, 4};
    made.email = "Mario@example.it";
    return made;
}

CardCertificates card() {
    CardCertificates made;
    made.holder = entry().codice_fiscale;
    made.given_name = "MARIO";
    made.surname = "DALO'";
    return made;
}

std::vector<std::string> differing(const RegisterEntry& ours, const CardCertificates& theirs) {
    std::vector<std::string> fields;
    for (const auto& line : differences(ours, theirs)) {
        if (line.differs) {
            fields.push_back(line.field);
        }
    }
    return fields;
}

using Fields = std::vector<std::string>;

} // namespace

TEST_CASE("spelling without meaning is no difference R79") {
    CHECK(differing(entry(), card()).empty());
    CardCertificates theirs = card();
    theirs.title = "ARCHITETTO ";
    theirs.number = "123";
    theirs.email = "mario@example.it";
    theirs.registered_on = {2010, 5, 4};
    CHECK(differing(entry(), theirs).empty());
    CHECK_FALSE(any_differs(differences(entry(), theirs)));
}

TEST_CASE("each datum that differs from the register is marked R79 R84") {
    CardCertificates theirs = card();
    theirs.surname = "Dalu";
    CHECK(differing(entry(), theirs) == Fields{"surname"});
    theirs = card();
    theirs.given_name = "Mario Luigi";
    CHECK(differing(entry(), theirs) == Fields{"given_name"});
    theirs = card();
    theirs.holder = CodiceFiscale::parse("RSSMRA80A41H501Y").value();
    CHECK(differing(entry(), theirs) == Fields{"codice_fiscale"});
    theirs = card();
    theirs.title = "Paesaggista";
    theirs.section = "B";
    theirs.sector = "civile";
    theirs.number = "124";
    theirs.registered_on = {2010, 5, 5};
    theirs.email = "altro@example.it";
    CHECK(differing(entry(), theirs) ==
          Fields{"title", "section", "sector", "number", "registered_on", "email"});
    CHECK(any_differs(differences(entry(), theirs)));
}

TEST_CASE("equal data are listed too, with both values as written") {
    const auto lines = differences(entry(), card());
    REQUIRE(lines.size() == 9);
    CHECK(lines[2] == FieldDifference{"surname", "D'Al\u00F2", "DALO'", false});
}

TEST_CASE("an umlaut written as two letters is no difference") {
    RegisterEntry ours = entry();
    ours.surname = "M\u00FCller";
    CardCertificates theirs = card();
    theirs.surname = "MUELLER";
    CHECK(differing(ours, theirs).empty());
    theirs.surname = "MULLER";
    CHECK(differing(ours, theirs).empty());
}
