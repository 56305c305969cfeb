#include "shared/texts/texts.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::texts;
using sigillo::domain::Error;
using sigillo::domain::ErrorId;

TEST_CASE("a sentence is found in both languages") {
    CHECK(text(Language::it, "domain.role.secretary") == "Segreteria");
    CHECK(text(Language::en, "domain.role.secretary") == "Secretary");
}

TEST_CASE("an unknown key shows itself") {
    CHECK(text(Language::it, "no.such.key") == "no.such.key");
    CHECK_FALSE(has_text("no.such.key"));
    CHECK_FALSE(has_text(""));
    CHECK(has_text("domain.role.secretary"));
}

TEST_CASE("days and amounts are written as the language does") {
    const auto early = error_text(
        Language::it, Error(ErrorId::renewal_window_not_open, {{"opens_at", "2026-10-19T22:00:00Z"}}));
    CHECK_THAT(early.what, ContainsSubstring("20 ottobre 2026"));
    const auto price = error_text(Language::en, Error(ErrorId::price_changed, {{"price", "2196"}}));
    CHECK_THAT(price.what, ContainsSubstring("\u20AC21.96"));
}

TEST_CASE("a wrong PIN says how many tries are left, where that is known") {
    const auto known = error_text(Language::en, Error(ErrorId::card_pin_wrong, {{"tries", "2"}}));
    CHECK_THAT(known.what, ContainsSubstring("Tries left: 2."));
    const auto unknown = error_text(Language::en, ErrorId::card_pin_wrong);
    CHECK(unknown.what == "The PIN is not correct. The card is not blocked.");
    const auto empty = error_text(Language::en, Error(ErrorId::card_pin_wrong, {{"tries", ""}}));
    CHECK(empty.what == unknown.what);
}

TEST_CASE("a parameter that is missing outside brackets leaves an ellipsis, never a brace") {
    CHECK(text(Language::en, "domain.rejection_advice.certificate_data_wrong").find("\u2026") !=
          std::string::npos);
    CHECK(text(Language::en, "domain.rejection_advice.certificate_data_wrong").find('{') ==
          std::string::npos);
}

TEST_CASE("a value that is no day or amount is shown as it is") {
    CHECK_THAT(text(Language::en, "domain.money.due_back", {{"price", "soon"}}), ContainsSubstring("soon"));
    CHECK_THAT(text(Language::en, "notice.renewal.invited.subject", {{"expires_at", "{x}"}}),
               ContainsSubstring("{x}"));
}
