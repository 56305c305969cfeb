#include "shared/pki/canonical_json.hpp"
#include "tests/pki/errors.hpp"
#include "tests/support/catch.hpp"

#include <cstdint>

using namespace sigillo::pki;
using nlohmann::json;
using sigillo::test::outcome;

namespace {

std::string canonical(const std::string& text) {
    return canonical_text(json::parse(text)).value();
}

} // namespace

TEST_CASE("keys sort by UTF-16 code unit, as RFC 8785 3.2.3 shows") {
    const std::string given =
        R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",)"
        R"("1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"o"})";
    const std::string expected =
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\",\"\xc3\xb6\":\"o\","
        "\"\xe2\x82\xac\":\"Euro Sign\",\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
        "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}";
    CHECK(canonical(given) == expected);
    CHECK(outcome(parse_canonical(expected)) == "ok");
}

TEST_CASE("strings and literals come out as in RFC 8785 3.2.2") {
    CHECK(canonical(
              R"({"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})") ==
          "{\"literals\":[null,true,false],\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    CHECK(canonical(R"(["\b\t\n\f\r\u0001\u007f"])") == "[\"\\b\\t\\n\\f\\r\\u0001\x7f\"]");
}

TEST_CASE("integers are exact up to 2^53 - 1 and refused beyond") {
    CHECK(canonical("[9007199254740991,-9007199254740991,0]") == "[9007199254740991,-9007199254740991,0]");
    CHECK(outcome(canonical_text(json(INT64_C(9007199254740992)))) == "pki-not-canonical:number");
    CHECK(outcome(canonical_text(json(UINT64_MAX))) == "pki-not-canonical:number");
    CHECK(outcome(canonical_text(json(INT64_MIN))) == "pki-not-canonical:number");
    CHECK(outcome(canonical_text(json(1.5))) == "pki-not-canonical:number");
    for (const char* text : {"[1.5]", "[1e3]", "[9007199254740992]", "[-9007199254740992]", "[1.0]",
                             "[1e999]", "[99999999999999999999999]"})
        CHECK(outcome(parse_canonical(text)).starts_with("pki-"));
}

TEST_CASE("bytes that are not their own canonical form are refused") {
    for (const char* text :
         {" {}", "{} ", "{}\n", "{ }", R"({"b":1,"a":2})", R"({"a": 1})", "[-0]", R"(["\u0041"])",
          R"(["\/"])", R"(["\u000A"])", R"(["\u000F"])", R"(["\u20ac"])", "\xef\xbb\xbf{}"})
        CHECK(outcome(parse_canonical(text)) == "pki-not-canonical:form");
}

TEST_CASE("what is no JSON, or has two equal keys, is malformed") {
    for (const char* text :
         {"", "{", "[1,]", "{\"a\":1,}", "nul", "[01]", "[\"\x01\"]", "['a']", "[1]2", "[NaN]", "/*c*/[]",
          "[\"\\ud800\"]", "[\"\xc3\x28\"]", "[\"\xed\xa0\x80\"]", "[\"\xc0\x80\"]"})
        CHECK(outcome(parse_canonical(text)) == "pki-malformed:syntax");
    CHECK(outcome(parse_canonical(R"({"a":1,"a":1})")) == "pki-malformed:duplicate-key");
    CHECK(outcome(parse_canonical(R"({"x":{"a":1,"b":2,"a":3}})")) == "pki-malformed:duplicate-key");
}

TEST_CASE("size and depth are bounded before anything is built") {
    CHECK(outcome(parse_canonical(std::string(16, '[') + std::string(16, ']'))) == "ok");
    CHECK(outcome(parse_canonical(std::string(17, '[') + std::string(17, ']'))) == "pki-malformed:depth");
    CHECK(outcome(parse_canonical(std::string(60000, '['))) == "pki-malformed:depth");
    CHECK(outcome(parse_canonical('"' + std::string(64 * 1024 - 2, 'a') + '"')) == "ok");
    CHECK(outcome(parse_canonical('"' + std::string(64 * 1024 - 1, 'a') + '"')) == "pki-malformed:size");
    json deep;
    for (int i = 0; i < 17; ++i)
        deep = json::array({deep});
    CHECK(outcome(canonical_text(deep)) == "pki-not-canonical:depth");
}

TEST_CASE("text that is not UTF-8 has no canonical form") {
    CHECK(outcome(canonical_text(json("\xff"))) == "pki-not-canonical:utf8");
    CHECK(outcome(canonical_text(json{{"\xc0\x80", 1}})) == "pki-not-canonical:utf8");
    CHECK(outcome(canonical_text(json("\xf4\x90\x80\x80"))) == "pki-not-canonical:utf8");
}

TEST_CASE("what was read writes back to the same bytes") {
    const std::string act =
        R"({"order":"fermo","request":"r-1","type":"validation","v":[1,-2,{"a":null,"b":"è"}]})";
    CHECK(canonical_text(parse_canonical(act).value()).value() == act);
}
