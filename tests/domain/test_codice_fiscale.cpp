#include "shared/domain/codice_fiscale.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

namespace {

PersonData mario() {
    return {"Mario", "Rossi", Sex::male, {1980, 1, 1}, "H501"};
}

std::string computed(const PersonData& person) {
    return compute_codice_fiscale(person).value().text();
}

std::string refusal(const char* text) {
    const auto code = CodiceFiscale::parse(text);
    return code ? "accepted" : std::string(text_of(code.error().id));
}

/// Fiume, D620, was Italian until 1947.
class Places : public BirthPlaces {
  public:
    [[nodiscard]] Validity on(std::string_view belfiore, const Date& date) const override {
        if (belfiore == "H501") {
            return Validity::valid;
        }
        if (belfiore != "D620") {
            return Validity::unknown_place;
        }
        return date < Date{1947, 9, 16} ? Validity::valid : Validity::not_on_that_date;
    }
};

} // namespace

TEST_CASE("a code is computed from the person's data") {
    CHECK(computed(mario()) == "RSSMRA80A01H501U");
    CHECK(computed({"Giuseppe", "Verdi", Sex::male, {1913, 1, 10}, "B963"}) == "VRDGPP13A10B963V");
}

TEST_CASE("a short surname is filled with X: F\u00F2 gives FOX") {
    CHECK(computed({"Mario", "F\u00F2", Sex::male, {1980, 1, 1}, "H501"}) == "FOXMRA80A01H501I");
}

TEST_CASE("a foreign letter counts as its base: \u00C7elik gives CLK") {
    CHECK(computed({"Mario", "\u00C7elik", Sex::male, {1980, 1, 1}, "H501"}) == "CLKMRA80A01H501A");
}

TEST_CASE("with four consonants in the given names the second is left out") {
    PersonData person = mario();
    person.given_name = "Gianfranco";
    CHECK(computed(person).substr(3, 3) == "GFR");
    person.given_name = "Luca Maria";
    CHECK(computed(person).substr(3, 3) == "LMR");
}

TEST_CASE("all given names count R11") {
    PersonData person = mario();
    person.given_name = "Anna Chiara";
    CHECK(computed(person).substr(3, 3) == "NCH");
}

TEST_CASE("a woman's day has 40 added") {
    PersonData person = mario();
    person.sex = Sex::female;
    CHECK(computed(person) == "RSSMRA80A41H501Y");
    const auto content = content_of(CodiceFiscale::parse("RSSMRA80A41H501Y").value());
    CHECK(content.sex == Sex::female);
    CHECK(content.day == 1);
}

TEST_CASE("codes are read in small letters and between blanks") {
    CHECK(CodiceFiscale::parse("  rssmra80a01h501u ").value().text() == "RSSMRA80A01H501U");
}

TEST_CASE("malformed codes are refused") {
    for (const char* text :
         {"", "RSSMRA80A01H501", "RSSMRA80A01H501UU", "1SSMRA80A01H501U", "RSSMRA80F01H501U",
          "RSSMRA80A01H5O1U", "RSSMRA8AA01H501U", "RSSMRA80A01H501\xC3"}) {
        CAPTURE(text);
        CHECK(refusal(text) == "codice-fiscale-malformed");
    }
}

TEST_CASE("a wrong check character is found") {
    CHECK(refusal("RSSMRA80A01H501Z") == "codice-fiscale-check-character");
    CHECK(refusal("RSSMAR80A01H501U") == "codice-fiscale-check-character");
}

TEST_CASE("impossible days are found, also a woman's") {
    CHECK(refusal("RSSMRA80B30H501X") == "codice-fiscale-date-impossible");
    CHECK(refusal("RSSMRA80A32H501C") == "codice-fiscale-date-impossible");
    CHECK(refusal("RSSMRA80A00H501U") == "codice-fiscale-date-impossible");
    CHECK(refusal("RSSMRA81B29H501R") == "codice-fiscale-date-impossible");
    CHECK(refusal("RSSMRA80A72H501U") == "codice-fiscale-date-impossible");
    CHECK(refusal("RSSMRA80A71H501B") == "accepted");
    CHECK(refusal("RSSMRA80B29H501Q") == "accepted");
}

TEST_CASE("omocodia puts letters for digits and makes another code of the same person's data") {
    const auto plain = CodiceFiscale::parse("RSSMRA80A01H501U").value();
    const auto first = CodiceFiscale::parse("RSSMRA80A01H50MM").value();
    const auto several = CodiceFiscale::parse("RSSMRA80A01HRLMS").value();
    CHECK(content_of(first).omocodic);
    CHECK(content_of(first).birth_place == "H501");
    CHECK(content_of(several).birth_place == "H501");
    CHECK_FALSE(content_of(plain).omocodic);
    CHECK_FALSE(first == plain);
    CHECK(compare(first, mario(), Places()).matches());
}

TEST_CASE("each datum that differs from the code is named") {
    const auto code = CodiceFiscale::parse("RSSMRA80A01H501U").value();
    CHECK(compare(code, mario(), Places()).matches());

    PersonData other = mario();
    other.surname = "Bianchi";
    CHECK_FALSE(compare(code, other, Places()).surname_matches);
    other = mario();
    other.given_name = "Marco";
    CHECK_FALSE(compare(code, other, Places()).given_name_matches);
    other = mario();
    other.sex = Sex::female;
    CHECK_FALSE(compare(code, other, Places()).sex_matches);
    other = mario();
    other.birth = {1980, 1, 2};
    CHECK_FALSE(compare(code, other, Places()).birth_matches);
    other = mario();
    other.birth_place = "D620";
    CHECK_FALSE(compare(code, other, Places()).birth_place_matches);
}

TEST_CASE("a name with an umlaut matches in both of its spellings") {
    const PersonData person{"J\u00F6", "M\u00FC", Sex::male, {1980, 1, 1}, "H501"};
    CHECK(computed(person).substr(0, 6) == "MUXJOX");
    const auto base = compute_codice_fiscale({"Jo", "Mu", Sex::male, {1980, 1, 1}, "H501"}).value();
    const auto expanded = compute_codice_fiscale({"Joe", "Mue", Sex::male, {1980, 1, 1}, "H501"}).value();
    CHECK(compare(base, person, Places()).matches());
    CHECK(compare(expanded, person, Places()).matches());
    CHECK(names_match(expanded, "J\u00F6", "M\u00FC"));
}

TEST_CASE("a place that was not valid on the day of birth is a warning, not an error") {
    const PersonData person{"Mario", "Rossi", Sex::male, {1980, 1, 1}, "D620"};
    const auto result = compare(compute_codice_fiscale(person).value(), person, Places());
    CHECK(result.matches());
    CHECK(result.has_warning());
    CHECK(result.birth_place_validity == BirthPlaces::Validity::not_on_that_date);
    PersonData earlier = person;
    earlier.birth = {1940, 1, 1};
    CHECK_FALSE(compare(compute_codice_fiscale(earlier).value(), earlier, Places()).has_warning());
}

TEST_CASE("data that make no code are refused") {
    PersonData person = mario();
    person.surname = "'";
    CHECK_FALSE(compute_codice_fiscale(person).ok());
    person = mario();
    person.birth = {1981, 2, 29};
    CHECK_FALSE(compute_codice_fiscale(person).ok());
    person = mario();
    person.birth_place = "H50";
    CHECK_FALSE(compute_codice_fiscale(person).ok());
}
