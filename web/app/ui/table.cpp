#include "web/app/ui/buttons.hpp"
#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

#include <vector>

namespace sigillo::app::ui {

std::string fill_numbers(std::string_view pattern, std::size_t first, std::size_t second);

namespace {

constexpr float cell_padding = 14;
constexpr float check_column = 48;

struct Grid {
    Core& core;
    std::span<const Column> columns;
    FunctionRef<void(std::size_t, std::size_t)> cell;
    const TableOptions& options;
    Rect at;
    std::vector<float> x; // of each column
    std::vector<float> width;
    TableEvents events;

    bool selectable() const { return static_cast<bool>(options.selected); }

    void lay_out() {
        float total = 0;
        for (const Column& column : columns) {
            total += column.weight;
        }
        float left = at.x + (selectable() ? check_column : 8);
        const float room = at.width - (left - at.x) - 8;
        for (const Column& column : columns) {
            const float share = total > 0 ? room * column.weight / total : 0;
            x.push_back(left);
            width.push_back(share - 16);
            left += share;
        }
    }

    // A check box of the browser's over a painted one. What the person chose, if anything.
    std::optional<bool> check(std::string_view name, bool checked, bool mixed, float left, float top,
                              bool enabled) {
        const auto& p = core.palette();
        const Rect mark{left, top, 22, 22};
        paint::fill(core, mark, !enabled ? p.disabled : checked || mixed ? p.primary : p.surface, 4);
        if (!checked && !mixed) {
            paint::border(core, mark,
                          !enabled             ? p.border
                          : core.hovered(mark) ? p.primary
                                               : p.field_border,
                          4, 2);
        } else {
            paint::icon(core, mixed ? paint::Icon::dash : paint::Icon::check, left + 11, top + 11, 16,
                        p.on_primary);
        }
        const Element input = core.keyed("input", "select");
        input->set("type", "checkbox");
        input->set("class", "mark");
        input->set("aria-label", std::string{name});
        input->rect = mark;
        input->checked = checked;
        if (!enabled) {
            input->set("disabled", "");
        }
        if (const auto event = core.take(EventKind::toggle, input.id())) {
            return event->checked;
        }
        return std::nullopt;
    }

    bool enabled(std::size_t row) const { return !options.selectable || options.selectable(row); }

    float header(std::size_t rows, bool hidden) {
        const auto& palette = core.palette();
        const Element line = core.keyed("tr", "header");
        line->set("role", "row");
        line->set("class", hidden ? "head stacked-head" : "head");
        const float height = hidden ? (selectable() ? 44.0F : 0.0F) : 44.0F;
        line->rect = Rect{at.x, at.y, at.width, std::max(height, 1.0F)};
        if (!hidden) {
            core.deeper();
        }
        if (selectable()) {
            const Element cell_node = core.keyed("th", "select");
            cell_node->set("role", "columnheader");
            cell_node->set("scope", "col");
            cell_node->set("class", "pick");
            cell_node->rect = Rect{at.x, at.y, check_column, 44};
            std::size_t chosen = 0;
            std::size_t possible = 0;
            for (std::size_t row = 0; row < rows; ++row) {
                possible += enabled(row) ? 1U : 0U;
                chosen += options.selected(row) ? 1U : 0U;
            }
            const bool all = possible > 0 && chosen >= possible;
            events.all =
                check(core.words().select_all, all, chosen > 0 && !all, at.x + 14, at.y + 11, possible > 0);
            if (hidden) {
                paint::text(core, Style::small, at.x + 46, at.y + 12, core.words().select_all, palette.text);
            }
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Element head = core.keyed("th", std::to_string(i));
            head->text = std::string{columns[i].label};
            head->set("role", "columnheader");
            head->set("scope", "col");
            head->set("class", hidden                             ? "s-label vh"
                               : columns[i].align == Align::right ? "s-label right"
                                                                  : "s-label");
            if (hidden) {
                head->rect = Rect{at.x, at.y, 1, 1};
                continue;
            }
            const float text = core.text_width(Style::label, columns[i].label);
            const float left = columns[i].align == Align::right ? x[i] + width[i] - text : x[i];
            head->rect = Rect{x[i], at.y + 12, width[i], 20};
            paint::text(core, Style::label, left, at.y + 12, columns[i].label, palette.text_soft);
        }
        if (!hidden) {
            core.shallower();
            paint::fill(core, {at.x, at.y, at.width, 44}, palette.surface_alt, 8);
            paint::fill(core, {at.x, at.y + 43, at.width, 1}, palette.border);
        }
        return height;
    }

    void pick(std::size_t row, float top) {
        const Element cell_node = core.keyed("td", "select");
        cell_node->set("role", "cell");
        cell_node->set("class", "pick");
        cell_node->rect = Rect{at.x, top, check_column, measure::row};
        const std::string_view name = options.row_name ? options.row_name(row) : std::string_view{};
        if (check(name, options.selected(row), false, at.x + 14, top + 15, enabled(row))) {
            events.toggled = row;
        }
    }

    float wide_row(std::size_t row, float top) {
        const auto& palette = core.palette();
        const Element line = core.keyed("tr", "row" + std::to_string(row));
        line->set("role", "row");
        core.deeper();
        if (selectable()) {
            pick(row, top);
        }
        float height = measure::row;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Element node = core.keyed("td", std::to_string(i));
            node->set("role", "cell");
            if (columns[i].align == Align::right) {
                node->set("class", "right");
            }
            core.align_text_right(columns[i].align == Align::right);
            const float content = core.boxed(
                x[i], top + cell_padding, width[i], 0, 0, [&] { cell(row, i); }, 4);
            core.align_text_right(false);
            node->rect = Rect{x[i], top, width[i], content + 2 * cell_padding};
            height = std::max(height, content + 2 * cell_padding);
        }
        core.shallower();
        line->rect = Rect{at.x, top, at.width, height};
        const bool chosen = selectable() && options.selected(row);
        if (chosen || core.hovered(line->rect)) {
            paint::fill(core, line->rect, palette.row_hover);
        }
        paint::fill(core, {at.x, top + height - 1, at.width, 1}, palette.border);
        return height;
    }

