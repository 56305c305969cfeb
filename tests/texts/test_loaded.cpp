#include "shared/texts/loaded.hpp"
#include "shared/texts/texts.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <sstream>

using namespace sigillo;
using texts::Language;
using texts::LoadedTexts;

namespace {

std::string file(const std::string& edition, Language language) {
    std::ifstream in(TEXTS_FILES + edition + "." + std::string(domain::text_of(language)), std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

std::string of(std::initializer_list<std::string> pieces) {
    std::string out;
    for (const auto& piece : pieces) {
        out += piece + '\0';
    }
    return out;
}

} // namespace

TEST_CASE("a loaded language says what the compiled one says") {
    const auto language = GENERATE(Language::it, Language::en);
    const std::string edition = GENERATE("member", "office");
    const auto loaded = LoadedTexts::read(language, file(edition, language));
    REQUIRE(loaded);
    const texts::Parameters price{{"percent", "22"}, {"net", "1800"}, {"total", "2196"}};
    const domain::Error error(domain::ErrorId::price_changed, {{"price", "4392"}});
    CHECK(loaded->book().error(error).what == texts::error_text(language, error).what);
    CHECK(loaded->book().text("domain.stage.paid") == texts::text(language, "domain.stage.paid"));
}

TEST_CASE("a key is its own bytes after those that it has from the key before") {
    const auto loaded = LoadedTexts::read(
        Language::it, of({"sigillo texts it", " app.one", "$two", "%x", "", "Uno", "Due", "X"}));
    REQUIRE(loaded);
    CHECK(loaded->book().text("app.one") == "Uno");
    CHECK(loaded->book().text("app.two") == "Due");
    CHECK(loaded->book().text("app.tx") == "X");
}

TEST_CASE("moved texts keep their sentences") {
    auto first = LoadedTexts::read(Language::it, of({"sigillo texts it", " a", "", "Uno"}));
    REQUIRE(first);
    const LoadedTexts second = std::move(*first);
    CHECK(second.book().text("a") == "Uno");
}

TEST_CASE("what is no file of that language's texts is refused whole") {
    const std::string wrong = GENERATE(
        std::string(), std::string("<!doctype html>"), of({"sigillo texts en", " a", "", "One"}),
        of({"sigillo texts it"}), of({"sigillo texts it", " a"}), of({"sigillo texts it", ""}),
        of({"sigillo texts it", " a", ""}), of({"sigillo texts it", " b", " a", "", "Due", "Uno"}),
        of({"sigillo texts it", "!a", "", "Uno"}),
        of({"sigillo texts it",
            "\x1f"
            "a",
            "", "Uno"}),
        of({"sigillo texts it", " a", "", "Uno", "Due"}), of({"sigillo texts it", " a", "", "Uno"}) + "b");
    CHECK_FALSE(LoadedTexts::read(Language::it, wrong));
}

TEST_CASE("a sentence whose brackets do not match is shown as it is") {
    const auto loaded = LoadedTexts::read(Language::it, of({"sigillo texts it", " a", "", "Uno [due {tre"}));
    REQUIRE(loaded);
    CHECK(loaded->book().text("a") == "Uno [due {tre");
}
