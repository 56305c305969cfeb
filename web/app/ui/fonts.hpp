#pragma once

#include "web/app/ui/style.hpp"

#include <array>

struct ImFont;

namespace sigillo::app::ui {

// Dear ImGui's fonts for every text style. From 1.92 on it bakes glyphs as they are needed, at the device's
// density; before, every style is baked beforehand and again when the density changes.
class Fonts {
  public:
    // Before ImGui's frame begins. `density`: device pixels for a CSS pixel.
    void prepare(float density);
    // After it began.
    void begin_frame() const;
    ImFont* font(Style style) const { return fonts_[static_cast<std::size_t>(style)]; }
    // ImGui's size of a font is ascent plus descent; CSS's is the em.
    static float imgui_size(Style style);
    // True once after the atlas was made anew and its texture has to be sent again (before 1.92 only).
    bool take_rebuilt();

  private:
    std::array<ImFont*, styles.size()> fonts_{};
    float density_ = 0;
    bool rebuilt_ = false;
};

} // namespace sigillo::app::ui
