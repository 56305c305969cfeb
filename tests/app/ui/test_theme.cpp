#include "tests/support/catch.hpp"
#include "web/app/theme/font.hpp"
#include "web/app/theme/theme.hpp"
#include "web/app/ui/style.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

using namespace sigillo::app;
using theme::Colour;
using theme::Palette;

namespace {

struct Pair {
    const char* what;
    Colour Palette::*front;
    Colour Palette::*back;
    double least;
};

// Every pair that the widgets draw. WCAG 2.2 AA: 4.5 for text, 3 for what is needed to see a control or its
// state.
constexpr Pair pairs[] = {
    {"text on cards", &Palette::text, &Palette::surface, 4.5},
    {"text on the page", &Palette::text, &Palette::page, 4.5},
    {"text on panels", &Palette::text, &Palette::surface_alt, 4.5},
    {"small text on cards", &Palette::text_soft, &Palette::surface, 4.5},
    {"small text on the page", &Palette::text_soft, &Palette::page, 4.5},
    {"table headers", &Palette::text_soft, &Palette::surface_alt, 4.5},
    {"headings on cards", &Palette::heading, &Palette::surface, 4.5},
    {"headings on the page", &Palette::heading, &Palette::page, 4.5},
    {"links", &Palette::link, &Palette::surface, 4.5},
    {"links on panels", &Palette::link, &Palette::surface_alt, 4.5},
    {"links in chosen rows", &Palette::link, &Palette::row_hover, 4.5},
    {"links on the page", &Palette::link, &Palette::page, 4.5},
    {"hovered links", &Palette::link_hover, &Palette::surface, 4.5},
    {"primary button", &Palette::on_primary, &Palette::primary, 4.5},
    {"primary button, hovered", &Palette::on_primary, &Palette::primary_hover, 4.5},
    {"primary button, held", &Palette::on_primary, &Palette::primary_active, 4.5},
    {"danger button", &Palette::on_primary, &Palette::danger_solid, 4.5},
    {"danger button, hovered", &Palette::on_primary, &Palette::danger_hover, 4.5},
    {"slim bar", &Palette::on_slim, &Palette::slim, 4.5},
    {"header", &Palette::on_header, &Palette::header, 4.5},
    {"navigation", &Palette::on_header, &Palette::nav, 4.5},
    {"footer", &Palette::on_footer, &Palette::footer, 4.5},
    {"neutral badge", &Palette::neutral_text, &Palette::neutral_tint, 4.5},
    {"info badge", &Palette::info_text, &Palette::info_tint, 4.5},
    {"success badge", &Palette::success_text, &Palette::success_tint, 4.5},
    {"warning badge", &Palette::warning_text, &Palette::warning_tint, 4.5},
    {"danger badge", &Palette::danger_text, &Palette::danger_tint, 4.5},
    {"text of an info notice", &Palette::text, &Palette::info_tint, 4.5},
    {"text of a success notice", &Palette::text, &Palette::success_tint, 4.5},
    {"text of a warning notice", &Palette::text, &Palette::warning_tint, 4.5},
    {"text of a danger notice", &Palette::text, &Palette::danger_tint, 4.5},
    {"text of a neutral notice", &Palette::text, &Palette::neutral_tint, 4.5},
    {"small text in a neutral notice", &Palette::text_soft, &Palette::neutral_tint, 4.5},
    {"warning words", &Palette::warning_text, &Palette::surface, 4.5},
    {"success words", &Palette::success_text, &Palette::surface, 4.5},
    {"info words", &Palette::info_text, &Palette::surface, 4.5},
    {"error under a field", &Palette::danger_text, &Palette::surface, 4.5},
    {"sign on success", &Palette::on_primary, &Palette::success_solid, 4.5},
    {"sign on warning", &Palette::on_primary, &Palette::warning_solid, 4.5},
    {"sign on info", &Palette::on_primary, &Palette::info_solid, 4.5},
    {"sign on neutral", &Palette::on_primary, &Palette::neutral_solid, 4.5},
    {"edge of a field", &Palette::field_border, &Palette::surface, 3},
    {"edge of an invalid field", &Palette::danger, &Palette::surface, 3},
    {"ticked box", &Palette::on_primary, &Palette::primary, 3},
    {"chosen radio button", &Palette::link, &Palette::surface, 3},
    {"progress on its track", &Palette::link, &Palette::track, 3},
    {"focus ring on cards", &Palette::focus, &Palette::surface, 3},
    {"focus ring on the page", &Palette::focus, &Palette::page, 3},
};

} // namespace

TEST_CASE("every pair of colours in use has the contrast of WCAG AA, by day and by night") {
    for (const Palette* palette : {&theme::light_palette, &theme::dark_palette}) {
        for (const Pair& pair : pairs) {
            const double found = theme::contrast(palette->*pair.front, palette->*pair.back);
            INFO((palette == &theme::dark_palette ? "dark: " : "light: ") << pair.what << " " << found);
            CHECK(found >= pair.least);
        }
    }
}

TEST_CASE("black on white has the contrast that WCAG says") {
    CHECK(std::abs(theme::contrast({0, 0, 0}, {255, 255, 255}) - 21) < 0.01);
    CHECK(std::abs(theme::contrast({0x77, 0x77, 0x77}, {255, 255, 255}) - 4.48) < 0.01);
}

TEST_CASE("the style sheet has every text style as ImGui draws it") {
    std::ifstream file{APP_CSS};
    const std::string css{std::istreambuf_iterator<char>{file}, {}};
    for (const ui::StyleMetrics& style : ui::styles) {
        const std::string rule = "." + std::string{style.css} + " { font: " + std::to_string(style.weight) +
                                 " " + std::to_string(static_cast<int>(style.size)) + "px/" +
                                 std::to_string(static_cast<int>(style.line)) + "px ";
        INFO(rule);
        CHECK(css.find(rule) != std::string::npos);
    }
}

TEST_CASE("the font has a file for every weight in use") {
    for (const ui::StyleMetrics& style : ui::styles) {
        bool found = false;
        for (const theme::FontWeight& weight : theme::font().weights) {
            found |= weight.weight == style.weight;
        }
        CHECK(found);
    }
}
