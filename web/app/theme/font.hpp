#pragma once

#include <array>
#include <span>

namespace sigillo::app::theme {

struct FontWeight {
    int weight;                          // 400, 600
    std::span<const unsigned char> data; // TrueType
};

// The one copy of the font: ImGui rasterises it, and the page makes its FontFace of the same bytes.
struct Font {
    float ascent; // of the em; with `descent` (positive) what ImGui calls the font's size
    float descent;
    std::array<FontWeight, 2> weights;
    constexpr float line() const { return ascent + descent; }
};

const Font& font();

} // namespace sigillo::app::theme
