#include "web/app/ui/paint.hpp"

#include <imgui.h>

#include <cmath>

namespace sigillo::app::ui {

namespace {

float measure_text(const ImFont* font, float size, std::string_view text) {
    // 1.90's member is not const.
    return const_cast<ImFont*>(font)->CalcTextSizeA(size, 1e9F, 0, text.data(), text.data() + text.size()).x;
}

std::size_t next_character(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        ++at;
    }
    return at;
}

} // namespace

float Core::text_width(Style style, std::string_view text) const {
    return text.empty() ? 0 : measure_text(fonts_.font(style), Fonts::imgui_size(style), text);
}

float Core::text_height(Style style, std::string_view text, float width) const {
    return static_cast<float>(lines(style, text, width).size()) * metrics(style).line;
}

std::vector<std::string_view> Core::lines(Style style, std::string_view text, float width) const {
    std::vector<std::string_view> out;
    std::size_t start = 0; // of the line
    std::size_t fits = 0;  // its last break that fits
    std::size_t word = 0;  // of the word being looked at
    const auto flush = [&](std::size_t end, std::size_t next) {
        out.push_back(text.substr(start, end - start));
        start = fits = word = next;
    };
    while (word <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n", word), text.size());
        if (text_width(style, text.substr(start, end - start)) > width && end > start) {
            if (fits > start) {
                flush(fits, fits + 1);
                continue;
            }
            // One word longer than the line: broken between characters, as overflow-wrap: anywhere does.
            std::size_t cut = next_character(text, start);
            while (cut < end &&
                   text_width(style, text.substr(start, next_character(text, cut) - start)) <= width) {
                cut = next_character(text, cut);
            }
            if (cut < end) {
                flush(cut, cut);
                continue;
            }
        }
        if (end == text.size()) {
            break;
        }
        if (text[end] == '\n') {
            flush(end, end + 1);
            continue;
        }
        fits = end;
        word = end + 1;
    }
    out.push_back(text.substr(start));
    return out;
}

Id Core::text(std::string_view tag, Style style, std::string_view content, Rect rect, theme::Colour colour,
              std::string_view classes) {
    const Element leaf = element(tag, metrics(style).css);
    leaf->text = std::string{content};
    std::string names{metrics(style).css};
    if (!classes.empty()) {
        names += ' ';
        names += classes;
    }
    leaf->set("class", std::move(names));
    leaf->rect = rect;
    float y = rect.y;
    for (const std::string_view line : lines(style, content, rect.width + 0.5F)) {
        const float shift = text_right_ ? std::max(rect.width - text_width(style, line), 0.0F) : 0;
        paint::text(*this, style, rect.x + shift, y, line, colour);
        y += metrics(style).line;
    }
    return leaf.id();
}

