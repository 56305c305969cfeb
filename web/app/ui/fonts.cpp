#include "web/app/ui/fonts.hpp"

#include "web/app/theme/font.hpp"

#include <imgui.h>

#include <cmath>

namespace sigillo::app::ui {

namespace {

ImFont* add(int weight, float size) {
    for (const theme::FontWeight& candidate : theme::font().weights) {
        if (candidate.weight == weight) {
            ImFontConfig config;
            config.FontDataOwnedByAtlas = false;
            static const ImWchar ranges[] = {0x20, 0x24F, 0x2000, 0x22FF, 0};
            config.GlyphRanges = ranges;
            // The atlas only reads what it does not own.
            void* data = const_cast<unsigned char*>(candidate.data.data());
            return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, static_cast<int>(candidate.data.size()),
                                                              size, &config);
        }
    }
    return nullptr;
}

} // namespace

float Fonts::imgui_size(Style style) {
    return metrics(style).size * theme::font().line();
}

void Fonts::prepare(float density) {
    if (density == density_) {
        return;
    }
#ifdef IMGUI_HAS_TEXTURES
    if (density_ == 0) {
        const std::array<ImFont*, 2> weights{add(400, 16), add(600, 16)};
        for (std::size_t i = 0; i < styles.size(); ++i) {
            fonts_[i] = weights[styles[i].weight == 400 ? 0 : 1];
        }
    }
#else
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    for (std::size_t i = 0; i < styles.size(); ++i) {
        fonts_[i] = add(styles[i].weight, std::round(imgui_size(static_cast<Style>(i)) * density));
    }
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
    rebuilt_ = true;
#endif
    density_ = density;
}

void Fonts::begin_frame() const {
#ifdef IMGUI_HAS_TEXTURES
    for (ImFont* font : fonts_) {
        font->CurrentRasterizerDensity = density_;
    }
#endif
}

bool Fonts::take_rebuilt() {
    const bool was = rebuilt_;
    rebuilt_ = false;
    return was;
}

} // namespace sigillo::app::ui
