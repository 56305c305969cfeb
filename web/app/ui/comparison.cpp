#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

#include <array>

namespace sigillo::app::ui {

namespace {

// On a phone: what is equal once, with its badge beside its name; what differs with both values side by side.
struct Stacked {
    Core& core;
    Ui& ui;
    std::string_view left_title, right_title;
    Rect at;

    void header() {
        const Element line = core.keyed("tr", "header");
        line->set("role", "row");
        line->set("class", "head stacked-head");
        line->rect = Rect{at.x, at.y, at.width, 1};
        const Texts& words = core.words();
        for (const std::string_view title : {words.datum, left_title, right_title, words.outcome}) {
            const Element head = core.element("th");
            head->text = std::string{title};
            head->set("role", "columnheader");
            head->set("scope", "col");
            head->set("class", "s-label vh");
            head->rect = Rect{at.x, at.y, 1, 1};
        }
    }

    // Seen only where the two differ: its title is then above it.
    float value(std::string_view key, std::string_view title, std::string_view text, Rect room, bool titled,
                bool hidden) {
        const auto& palette = core.palette();
        const Element cell = core.keyed("td", key);
        cell->set("role", "cell");
        if (hidden) {
            cell->text = std::string{text};
            cell->set("class", "vh");
            cell->rect = Rect{room.x, room.y, 1, 1};
            return 0;
        }
        float y = room.y;
        if (titled) {
            core.text("span", Style::small, title, {room.x, y, room.width, 20}, palette.text_soft, "label");
            core.last_node().set("aria-hidden", "true");
            y += 20;
        }
        const float height = core.text_height(Style::body, text, room.width);
        core.text("p", Style::body, text, {room.x, y, room.width, height},
                  titled ? paint::tone(palette, Tone::warning).text : palette.text);
        y += height;
        cell->rect = Rect{room.x, room.y, room.width, y - room.y};
        return y - room.y;
    }

    float row(std::size_t number, const Comparison& entry, float top) {
        const Texts& words = core.words();
        const Element line = core.keyed("tr", "row" + std::to_string(number));
        line->set("role", "row");
        line->set("class", "stacked");
        const std::string_view outcome = entry.differs ? words.differs : words.equal;
        const float badge = core.text_width(Style::badge, outcome) + 22;
        const float room = at.width - badge - 12;
        const float label = core.text_height(Style::strong, entry.label, room);
        float y = top + 12;
        {
            const Element cell = core.keyed("td", "label");
            cell->set("role", "cell");
            core.text("p", Style::strong, entry.label, {at.x, y + 1, room, label}, core.palette().text);
            cell->rect = Rect{at.x, y, room, label};
        }
        const float below = y + std::max(label + 2, measure::badge) + 2;
        const float half = (at.width - 16) / 2;
        const float left = value("left", left_title, entry.left,
                                 {at.x, below, entry.differs ? half : at.width, 0}, entry.differs, false);
        const float right = value("right", right_title, entry.right, {at.x + half + 16, below, half, 0},
                                  entry.differs, !entry.differs);
        {
            const Element cell = core.keyed("td", "outcome");
            cell->set("role", "cell");
            const Rect box{at.x + at.width - badge, y, badge, measure::badge};
            cell->rect = box;
            core.push_flow({.left = box.x, .width = badge, .y = y, .top = y});
            ui.badge(entry.differs ? Tone::warning : Tone::success, outcome);
            core.pop_flow();
        }
        y = below + std::max(left, right) + 12;
        paint::fill(core, {at.x, y - 1, at.width, 1}, core.palette().border);
        line->rect = Rect{at.x, top, at.width, y - top};
        return y - top;
    }
};

} // namespace

void Ui::comparison(std::string_view key, std::string_view caption, std::string_view left_title,
                    std::string_view right_title, std::span<const Comparison> rows) {
    Core& core = core_;
    const Texts& words = core.words();
    if (core.narrow()) {
        const Rect at = core.place(core.flow().width, 0);
        const Element table = core.keyed("table", key);
        table->set("role", "table");
        table->set("aria-label", std::string{caption});
        table->set("class", "table stack");
        Stacked stacked{core, *this, left_title, right_title, at};
        stacked.header();
        float y = at.y;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            y += stacked.row(i, rows[i], y);
        }
        table->rect = Rect{at.x, at.y, at.width, y - at.y};
        core.flow().y = y;
        return;
    }
    const std::array<Column, 4> columns{{{.label = words.datum, .weight = 1.1F},
                                         {.label = left_title, .weight = 1.5F},
                                         {.label = right_title, .weight = 1.5F},
                                         {.label = words.outcome, .weight = 0.8F}}};
    (void)table(key, caption, columns, rows.size(), [&](std::size_t row, std::size_t column) {
        const Comparison& entry = rows[row];
        if (column == 0) {
            strong(entry.label);
        } else if (column == 3) {
            badge(entry.differs ? Tone::warning : Tone::success, entry.differs ? words.differs : words.equal);
        } else {
            paragraph(column == 1 ? entry.left : entry.right, entry.differs ? Tone::warning : Tone::neutral);
        }
    });
}

} // namespace sigillo::app::ui