namespace paint {

namespace {
ImVec2 point(float x, float y) {
    return ImVec2{x, y};
}
} // namespace

void fill(const Core& core, const Rect& r, theme::Colour colour, float radius, float alpha) {
    core.canvas().AddRectFilled(point(r.x, r.y), point(r.x + r.width, r.y + r.height), colour.packed(alpha),
                                radius);
}

void border(const Core& core, const Rect& r, theme::Colour colour, float radius, float thickness) {
    const float inset = thickness / 2;
    ImDrawList& canvas = core.canvas();
    canvas.PathRect(point(r.x + inset, r.y + inset), point(r.x + r.width - inset, r.y + r.height - inset),
                    std::max(radius - inset, 0.0F));
    canvas.PathStroke(colour.packed(), ImDrawFlags_Closed, thickness);
}

void line(const Core& core, float x1, float y1, float x2, float y2, theme::Colour colour, float thickness) {
    if (y1 == y2) {
        fill(core, {x1, y1 - thickness / 2, x2 - x1, thickness}, colour);
        return;
    }
    core.canvas().AddLine(point(x1, y1), point(x2, y2), colour.packed(), thickness);
}

void circle(const Core& core, float x, float y, float radius, theme::Colour colour) {
    core.canvas().AddCircleFilled(point(x, y), radius, colour.packed(), 32);
}

void ring(const Core& core, float x, float y, float radius, theme::Colour colour, float thickness) {
    core.canvas().AddCircle(point(x, y), radius, colour.packed(), 32, thickness);
}

void shadow(const Core& core, const Rect& r, float radius) {
    if (core.environment().dark) {
        return;
    }
    const theme::Colour ink{0x17, 0x32, 0x4d};
    for (int i = 3; i >= 1; --i) {
        const auto spread = static_cast<float>(i);
        fill(core, {r.x - spread, r.y - spread + 2, r.width + 2 * spread, r.height + 2 * spread}, ink,
             radius + spread, 0.022F);
    }
}

void sheet(const Core& core, const Rect& r, Tone kind) {
    const float band = kind == Tone::neutral ? 0 : 5;
    if (band > 0) {
        fill(core, r, tone(core.palette(), kind).accent, measure::radius_card);
    }
    fill(core, {r.x, r.y + band, r.width, r.height - band}, core.palette().surface, measure::radius_card);
}

void icon(const Core& core, Icon kind, float x, float y, float size, theme::Colour colour) {
    ImDrawList& canvas = core.canvas();
    const ImU32 ink = colour.packed();
    const float s = size / 2;
    const float stroke = std::max(size / 9, 1.6F);
    switch (kind) {
    case Icon::check:
        canvas.PathLineTo(point(x - s * 0.62F, y + s * 0.05F));
        canvas.PathLineTo(point(x - s * 0.15F, y + s * 0.5F));
        canvas.PathLineTo(point(x + s * 0.65F, y - s * 0.45F));
        canvas.PathStroke(ink, 0, stroke);
        break;
    case Icon::cross:
        canvas.AddLine(point(x - s * 0.5F, y - s * 0.5F), point(x + s * 0.5F, y + s * 0.5F), ink, stroke);
        canvas.AddLine(point(x + s * 0.5F, y - s * 0.5F), point(x - s * 0.5F, y + s * 0.5F), ink, stroke);
        break;
    case Icon::info:
        canvas.AddCircleFilled(point(x, y - s * 0.52F), stroke * 0.72F, ink, 12);
        canvas.AddRectFilled(point(x - stroke * 0.55F, y - s * 0.12F),
                             point(x + stroke * 0.55F, y + s * 0.62F), ink);
        break;
    case Icon::warning:
        canvas.AddRectFilled(point(x - stroke * 0.55F, y - s * 0.6F),
                             point(x + stroke * 0.55F, y + s * 0.15F), ink);
        canvas.AddCircleFilled(point(x, y + s * 0.52F), stroke * 0.72F, ink, 12);
        break;
    case Icon::chevron_down:
        canvas.PathLineTo(point(x - s * 0.6F, y - s * 0.3F));
        canvas.PathLineTo(point(x, y + s * 0.32F));
        canvas.PathLineTo(point(x + s * 0.6F, y - s * 0.3F));
        canvas.PathStroke(ink, 0, stroke);
        break;
    case Icon::external:
        canvas.PathLineTo(point(x - s * 0.1F, y - s * 0.55F));
        canvas.PathLineTo(point(x + s * 0.55F, y - s * 0.55F));
        canvas.PathLineTo(point(x + s * 0.55F, y + s * 0.1F));
        canvas.PathStroke(ink, 0, stroke);
        canvas.AddLine(point(x + s * 0.5F, y - s * 0.5F), point(x - s * 0.5F, y + s * 0.5F), ink, stroke);
        break;
    case Icon::dash:
        canvas.AddLine(point(x - s * 0.5F, y), point(x + s * 0.5F, y), ink, stroke);
        break;
    }
}

void text(const Core& core, Style style, float x, float y, std::string_view content, theme::Colour colour) {
    if (content.empty()) {
        return;
    }
    const float size = Fonts::imgui_size(style);
    const float top = std::round(y + (metrics(style).line - size) / 2);
    core.canvas().AddText(const_cast<Core&>(core).fonts().font(style), size, point(std::round(x), top),
                          colour.packed(), content.data(), content.data() + content.size());
}

ToneColours tone(const theme::Palette& p, Tone kind) {
    switch (kind) {
    case Tone::info:
        return {p.info, p.info_tint, p.info_text, p.info_solid};
    case Tone::success:
        return {p.success, p.success_tint, p.success_text, p.success_solid};
    case Tone::warning:
        return {p.warning, p.warning_tint, p.warning_text, p.warning_solid};
    case Tone::danger:
        return {p.danger, p.danger_tint, p.danger_text, p.danger_solid};
    case Tone::neutral:
        break;
    }
    return {p.neutral, p.neutral_tint, p.neutral_text, p.neutral_solid};
}

std::string_view tone_class(Tone kind) {
    switch (kind) {
    case Tone::info:
        return "t-info";
    case Tone::success:
        return "t-success";
    case Tone::warning:
        return "t-warning";
    case Tone::danger:
        return "t-danger";
    case Tone::neutral:
        break;
    }
    return "t-neutral";
}

Icon tone_icon(Tone kind) {
    switch (kind) {
    case Tone::success:
        return Icon::check;
    case Tone::warning:
        return Icon::warning;
    case Tone::danger:
        return Icon::cross;
    case Tone::info:
    case Tone::neutral:
        break;
    }
    return Icon::info;
}

} // namespace paint

} // namespace sigillo::app::ui
