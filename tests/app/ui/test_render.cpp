#include "tests/app/ui/headless.hpp"
#include "tests/support/catch.hpp"
#include "web/app/gallery/gallery.hpp"
#include "web/app/render/cpu.hpp"

using namespace sigillo::app;
using namespace sigillo::app::ui;
using ui::testing::Headless;

namespace {

std::uint32_t at(const render::CpuRenderer& renderer, int width, int x, int y) {
    return renderer.pixels()[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                             static_cast<std::size_t>(x)];
}

} // namespace

TEST_CASE("the CPU renderer paints bars, page and text in the palette's colours") {
    Headless page{800, 600};
    page.draw([](Ui& ui) {
        ui.page({.key = "p", .title = "Titolo", .site = "Ordine"},
                [&] { ui.card([&] { ui.paragraph("Testo"); }); });
    });
    page.core.begin(page.environment);
    Ui ui{page.core};
    ui.page({.key = "p", .title = "Titolo", .site = "Ordine"},
            [&] { ui.card([&] { ui.paragraph("Testo"); }); });
    semantics::Operations out;
    page.core.end(out);
    render::CpuRenderer renderer;
    const int height = static_cast<int>(page.tree().height);
    renderer.draw(*page.core.draw_data(), 800, height);
    const auto& colours = theme::light_palette;
    CHECK(at(renderer, 800, 2, 2) == colours.slim.packed());
    CHECK(at(renderer, 800, 790, 60) == colours.header.packed());
    CHECK(at(renderer, 800, 4, 300) == colours.page.packed());
    const semantics::Rect text = page.get("paragraph", "Testo").rect;
    bool inked = false;
    for (int y = static_cast<int>(text.y); y < static_cast<int>(text.y + text.height); ++y) {
        for (int x = static_cast<int>(text.x); x < static_cast<int>(text.x) + 60; ++x) {
            inked |= at(renderer, 800, x, y) != colours.surface.packed();
        }
    }
    CHECK(inked);
}
