#include "shared/texts/texts.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <vector>

using namespace sigillo;

namespace {
const std::vector<std::string> ids{
#define SIGILLO_ERROR(name, text) text,
#include "shared/domain/error_ids.def"
#undef SIGILLO_ERROR
};
} // namespace

TEST_CASE("every error says in both languages what happened and what to do next") {
    for (const auto& id : ids) {
        CAPTURE(id);
        CHECK(texts::has_text("error." + id + ".what"));
        CHECK(texts::has_text("error." + id + ".next"));
    }
}

TEST_CASE("every error says whether anything was lost: what is saved, unchanged, refused, or gone") {
    // The words that our sentences say it with. A new sentence without one of them wants thought, or its word
    // here.
    const std::vector<std::string> italian{"salv",
                                           "com\u2019er",
                                           "intatt",
                                           "integr",
                                           "pers",
                                           "restano",
                                           "resta ",
                                           "restituit",
                                           "rimane",
                                           "nulla",
                                           "Nulla",
                                           "Non ne \u00e8",
                                           "unziona",
                                           "alcun",
                                           "nessun",
                                           "non viene",
                                           "valid",
                                           "funzion",
                                           "ignorat",
                                           "rifiutat",
                                           "non \u00e8 stat",
                                           "non sono stat",
                                           "non ne \u00e8",
                                           "sicuro",
                                           "bloccata",
                                           "già stato ricevuto",
                                           "cancellat"};
    const std::vector<std::string> english{
        "saved",  "as it was", "as they were", "as usual", "intact",   "lost",  "stay",      "still",
        "remain", "kept",      "nothing",      "Nothing",  "not ",     "No ",   "goes back", "works",
        "work,",  "refused",   "ignored",      "safe",     "recorded", "erased"};
    const auto says_one = [](const std::string& text, const std::vector<std::string>& words) {
        return std::any_of(words.begin(), words.end(),
                           [&](const auto& word) { return text.find(word) != std::string::npos; });
    };
    for (const auto& id : ids) {
        const std::string key = "error." + id + ".what";
        CAPTURE(id);
        CHECK(says_one(texts::text(texts::Language::it, key), italian));
        CHECK(says_one(texts::text(texts::Language::en, key), english));
    }
}

TEST_CASE("no sentence of an error needs a detail that may be missing, but for those that always have it") {
    for (const auto& id : ids) {
        if (id == "renewal-window-not-open") {
            continue;
        }
        for (const auto language : {texts::Language::it, texts::Language::en}) {
            CAPTURE(id);
            CHECK(texts::text(language, "error." + id + ".what").find("\u2026") == std::string::npos);
            CHECK(texts::text(language, "error." + id + ".next").find("\u2026") == std::string::npos);
        }
    }
}
