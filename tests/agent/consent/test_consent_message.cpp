// What the agent and its window say to each other: nothing of a question is lost, nothing else is taken for
// an answer.

#include "agent/consent/consent_message.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo;
using namespace sigillo::agent;
using domain::ErrorId;

namespace {

ConsentQuestion sample(int items) {
    ConsentQuestion question;
    question.language = Language::en;
    question.title = "Sign these acts?";
    question.text = "The site https://portal.example asks.";
    question.warning = "Careful";
    question.accept = "Sign";
    question.decline = "Cancel";
    for (int i = 0; i < items; ++i) {
        question.items.push_back(
            {"Act " + std::to_string(i), {{"Holder", "F\xc3\xb2 \"Anna\""}, {"Number", std::to_string(i)}}});
    }
    return question;
}

ByteView bytes(const std::string& text) {
    return pki::view_of(text);
}

} // namespace

TEST_CASE("a question with 200 acts arrives whole") {
    const auto question = sample(200);
    const auto read = read_question(write_question(question));
    REQUIRE(read);
    CHECK(read->language == question.language);
    CHECK(read->title == question.title);
    CHECK(read->text == question.text);
    CHECK(read->warning == question.warning);
    CHECK(read->accept == question.accept);
    CHECK(read->decline == question.decline);
    REQUIRE(read->items.size() == 200);
    CHECK(read->items[199].title == "Act 199");
    CHECK(read->items[199].fields == question.items[199].fields);
}

TEST_CASE("what is no question is refused") {
    const std::string text =
        GENERATE(as<std::string>{}, "", "[]", "{}", R"({"items":1})", R"({"items":[1]})", R"({"items":[{}]})",
                 R"({"items":[{"fields":1}]})", R"({"items":[{"fields":[["one"]]}]})",
                 R"({"items":[{"fields":[[1,2]]}]})", R"({"items":[{"fields":[["a","b","c"]]}]})");
    CAPTURE(text);
    CHECK_FALSE(read_question(bytes(text)));
}

TEST_CASE("an answer says yes or no and nothing else is one") {
    CHECK(*read_answer(write_answer(true)));
    CHECK_FALSE(*read_answer(write_answer(false)));
    const std::string text =
        GENERATE(as<std::string>{}, "", "true", "{}", R"({"accepted":"true"})", R"({"accepted":1})",
                 R"({"accepted":null})", R"({"accepted":true,"accepted":false})", R"({"accepted":true)");
    CAPTURE(text);
    CHECK_FALSE(read_answer(bytes(text)));
}
