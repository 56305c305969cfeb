#include "web/portal/places/places.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>

// On the real table.
using namespace sigillo::portal;
using sigillo::domain::Date;
using Validity = sigillo::domain::BirthPlaces::Validity;

namespace {

constexpr Date day_of_test{2026, 11, 22};

const Places& places() {
    static const Places table;
    return table;
}

std::vector<std::string> found(std::string_view text, const Date& day = day_of_test, std::size_t limit = 20) {
    std::vector<std::string> names;
    for (const auto& place : places().find(text, day, limit)) {
        names.emplace_back(place.name);
    }
    return names;
}

std::string first(std::string_view text, const Date& day = day_of_test) {
    const auto names = found(text, day, 1);
    return names.empty() ? std::string() : names.front();
}

} // namespace

TEST_CASE("a municipality has its Belfiore code, province and no end R5") {
    const auto rome = places().by_code("H501");
    REQUIRE(rome);
    CHECK(rome->name == "Roma");
    CHECK(rome->area == "RM");
    CHECK_FALSE(rome->last_day);
    CHECK_FALSE(rome->foreign());
    CHECK(places().by_code("L219")->name == "Torino");
    CHECK(places().by_code("D542")->area == "FM");
}

TEST_CASE("a municipality that is no more was a place of birth up to its last day") {
    CHECK(places().by_code("A012")->name == "Abetone");
    CHECK(places().on("A012", {1980, 1, 31}) == Validity::valid);
    CHECK(places().on("A012", {2016, 12, 31}) == Validity::valid);
    CHECK(places().on("A012", {2017, 1, 1}) == Validity::not_on_that_date);
}

TEST_CASE("the municipality that came after it was none before its first day") {
    CHECK(places().by_code("M376")->name == "Abetone Cutigliano");
    CHECK(places().on("M376", {2016, 12, 31}) == Validity::not_on_that_date);
    CHECK(places().on("M376", {2017, 1, 1}) == Validity::valid);
}

TEST_CASE("countries are places of birth, also those that are no more") {
    const auto france = places().by_code("Z110");
    REQUIRE(france);
    CHECK(france->name == "Francia");
    CHECK(france->area == "FR");
    CHECK(france->foreign());
    CHECK(places().on("Z118", {1990, 5, 5}) == Validity::valid);
    CHECK(places().on("Z118", {2010, 5, 5}) == Validity::not_on_that_date);
    CHECK(places().by_code("Z105")->area.empty());
}

TEST_CASE("a place that changed its name is known by its code under the last one") {
    CHECK(places().by_code("A089")->name == "Agrigento");
    CHECK(places().on("A089", {1920, 1, 1}) == Validity::valid);
}

TEST_CASE("a municipality did not begin with the province that it came to") {
    for (const char* code : {"D703", "E335", "G888", "G113"}) {
        INFO(code);
        CHECK(places().on(code, {1950, 6, 1}) == Validity::valid);
    }
}

TEST_CASE("a code that no place has is unknown") {
    for (const char* code : {"", "A", "A000", "Z999", "h501", "H5011"}) {
        INFO(code);
        CHECK(places().on(code, day_of_test) == Validity::unknown_place);
    }
}

TEST_CASE("names that went through UTF-8 twice are right again") {
    CHECK(places().by_code("C744")->name == "Città della Pieve");
    CHECK(places().by_code("M356")->name == "Contà");
    CHECK(places().by_code("Z106")->name == "Stato della Città del Vaticano");
}

TEST_CASE("the whole name comes before what begins with it") {
    CHECK(first("Roma") == "Roma");
    CHECK(first("bra") == "Bra");
    CHECK(first("ne") == "Ne");
}

TEST_CASE("what existed on the day of birth comes first") {
    const auto as_child = found("abetone cu", {2020, 1, 1});
    CHECK(as_child == std::vector<std::string>{"Abetone Cutigliano"});
    CHECK(found("abet", {1980, 1, 1}) == std::vector<std::string>{"Abetone", "Abetone Cutigliano"});
    CHECK(found("abet", {2020, 1, 1}) == std::vector<std::string>{"Abetone Cutigliano", "Abetone"});
}

TEST_CASE("case, accents, apostrophes, hyphens and blanks do not matter in the search") {
    CHECK(first("CITTA DELLA PIEVE") == "Città della Pieve");
    CHECK(first("forli") == "Forlì");
    CHECK(first("laquila") == "L'Aquila");
    CHECK(first("l'aq") == "L'Aquila");
    CHECK(first("l\xE2\x80\x99"
                "aquila") == "L'Aquila");
    CHECK(first("  reggio  nell emilia ") == "Reggio nell'Emilia");
}

TEST_CASE("a word inside a name finds it") {
    CHECK(first("emilia reggio").empty());
    const auto names = found("aquila");
    CHECK(std::find(names.begin(), names.end(), "L'Aquila") != names.end());
    CHECK(first("ascoli pic") == "Ascoli Piceno");
    CHECK(first("citta vatic") == "Stato della Città del Vaticano");
}

TEST_CASE("a Belfiore code finds its place alone") {
    CHECK(found("h501") == std::vector<std::string>{"Roma"});
    CHECK(found(" Z110 ") == std::vector<std::string>{"Francia"});
    CHECK(found("Z1").empty());
}

TEST_CASE("no more places are given than were asked for, and none for text without a letter") {
    CHECK(found("san", day_of_test, 20).size() == 20);
    CHECK(found("san", day_of_test, 3).size() == 3);
    for (const char* text : {"", "   ", "'", "\xFF\xFE", "!!"}) {
        CHECK(found(text).empty());
    }
}

TEST_CASE("a codice fiscale's place is checked against the day of birth") {
    using namespace sigillo::domain;
    const PersonData person{"Mario", "Rossi", Sex::male, {2018, 1, 1}, "A012"};
    const auto code = compute_codice_fiscale(person);
    REQUIRE(code);
    const auto comparison = compare(*code, person, places());
    CHECK(comparison.matches());
    CHECK(comparison.birth_place_validity == Validity::not_on_that_date);
}
