#include "web/app/ui/fields.hpp"
#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

namespace sigillo::app::ui {

std::optional<std::string> Ui::select(std::string_view key, std::string_view label,
                                      std::span<const Choice> choices, std::string_view selected,
                                      const ChoiceOptions& options) {
    Core& core = core_;
    const FieldFrame frame{.label = label,
                           .hint = options.hint,
                           .error = options.error,
                           .required = options.required,
                           .disabled_reason = options.disabled_reason,
                           .width = options.width};
    Id id = 0;
    draw_field(core, frame, [&](const FieldLinks& links) {
        const Element node = core.keyed("select", key);
        mark_control(*node.operator->(), frame, links);
        node->set("class", "control");
        node->value = std::string{selected};
        id = node.id();
        const bool off = !options.disabled_reason.empty();
        paint_box(core, links.rect, !options.error.empty(), off);
        paint::icon(core, paint::Icon::chevron_down, links.rect.x + links.rect.width - 22, links.rect.y + 22,
                    14, off ? core.palette().on_disabled : core.palette().link);
        for (const Choice& choice : choices) {
            const Element option = core.keyed("option", choice.value);
            option->text = std::string{choice.label};
            option->set("value", std::string{choice.value});
            if (choice.value == selected && core.paints_field_text()) {
                paint::text(core, Style::body, links.rect.x + 12, links.rect.y + 10, choice.label,
                            core.palette().text);
            }
        }
        return id;
    });
    if (auto event = core.take(EventKind::input, id)) {
        return std::move(event->text);
    }
    return std::nullopt;
}

namespace {

// The box or ring of 22 px at the left of a choice; the browser's own control lies over it, invisible.
void paint_mark(const Core& core, const Rect& rect, bool checked, bool round, bool disabled, bool invalid) {
    const auto& p = core.palette();
    const auto edge = disabled             ? p.border
                      : invalid            ? p.danger
                      : core.hovered(rect) ? p.primary
                                           : p.field_border;
    if (round) {
        const float x = rect.x + rect.width / 2;
        const float y = rect.y + rect.height / 2;
        paint::circle(core, x, y, 10.5F, disabled ? p.disabled : p.surface);
        paint::ring(core, x, y, 10, checked && !disabled ? p.link : edge, 2);
        if (checked) {
            paint::circle(core, x, y, 5.5F, disabled ? p.on_disabled : p.link);
        }
        return;
    }
    paint::fill(core, rect, disabled ? p.disabled : checked ? p.primary : p.surface, 4);
    if (!checked || disabled) {
        paint::border(core, rect, edge, 4, 2);
    }
    if (checked) {
        paint::icon(core, paint::Icon::check, rect.x + rect.width / 2, rect.y + rect.height / 2, 16,
                    disabled ? p.on_disabled : p.on_primary);
    }
}

} // namespace

std::optional<bool> Ui::checkbox(std::string_view key, std::string_view label, bool checked,
                                 const ChoiceOptions& options) {
    Core& core = core_;
    const auto& palette = core.palette();
    const bool off = !options.disabled_reason.empty();
    const float room = std::min(
        core.flow().row ? core.text_width(Style::body, label) + 36 : core.flow().width, core.flow().width);
    const Rect at = core.place(room, 0);
    const Element group = core.element("div", "check");
    group->set("class", "check");
    const Rect mark{at.x, at.y + 5, 22, 22};
    paint_mark(core, mark, checked, false, off, !options.error.empty());
    Id id = 0;
    std::size_t input_at = 0;
    {
        const Element input = core.keyed("input", key);
        input_at = core.node_count() - 1;
        input->set("type", "checkbox");
        input->set("class", "mark");
        input->rect = mark;
        input->checked = checked;
        if (off) {
            input->set("disabled", "");
        }
        if (options.required) {
            input->set("aria-required", "true");
        }
        id = input.id();
    }
    const float text_x = at.x + 34;
    const float text_width = at.width - 34;
    float y = at.y + 4;
    const float label_height = core.text_height(Style::body, label, text_width);
    core.text("label", Style::body, label, {text_x, y, text_width, label_height}, palette.text);
    core.last_node().set("for", semantics_id(id));
    y += label_height + 4;
    std::string described;
    const auto note = [&](std::string_view text, theme::Colour colour, std::string_view classes) {
        const float height = core.text_height(Style::small, text, text_width);
        const Id note_id =
            core.text("p", Style::small, text, {text_x, y, text_width, height}, colour, classes);
        described += (described.empty() ? "" : " ") + semantics_id(note_id);
        y += height + 2;
    };
    if (const std::string_view hint = off ? options.disabled_reason : options.hint; !hint.empty()) {
        note(hint, palette.text_soft, "hint");
    }
    if (!options.error.empty()) {
        note(options.error, palette.danger_text, "error t-danger");
        core.node(input_at).set("aria-invalid", "true");
    }
    if (!described.empty()) {
        core.node(input_at).set("aria-describedby", described);
    }
    group->rect = Rect{at.x, at.y, at.width, y - at.y};
    if (core.flow().row) {
        core.flow().line_height = std::max(core.flow().line_height, y - at.y);
    } else {
        core.flow().y = y;
    }
    if (const auto event = core.take(EventKind::toggle, id)) {
        return event->checked;
    }
    return std::nullopt;
}

std::optional<std::string> Ui::radio(std::string_view key, std::string_view label,
                                     std::span<const Choice> choices, std::string_view selected,
                                     const ChoiceOptions& options) {
    Core& core = core_;
    const auto& palette = core.palette();
    const bool off = !options.disabled_reason.empty();
    const Rect at = core.place(core.flow().width, 0);
    const Element group = core.keyed("fieldset", key);
    group->set("class", "radios");
    group->set("role", "radiogroup");
    if (options.required) {
        group->set("aria-required", "true");
    }
    float y = at.y;
    const float legend_height = core.text_height(Style::label, label, at.width);
    const Id legend =
        core.text("legend", Style::label, label, {at.x, y, at.width, legend_height}, palette.text);
    group->set("aria-labelledby", semantics_id(legend));
    y += legend_height + 4;
    std::string described;
    if (const std::string_view hint = off ? options.disabled_reason : options.hint; !hint.empty()) {
        const float height = core.text_height(Style::small, hint, at.width);
        described = semantics_id(
            core.text("p", Style::small, hint, {at.x, y, at.width, height}, palette.text_soft, "hint"));
        y += height + 4;
    }
    const std::string group_name = semantics_id(group.id());
    std::optional<std::string> out;
    for (const Choice& choice : choices) {
        const Element entry = core.keyed("div", choice.value);
        entry->set("class", "check");
        const float top = y;
        const Rect mark{at.x, y + 7, 22, 22};
        const bool chosen = choice.value == selected;
        paint_mark(core, mark, chosen, true, off, !options.error.empty());
        Id id = 0;
        const std::size_t input_at = core.node_count();
        {
            const Element input = core.keyed("input", "input");
            input->set("type", "radio");
            input->set("name", group_name);
            input->set("value", std::string{choice.value});
            input->set("class", "mark");
            input->rect = mark;
            input->checked = chosen;
            if (off) {
                input->set("disabled", "");
            }
            id = input.id();
        }
        const float width = at.width - 34;
        const float height = core.text_height(Style::body, choice.label, width);
        y += 6;
        core.text("label", Style::body, choice.label, {at.x + 34, y, width, height}, palette.text);
        core.last_node().set("for", semantics_id(id));
        y += height;
        if (!choice.hint.empty()) {
            const float hint_height = core.text_height(Style::small, choice.hint, width);
            const Id hint = core.text("p", Style::small, choice.hint, {at.x + 34, y, width, hint_height},
                                      palette.text_soft, "hint");
            core.node(input_at).set("aria-describedby", semantics_id(hint));
            y += hint_height;
        }
        y += 6;
        entry->rect = Rect{at.x, top, at.width, y - top};
        if (core.took(EventKind::toggle, id)) {
            out = std::string{choice.value};
        }
    }
    if (!options.error.empty()) {
        const float height = core.text_height(Style::small, options.error, at.width);
        const Id error = core.text("p", Style::small, options.error, {at.x, y, at.width, height},
                                   palette.danger_text, "error t-danger");
        described += (described.empty() ? "" : " ") + semantics_id(error);
        group->set("aria-invalid", "true");
        y += height;
    }
    if (!described.empty()) {
        group->set("aria-describedby", described);
    }
    group->rect = Rect{at.x, at.y, at.width, y - at.y};
    core.flow().y = y;
    return out;
}

std::optional<std::size_t> Ui::tabs(std::string_view key, std::string_view name,
                                    std::span<const std::string_view> labels, std::size_t current) {
    // Buttons that say which one is pressed: no arrow-key protocol to learn, and each view is one Tab away.
    Core& core = core_;
    const auto& palette = core.palette();
    const Rect at = core.place(core.flow().width, 0);
    const Element group = core.keyed("div", key);
    group->set("role", "group");
    group->set("aria-label", std::string{name});
    group->set("class", "tabs");
    float x = at.x;
    float y = at.y;
    std::optional<std::size_t> out;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Style style = i == current ? Style::strong : Style::body;
        const float text = core.text_width(style, labels[i]);
        const float width = core.text_width(Style::strong, labels[i]) + 32;
        if (x > at.x && x + width > at.x + at.width) {
            x = at.x;
            y += measure::control;
        }
        const Rect rect{x, y, width, measure::control};
        const bool hovered = core.hovered(rect);
        paint::fill(core, {at.x, y + measure::control - 1, at.width, 1}, palette.border);
        if (i == current || hovered) {
            paint::fill(core, {x, y + measure::control - 3, width, 3},
                        i == current ? palette.link : palette.border);
        }
        paint::text(core, style, x + (width - text) / 2, y + 10, labels[i],
                    i == current ? palette.link : palette.text);
        const Element tab = core.keyed("button", std::to_string(i));
        tab->text = std::string{labels[i]};
        tab->set("type", "button");
        tab->set("aria-pressed", i == current ? "true" : "false");
        tab->set("class", "tab");
        tab->rect = rect;
        x += width;
        if (core.took(EventKind::click, tab.id())) {
            out = i;
        }
    }
    y += measure::control;
    group->rect = Rect{at.x, at.y, at.width, y - at.y};
    core.flow().y = y;
    return out;
}

} // namespace sigillo::app::ui
