#include "shared/texts/texts.hpp"
#include "tests/support/catch.hpp"

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
