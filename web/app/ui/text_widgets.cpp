#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

namespace sigillo::app::ui {

namespace {

// A block of text over the whole width, or as wide as it is in a row.
void block(Core& core, std::string_view tag, Style style, std::string_view text, theme::Colour colour) {
    const float room = core.flow().width;
    const float width = core.flow().row ? std::min(core.text_width(style, text) + 1, room) : room;
    const float height = core.text_height(style, text, width);
    // Beside a badge or a link: on the middle of the line.
    const float line = core.flow().row ? std::max(height, measure::badge) : height;
    const Rect at = core.place(width, line);
    core.text(tag, style, text, {at.x, at.y + (line - height) / 2, at.width, height}, colour);
}

} // namespace

void Ui::heading(int level, std::string_view text) {
    core_.space(8);
    const Style style = level <= 2 ? Style::h2 : level == 3 ? Style::h3 : Style::h4;
    block(core_, level <= 2 ? "h2" : level == 3 ? "h3" : "h4", style, text, core_.palette().heading);
}

void Ui::paragraph(std::string_view text, Tone tone) {
    block(core_, "p", Style::body, text,
          tone == Tone::neutral ? core_.palette().text : paint::tone(core_.palette(), tone).text);
}

void Ui::strong(std::string_view text) {
    block(core_, "p", Style::strong, text, core_.palette().text);
}
void Ui::small(std::string_view text) {
    block(core_, "p", Style::small, text, core_.palette().text_soft);
}
void Ui::code(std::string_view text) {
    block(core_, "code", Style::strong, text, core_.palette().text);
}

void Ui::bullets(std::span<const std::string_view> items) {
    Core& core = core_;
    const Rect at = core.place(core.flow().width, 0);
    const Element list = core.element("ul", "bullets");
    list->set("role", "list");
    list->set("class", "bullets");
    float y = at.y;
    for (const std::string_view item : items) {
        const float height = core.text_height(Style::body, item, at.width - 24);
        paint::circle(core, at.x + 9, y + 12.5F, 3, core.palette().primary);
        core.text("li", Style::body, item, {at.x + 24, y, at.width - 24, height}, core.palette().text);
        y += height + 6;
    }
    list->rect = Rect{at.x, at.y, at.width, y - 6 - at.y};
    core.flow().y = y - 6;
}

void Ui::definitions(std::span<const Definition> definitions) {
    Core& core = core_;
    const auto& palette = core.palette();
    const Rect at = core.place(core.flow().width, 0);
    const Element list = core.element("dl");
    list->set("class", "definitions");
    const bool stacked = core.narrow() || at.width < 420;
    const float term_width = stacked ? at.width : std::min(at.width * 0.36F, 260.0F);
    const float value_x = stacked ? at.x : at.x + term_width + 16;
    const float value_width = at.x + at.width - value_x;
    float y = at.y;
    for (const Definition& entry : definitions) {
        const Element pair = core.element("div", "pair");
        pair->set("class", "pair");
        const float top = y;
        y += 10;
        const float term_height = core.text_height(Style::small, entry.term, term_width);
        core.text("dt", Style::small, entry.term, {at.x, y + (stacked ? 0 : 2), term_width, term_height},
                  palette.text_soft);
        if (stacked) {
            y += term_height;
        }
        const Element value = core.element("dd");
        const float value_height = core.text_height(Style::strong, entry.value, value_width);
        const auto colour =
            entry.tone == Tone::neutral ? palette.text : paint::tone(palette, entry.tone).text;
        float inner = y;
        core.text("span", Style::strong, entry.value, {value_x, inner, value_width, value_height}, colour,
                  paint::tone_class(entry.tone));
        inner += value_height;
        if (!entry.note.empty()) {
            const float note_height = core.text_height(Style::small, entry.note, value_width);
            core.text("span", Style::small, entry.note, {value_x, inner, value_width, note_height},
                      palette.text_soft, "note");
            inner += note_height;
        }
        value->rect = Rect{value_x, y, value_width, inner - y};
        y = std::max(inner, y + (stacked ? 0 : term_height)) + 10;
        pair->rect = Rect{at.x, top, at.width, y - top};
        if (&entry != &definitions.back()) {
            paint::fill(core, {at.x, y, at.width, 1}, palette.border);
            y += 1;
        }
    }
    list->rect = Rect{at.x, at.y, at.width, y - at.y};
    core.flow().y = y;
}

void Ui::badge(Tone tone, std::string_view text) {
    Core& core = core_;
    const float text_width = core.text_width(Style::badge, text);
    const Rect at = core.place(text_width + 21, measure::badge);
    const auto colours = paint::tone(core.palette(), tone);
    paint::fill(core, at, colours.tint, 13);
    paint::border(core, at, colours.accent, 13); // the palest tints are lost on a tinted row
    core.text("span", Style::badge, text, {at.x + 10, at.y + 4, text_width + 1, 18}, colours.text,
              "badge " + std::string{paint::tone_class(tone)});
}

void Ui::image(std::string_view description, std::string_view url, float width, float height) {
    const float scale = std::min(1.0F, core_.flow().width / width);
    const Rect at = core_.place(width * scale, height * scale);
    const Element picture = core_.element("img");
    picture->set("alt", std::string{description});
    picture->set("src", std::string{url});
    picture->rect = at;
}

} // namespace sigillo::app::ui
