#include "shared/protocol/json.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::protocol;
using domain::ErrorId;

namespace {

domain::Error refusal(const std::string& text, JsonLimits limits = {1024 * 1024}) {
    const domain::Result<Json> parsed = parse_bounded(text, limits);
    REQUIRE_FALSE(parsed.ok());
    return parsed.error();
}

} // namespace

TEST_CASE("a text that nests 100,000 arrays is refused") {
    CHECK(refusal(std::string(100'000, '[')) == domain::Error(ErrorId::message_too_deep, {{"limit", "16"}}));
}

TEST_CASE("a text that nests 100,000 objects is refused") {
    std::string text;
    for (int level = 0; level < 100'000; ++level) {
        text += "{\"a\":";
    }
    CHECK(refusal(text).id == ErrorId::message_too_deep);
}

TEST_CASE("the deepest nesting that is allowed is taken") {
    CHECK(parse_bounded(std::string(16, '[') + std::string(16, ']'), {1024}).ok());
}

TEST_CASE("a value of 100,000 levels is written without touching the stack's end") {
    Json deep = Json::array();
    for (int level = 1; level < 100'000; ++level) {
        Json outer = Json::array();
        outer.push_back(std::move(deep));
        deep = std::move(outer);
    }
    CHECK(dump(deep) == std::string(100'000, '[') + std::string(100'000, ']'));
}

TEST_CASE("the second of two equal keys is refused, at any depth and however it is written") {
    CHECK(refusal(R"({"a":1,"a":1})") == domain::Error(ErrorId::message_duplicate_key, {{"field", "a"}}));
    CHECK(refusal(R"([{"b":{"c":1,"d":2,"c":3}}])").details.at("field") == "c");
    CHECK(refusal(R"({"\u0061":1,"a":2})").id == ErrorId::message_duplicate_key);
    CHECK(refusal(R"({"":1,"":2})").id == ErrorId::message_duplicate_key);
}

TEST_CASE("the same key in two objects is no duplicate") {
    CHECK(parse_bounded(R"({"a":{"a":1},"b":{"a":2}})", {1024}).ok());
}

TEST_CASE("a text above the byte limit is refused before it is read") {
    CHECK(refusal("[[[[", {3}) == domain::Error(ErrorId::message_too_large, {{"limit", "3"}}));
    CHECK(parse_bounded("[1]", {3}).ok());
}

TEST_CASE("more values than the limit are refused") {
    CHECK(refusal("[1,2,3]", {1024, 16, 3}).id == ErrorId::message_too_large);
    CHECK(parse_bounded("[1,2]", {1024, 16, 3}).ok());
}

TEST_CASE("what is not UTF-8 is refused") {
    for (const char* bytes : {"\xff", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf",
                              "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\x80"}) {
        CHECK(refusal(std::string("[\"") + bytes + "\"]") ==
              domain::Error(ErrorId::message_not_text, {{"position", "2"}}));
    }
}

TEST_CASE("text of one to four bytes a character is taken") {
    const std::string text = "\"a\u00e8\u20ac\U0001F58B\"";
    const domain::Result<Json> parsed = parse_bounded(text, {1024});
    REQUIRE(parsed.ok());
    CHECK(dump(*parsed) == text);
}

TEST_CASE("a NUL byte does not end a text") {
    CHECK(refusal(std::string("{}\0}", 4)).id == ErrorId::message_malformed);
    CHECK(refusal(std::string("{}\0", 3)).id == ErrorId::message_malformed);
}

TEST_CASE("texts that are not JSON are refused") {
    for (const char* text : {"", " ", "{", "[1,]", "{\"a\"}", "{a:1}", "'a'", "01", "+1", "nul", "NaN",
                             "[1] []", "\"\t\"", "\"\\x\"", "\"\\ud800\"", "//\n1", "\xEF\xBB\xBF{}"}) {
        INFO(text);
        CHECK(refusal(text).id == ErrorId::message_malformed);
    }
}

TEST_CASE("a fraction is refused and never rounded") {
    CHECK(refusal("[1.5]").id == ErrorId::message_wrong_type);
    CHECK(refusal("{\"n\":1E2}") == domain::Error(ErrorId::message_wrong_type, {{"field", "n"}}));
    CHECK(refusal("[18446744073709551616]").id == ErrorId::message_value_out_of_range);
}

TEST_CASE("whole numbers keep their value") {
    const std::string text = "[-9223372036854775808,0,9007199254740993,18446744073709551615]";
    CHECK(dump(*parse_bounded(text, {1024})) == text);
}

TEST_CASE("bytes that are not UTF-8 are written as replacement characters") {
    CHECK(dump(Json("a\xff\xc3z")) == "\"a\uFFFD\uFFFDz\"");
}

TEST_CASE("control characters, quotes and backslashes are written escaped") {
    const std::string value = "\"\\\n\t\x01";
    CHECK(dump(Json(value)) == R"("\"\\\n\u0009\u0001")");
    CHECK(*parse_bounded(dump(Json(value)), {1024}) == Json(value));
}

TEST_CASE("empty containers are written as such") {
    CHECK(dump(*parse_bounded(" { \"a\" : [ ] , \"b\" : { } } ", {1024})) == R"({"a":[],"b":{}})");
}
