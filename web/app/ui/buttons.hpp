#pragma once

#include "web/app/ui/core.hpp"

namespace sigillo::app::ui {

// On what a button or link stands: the header's are light on dark.
enum class Ground { surface, header };

struct ButtonOutcome {
    Id id = 0;
    bool clicked = false;
};

ButtonOutcome draw_button(Core& core, std::string_view key, std::string_view label,
                          const ButtonOptions& options, bool submit, Ground ground = Ground::surface);
bool draw_link(Core& core, std::string_view key, std::string_view label, std::string_view href,
               const Rect& rect, Style style, theme::Colour colour, bool underline, std::string_view classes,
               bool current = false);

} // namespace sigillo::app::ui