    float stacked_row(std::size_t row, float top) {
        const auto& palette = core.palette();
        const Element line = core.keyed("tr", "row" + std::to_string(row));
        line->set("role", "row");
        line->set("class", "stacked");
        core.deeper();
        float left = at.x + 16;
        if (selectable()) {
            pick(row, top + 2);
            left = at.x + check_column;
        }
        float y = top + 14;
        const float room = at.x + at.width - left - 16;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const Element node = core.keyed("td", std::to_string(i));
            node->set("role", "cell");
            const bool labelled = !columns[i].label.empty();
            std::size_t label = 0;
            if (labelled) {
                const Element span = core.element("span", "label");
                label = core.node_count() - 1;
                span->set("class", "s-small label");
                span->set("aria-hidden", "true");
                span->rect = Rect{left, y, room, 20};
            }
            const float top_of_cell = labelled ? y + 20 : y;
            const float height = core.boxed(
                left, top_of_cell, room, 0, 0, [&] { cell(row, i); }, 4);
            // An empty cell has no label to be seen: a row without actions, say.
            if (labelled && height > 0) {
                core.node(label).text = std::string{columns[i].label};
                paint::text(core, Style::small, left, y, columns[i].label, palette.text_soft);
            }
            const float bottom = height > 0 ? top_of_cell + height : y;
            node->rect = Rect{left, y, room, bottom - y};
            y = height > 0 ? bottom + 10 : y;
        }
        core.shallower();
        const float height = y + 4 - top;
        line->rect = Rect{at.x, top, at.width, height};
        const bool chosen = selectable() && options.selected(row);
        paint::fill(core, line->rect, chosen ? palette.row_hover : palette.surface, measure::radius_control);
        paint::border(core, line->rect, palette.border, measure::radius_control);
        return height + 12;
    }
};

} // namespace

TableEvents Ui::table(std::string_view key, std::string_view caption, std::span<const Column> columns,
                      std::size_t rows, FunctionRef<void(std::size_t, std::size_t)> cell,
                      const TableOptions& options) {
    Core& core = core_;
    const Rect at = core.place(core.flow().width, 0);
    const bool stacked = core.narrow() || at.width < 120 * static_cast<float>(columns.size());
    const Element table = core.keyed("table", key);
    table->set("role", "table");
    table->set("aria-label", std::string{caption});
    table->set("class", stacked ? "table stack" : "table");
    Grid grid{core, columns, cell, options, at, {}, {}, {}};
    grid.lay_out();
    float y = at.y + grid.header(rows, stacked);
    for (std::size_t row = 0; row < rows; ++row) {
        y += stacked ? grid.stacked_row(row, y) : grid.wide_row(row, y);
    }
    if (rows == 0 && !options.empty_text.empty()) {
        const Element line = core.keyed("tr", "empty");
        line->set("role", "row");
        const Element node = core.keyed("td", "empty");
        node->set("role", "cell");
        node->set("colspan", std::to_string(columns.size() + (grid.selectable() ? 1 : 0)));
        node->set("aria-colspan", std::to_string(columns.size() + (grid.selectable() ? 1 : 0)));
        const float height = core.text_height(Style::body, options.empty_text, at.width - 32);
        core.text("p", Style::body, options.empty_text, {at.x + 16, y + 16, at.width - 32, height},
                  core.palette().text_soft);
        node->rect = Rect{at.x, y, at.width, height + 32};
        line->rect = node->rect;
        y += height + 32;
    }
    table->rect = Rect{at.x, at.y, at.width, y - at.y};
    core.flow().y = y;
    return grid.events;
}

std::optional<std::size_t> Ui::pagination(std::string_view key, std::size_t page, std::size_t pages) {
    Core& core = core_;
    if (pages < 2) {
        return std::nullopt;
    }
    const Rect at = core.place(core.flow().width, 0);
    const Element nav = core.keyed("nav", key);
    nav->set("aria-label", std::string{core.words().pages});
    nav->set("class", "actions pagination");
    core.push_flow(
        {.left = at.x, .width = at.width, .y = at.y, .gap = 12, .row = true, .x = at.x, .top = at.y});
    std::optional<std::size_t> out;
    const auto step = [&](std::string_view step_key, std::string_view label, bool possible, std::size_t to) {
        if (possible &&
            draw_button(core, step_key, label, {.kind = ButtonKind::secondary, .compact = true}, false)
                .clicked) {
            out = to;
        }
    };
    step("previous", core.words().previous, page > 0, page - 1);
    const std::string where = fill_numbers(core.words().page_of, page + 1, pages);
    const Rect label = core.place(core.text_width(Style::body, where) + 2, measure::compact_control);
    core.text("span", Style::body, where, {label.x, label.y + 6, label.width, 24}, core.palette().text);
    step("next", core.words().next, page + 1 < pages, page + 1);
    const float bottom = core.pop_flow().y;
    nav->rect = Rect{at.x, at.y, at.width, bottom - at.y};
    core.flow().y = bottom;
    return out;
}

} // namespace sigillo::app::ui
