#pragma once

// Text styles. The browser's twin of each is the class of the same name in shell/app.css; a test holds them
// equal.

#include <array>
#include <cstddef>
#include <string_view>

namespace sigillo::app::ui {

enum class Style { body, strong, small, label, lead, h1, h2, h3, h4, badge, site, site_small };

struct StyleMetrics {
    std::string_view css; // class
    float size;           // of the em, CSS px
    float line;           // line height, CSS px
    int weight;
};

inline constexpr std::array<StyleMetrics, 12> styles{{
    {"s-body", 16, 24, 400},
    {"s-strong", 16, 24, 600},
    {"s-small", 14, 20, 400},
    {"s-label", 14, 20, 600},
    {"s-lead", 18, 28, 400},
    {"s-h1", 30, 38, 600},
    {"s-h2", 20, 28, 600},
    {"s-h3", 17, 24, 600},
    {"s-h4", 16, 24, 600},
    {"s-badge", 13, 18, 600},
    {"s-site", 22, 28, 600},
    {"s-site-small", 18, 24, 600},
}};

constexpr const StyleMetrics& metrics(Style style) {
    return styles[static_cast<std::size_t>(style)];
}

// Layout, CSS px.
namespace measure {
inline constexpr float phone = 768; // narrower: stacked
inline constexpr float form_column = 860;
inline constexpr float table_column = 1240;
inline constexpr float control = 44;
inline constexpr float compact_control = 36;
inline constexpr float row = 52;
inline constexpr float badge = 26;
inline constexpr float card_padding = 28;
inline constexpr float card_padding_phone = 20;
inline constexpr float radius_control = 8;
inline constexpr float radius_card = 12;
inline constexpr float gap = 16;
inline constexpr float gap_sections = 24;
} // namespace measure

} // namespace sigillo::app::ui
