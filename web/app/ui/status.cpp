#include "web/app/ui/buttons.hpp"
#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

namespace sigillo::app::ui {

void Ui::notice(Tone tone, std::string_view text, const NoticeOptions& options) {
    notice(tone, text, options, Body{});
}

void Ui::notice(Tone tone, std::string_view text, const NoticeOptions& options, Body body) {
    Core& core = core_;
    const auto& palette = core.palette();
    const auto colours = paint::tone(palette, tone);
    const Rect at = core.place(core.flow().width, 0);
    const Element box = core.element("div", "notice");
    box->set("class", "notice " + std::string{paint::tone_class(tone)});
    if (options.live) {
        box->set("role", tone == Tone::danger ? "alert" : "status");
    }
    core.deeper();
    const float inset = core.narrow() ? 48 : 60;
    core.push_flow(
        {.left = at.x + inset, .width = at.width - inset - 20, .y = at.y + 16, .gap = 4, .top = at.y});
    const auto line = [&](Style style, std::string_view content, theme::Colour colour) {
        const float width = core.flow().width;
        const Rect rect = core.place(width, core.text_height(style, content, width));
        core.text("p", style, content, rect, colour);
    };
    if (!options.title.empty()) {
        line(Style::strong, options.title, colours.text);
    }
    if (!text.empty()) {
        line(Style::body, text, palette.text);
    }
    if (body) {
        core.space(8);
        body();
    }
    const float height = core.pop_flow().y - at.y + 16;
    core.shallower();
    box->rect = Rect{at.x, at.y, at.width, height};
    paint::fill(core, {at.x, at.y, 24, height}, colours.accent, measure::radius_control);
    paint::fill(core, {at.x + 5, at.y, 24, height}, colours.tint);
    paint::fill(core, {at.x + 5, at.y, at.width - 5, height}, colours.tint, measure::radius_control);
    const float icon_x = at.x + inset / 2 + 3;
    paint::circle(core, icon_x, at.y + 28, 12, colours.solid);
    paint::icon(core, paint::tone_icon(tone), icon_x, at.y + 28, 15, palette.on_primary);
    core.flow().y = at.y + height;
}

bool Ui::toast(std::string_view key, Tone tone, std::string_view text) {
    // Fixed to the window's lower edge, so the browser paints it: on the canvas it would have to follow
    // scrolling.
    Core& core = core_;
    const Element box = core.top_level("div", key);
    box->set("class", "toast " + std::string{paint::tone_class(tone)});
    box->set("role", tone == Tone::danger ? "alert" : "status");
    {
        const Element words = core.element("p");
        words->text = std::string{text};
    }
    const Element close = core.keyed("button", "close");
    close->text = std::string{core.words().close};
    close->set("type", "button");
    return core.took(EventKind::click, close.id());
}

void Ui::spinner(std::string_view text) {
    // The ring turns by CSS, so that waiting draws no frames.
    Core& core = core_;
    const float width = core.flow().width - 44;
    const float height = core.text_height(Style::body, text, width);
    const Rect at = core.place(core.flow().width, std::max(height + 8, 32.0F));
    const Element box = core.element("div", "spinner");
    box->set("class", "spinner");
    box->set("role", "status");
    box->rect = at;
    core.text("span", Style::body, text, {at.x + 44, at.y + 4, width, height}, core.palette().text);
}

void Ui::empty_state(std::string_view title, std::string_view text) {
    empty_state(title, text, Body{});
}

void Ui::empty_state(std::string_view title, std::string_view text, Body actions) {
    Core& core = core_;
    const auto& palette = core.palette();
    const Rect at = core.place(core.flow().width, 0);
    const Element box = core.element("div", "empty");
    box->set("class", "empty");
    core.deeper();
    const float width = std::min(at.width - 32, 520.0F);
    core.push_flow({.left = at.x + 32, .width = width, .y = at.y + 32, .gap = 8, .top = at.y});
    const auto line = [&](Style style, std::string_view content, theme::Colour colour) {
        const Rect rect = core.place(width, core.text_height(style, content, width));
        core.text("p", style, content, rect, colour);
    };
    line(Style::h3, title, palette.heading);
    if (!text.empty()) {
        line(Style::body, text, palette.text_soft);
    }
    if (actions) {
        core.space(8);
        actions();
    }
    const float height = core.pop_flow().y - at.y + 32;
    core.shallower();
    box->rect = Rect{at.x, at.y, at.width, height};
    paint::fill(core, box->rect, palette.surface, measure::radius_card);
    paint::border(core, box->rect, palette.border, measure::radius_card);
    core.flow().y = at.y + height;
}

} // namespace sigillo::app::ui
