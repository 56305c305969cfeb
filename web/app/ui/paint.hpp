#pragma once

// Shapes and icons over the canvas of a Core. Coordinates are CSS px on the page.

#include "web/app/ui/core.hpp"

namespace sigillo::app::ui::paint {

enum class Icon { check, cross, info, warning, chevron_down, external, dash };

void fill(const Core& core, const Rect& rect, theme::Colour colour, float radius = 0, float alpha = 1);
void border(const Core& core, const Rect& rect, theme::Colour colour, float radius = 0, float thickness = 1);
void line(const Core& core, float x1, float y1, float x2, float y2, theme::Colour colour,
          float thickness = 1);
void circle(const Core& core, float x, float y, float radius, theme::Colour colour);
void ring(const Core& core, float x, float y, float radius, theme::Colour colour, float thickness);
// The ground of a card or dialog; a tone shows as a band along its upper edge.
void sheet(const Core& core, const Rect& rect, Tone tone);
// The shadow under a card, in a few translucent rings.
void shadow(const Core& core, const Rect& rect, float radius);
void icon(const Core& core, Icon icon, float centre_x, float centre_y, float size, theme::Colour colour);
// One line; `y` is the top of the line box of the style.
void text(const Core& core, Style style, float x, float y, std::string_view text, theme::Colour colour);

struct ToneColours {
    theme::Colour accent, tint, text, solid;
};
ToneColours tone(const theme::Palette& palette, Tone tone);
std::string_view tone_class(Tone tone); // "t-info"...
Icon tone_icon(Tone tone);

} // namespace sigillo::app::ui::paint
