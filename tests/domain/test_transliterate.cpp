#include "shared/domain/transliterate.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

TEST_CASE("Latin letters lose their diacritics, composed or combining") {
    CHECK(transliterate("F\u00F2") == "FO");
    CHECK(transliterate("Fo\u0300") == "FO");
    CHECK(transliterate("\u00C7elik") == "CELIK");
    CHECK(transliterate("\u0141ukasz \u0160\u0165astn\u00FD") == "LUKASZSTASTNY");
    CHECK(transliterate("Nguy\u1EC5n") == "NGUYEN");
    CHECK(transliterate("\u0218tef\u0103nescu") == "STEFANESCU");
    CHECK(transliterate("I\u015F\u0131k \u0130nan") == "ISIKINAN");
}

TEST_CASE("letters that are two letters are written as two") {
    CHECK(transliterate("Wei\u00DF") == "WEISS");
    CHECK(transliterate("\u00C6gir \u0152uvre \u00DEor") == "AEGIROEUVRETHOR");
    CHECK(transliterate("M\u00FCller") == "MULLER");
    CHECK(transliterate("M\u00FCller", Umlauts::expanded) == "MUELLER");
    CHECK(transliterate("\u00C5se", Umlauts::expanded) == "AASE");
}

TEST_CASE("what is no Latin letter is left out") {
    CHECK(transliterate("D'Angelo-Di Pietro") == "DANGELODIPIETRO");
    CHECK(transliterate("O\u2019Neill 3") == "ONEILL");
    CHECK(transliterate("\u0418\u0432\u0430\u043D") == "");
}

TEST_CASE("malformed UTF-8 is left out and never read past its end") {
    CHECK(transliterate("A\xC3") == "A");
    CHECK(transliterate("A\xC3(B") == "AB");
    CHECK(transliterate("\xFF\xFE\x80 A") == "A");
    CHECK(transliterate("A\xE1\xBA") == "A");
    CHECK(transliterate("\xF0\x9F\x98\x80 Z") == "Z");
}
