#pragma once

#include <cmath>
#include <cstdint>

namespace sigillo::app::theme {

struct Colour {
    std::uint8_t r, g, b;
    // As ImGui packs it, opaque or with an alpha of 0 to 1.
    constexpr std::uint32_t packed(float alpha = 1) const {
        // Of 0 to 255.5: cutting off rounds it.
        const auto opacity =
            static_cast<std::uint32_t>(alpha * 255.0F + 0.5F); // NOLINT(*-incorrect-roundings)
        return static_cast<std::uint32_t>(r) | static_cast<std::uint32_t>(g) << 8U |
               static_cast<std::uint32_t>(b) << 16U | opacity << 24U;
    }
};

#include "tokens.inc"

// WCAG 2.2, "relative luminance" and "contrast ratio": 1 to 21.
inline double luminance(Colour colour) {
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

inline double contrast(Colour a, Colour b) {
    const double x = luminance(a);
    const double y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

} // namespace sigillo::app::theme
