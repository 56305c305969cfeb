#include "shared/domain/register_entry.hpp"
#include "tests/support/catch.hpp"
#include "web/portal/codec/json_fields.hpp"

using namespace sigillo;
using namespace sigillo::portal::codec;

TEST_CASE("what a field cannot be is said with its pointer") {
    domain::RegisterEntry entry;
    auto json = write(entry);
    REQUIRE_FALSE(read(json, entry).has_value());

    auto wrong = json;
    wrong["version"] = 1.5;
    CHECK(read(wrong, entry)->pointer == "/version");
    wrong = json;
    wrong["registered_on"] = "2026-02-30";
    CHECK(read(wrong, entry)->pointer == "/registered_on");
    wrong = json;
    wrong["status"] = "absent";
    CHECK(read(wrong, entry)->pointer == "/status");
    wrong = json;
    wrong.erase("title");
    CHECK(read(wrong, entry)->pointer == "/title");
    wrong = json;
    wrong["a/b~c"] = 1;
    CHECK(read(wrong, entry)->pointer == "/a~1b~0c");
}

TEST_CASE("repeated keys, depth and size are refused while parsing") {
    Json out;
    CHECK(parse_strict(R"({"a":1,"a":2})", 100, 4, out)->reason == "the field \"a\" stands twice");
    CHECK(parse_strict(std::string(100'000, '['), 1'000'000, 8, out)->reason == "has too many levels");
    CHECK(parse_strict("{}", 1, 4, out).has_value());
    CHECK(parse_strict("{} x", 100, 4, out).has_value());
    CHECK(parse_strict("\xff", 100, 4, out).has_value());
    CHECK_FALSE(parse_strict(R"({"a":{"a":[1]}})", 100, 3, out).has_value());
}
