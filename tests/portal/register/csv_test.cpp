#include "web/portal/register/csv.hpp"

#include "tests/support/catch.hpp"

using namespace sigillo::portal;
namespace domain = sigillo::domain;

namespace {

using Fields = std::vector<std::string>;

std::vector<Fields> read(std::string_view text) {
    const auto csv = read_csv(text);
    REQUIRE(csv);
    std::vector<Fields> records;
    for (const auto& record : csv->records) {
        records.push_back(record.fields);
    }
    return records;
}

std::string refusal(std::string_view text, const CsvLimits& limits = {}) {
    const auto csv = read_csv(text, limits);
    if (csv) {
        return "";
    }
    std::string what(domain::text_of(csv.error().id));
    for (const auto& [name, value] : csv.error().details) {
        what += " " + name + "=" + value;
    }
    return what;
}

} // namespace

TEST_CASE("the separator of a CSV is the one that its first line has more of") {
    CHECK(read("a;b;c\n1;2,5;3") == std::vector<Fields>{{"a", "b", "c"}, {"1", "2,5", "3"}});
    CHECK(read("a,b\n1,2;5") == std::vector<Fields>{{"a", "b"}, {"1", "2;5"}});
    CHECK(read("\"a;;;\",b\n1,2") == std::vector<Fields>{{"a;;;", "b"}, {"1", "2"}});
}

TEST_CASE("a CSV says its separator itself, as Excel lets it") {
    CHECK(read("sep=,\r\na,b;c\r\n") == std::vector<Fields>{{"a", "b;c"}});
    CHECK(read_csv("sep=,\r\na,b\r\n")->records.at(0).line == 2);
}

TEST_CASE("quoted fields of a CSV hold separators, quotes and line ends") {
    CHECK(read("\"a;b\";\"say \"\"ciao\"\"\";\"two\r\nlines\"\r\nx;y;z\r\n") ==
          std::vector<Fields>{{"a;b", "say \"ciao\"", "two\nlines"}, {"x", "y", "z"}});
}

TEST_CASE("a quote within an unquoted field of a CSV is a character like another") {
    CHECK(read("Mario \"Rossi\";b") == std::vector<Fields>{{"Mario \"Rossi\"", "b"}});
}

TEST_CASE("lines of a CSV end in CRLF, LF or CR, and the last one need not") {
    CHECK(read("a;b\r\nc;d") == std::vector<Fields>{{"a", "b"}, {"c", "d"}});
    CHECK(read("a;b\nc;d\n") == std::vector<Fields>{{"a", "b"}, {"c", "d"}});
    CHECK(read("a;b\rc;d\r") == std::vector<Fields>{{"a", "b"}, {"c", "d"}});
}

TEST_CASE("records of a CSV know their line, whatever the fields before them hold") {
    const auto csv = read_csv("a;b\n\"1\n2\";x\n;\n\nc;d\n");
    REQUIRE(csv);
    REQUIRE(csv->records.size() == 3);
    CHECK(csv->records[1].line == 2);
    CHECK(csv->records[2].line == 6);
}

TEST_CASE("a CSV with a byte order mark is UTF-8") {
    CHECK(read("\xEF\xBB\xBFNicol\xC3\xB2;b") == std::vector<Fields>{{"Nicol\xC3\xB2", "b"}});
}

TEST_CASE("a CSV that is no UTF-8 is Windows-1252, as Excel writes it in Italy") {
    CHECK(read("Nicol\xF2;\x80 5;d\x92"
               "Angelo") == std::vector<Fields>{{"Nicol\xC3\xB2", "\xE2\x82\xAC 5",
                                                 "d\xE2\x80\x99"
                                                 "Angelo"}});
}

TEST_CASE("what is no CSV is refused with its line") {
    CHECK(refusal("a;b\nc;\"d\ne") == "register-file-malformed line=2");
    CHECK(refusal("a;\"b\"x") == "register-file-malformed line=1");
    CHECK(refusal(std::string_view("a;b\n\0;c", 7)) == "register-file-malformed line=2");
    CHECK(refusal("a;b\n\x81\xFF") == "register-file-malformed line=2");
    CHECK(refusal(std::string_view("\xFF\xFE"
                                   "a\0;\0",
                                   6)) == "register-file-malformed line=1");
}

TEST_CASE("a CSV beyond its limits is refused before it is kept") {
    CHECK(refusal("a;b\nc;d\ne;f", {100, 2, 100}) == "register-file-too-large limit=2");
    CHECK(refusal("a;b;c", {100, 10, 2}) == "register-file-too-large limit=2");
    CHECK(refusal("a;b;c;d", {4, 10, 10}) == "register-file-too-large limit=4");
    CHECK(refusal("a;b\nc;d", {100, 2, 2}).empty());
}

TEST_CASE("an empty CSV has no records") {
    CHECK(read("").empty());
    CHECK(read("\xEF\xBB\xBF\r\n;;\r\n").empty());
}
