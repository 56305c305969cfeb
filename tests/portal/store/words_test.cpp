#include "tests/support/catch.hpp"
#include "web/portal/store/words.hpp"

using namespace sigillo::portal;
using Words = std::vector<std::string>;

TEST_CASE("a name's words lose their diacritics and are found with and without the apostrophe") {
    CHECK(words_of("D'Angelò Müller-Fò") == Words{"DANGELO", "D", "ANGELO", "MULLERFO", "MULLER", "FO"});
    CHECK(words_of("A 123/bis") == Words{"A", "123BIS", "123", "BIS"});
    CHECK(words_of(" \t").empty());
}

TEST_CASE("a number is found in whole, a word by each beginning of two characters or more") {
    CHECK(findable_as("123") == Words{"123"});
    CHECK(findable_as("FOX") == Words{"FO", "FOX"});
    CHECK(findable_as("A") == Words{"A"});
}
