#include "web/app/ui/fields.hpp"

#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

namespace sigillo::app::ui {

void draw_field(Core& core, const FieldFrame& frame, FunctionRef<Id(const FieldLinks&)> control) {
    const auto& palette = core.palette();
    const float room = core.flow().width;
    const float width = frame.width > 0 ? std::min(frame.width, room) : room;
    // A field may be as narrow as a postcode; its sentences are not, where nothing stands beside it.
    constexpr float readable = 480;
    const float text_width = core.flow().row ? width : std::min(room, std::max(width, readable));
    const Rect at = core.place(width, 0);
    const Element group = core.element("div", "field");
    group->set("class", frame.error.empty() ? "field" : "field invalid");
    float y = at.y;
    const float label_height = core.text_height(Style::label, frame.label, text_width - 16);
    core.text("label", Style::label, frame.label, {at.x, y, text_width - 16, label_height}, palette.text,
              frame.required ? "required" : "");
    FieldLinks links;
    links.label_node = core.node_count() - 1;
    if (frame.required) {
        const float x = at.x + core.text_width(Style::label,
                                               core.lines(Style::label, frame.label, text_width - 16).back());
        paint::text(core, Style::label, x + 4, y + label_height - 20, "*", palette.danger_text);
    }
    y += label_height + 4;
    const std::string_view hint = frame.disabled_reason.empty() ? frame.hint : frame.disabled_reason;
    if (!hint.empty()) {
        const float height = core.text_height(Style::small, hint, text_width);
        links.described = semantics_id(
            core.text("p", Style::small, hint, {at.x, y, text_width, height}, palette.text_soft, "hint"));
        y += height + 2;
    }
    y += 2;
    links.rect = Rect{at.x, y, width, frame.control_height};
    y += frame.control_height;
    // The error's id must be known to the control that stands before it: it is drawn first and moved behind.
    const std::size_t control_at = core.node_count();
    const Id id = control(links);
    core.node(links.label_node).set("for", semantics_id(id));
    if (!frame.error.empty()) {
        y += 6;
        const float height = core.text_height(Style::small, frame.error, text_width - 22);
        paint::circle(core, at.x + 8, y + 10, 8, palette.danger_solid);
        paint::icon(core, paint::Icon::warning, at.x + 8, y + 10, 11, palette.on_primary);
        const Id error = core.text("p", Style::small, frame.error, {at.x + 22, y, text_width - 22, height},
                                   palette.danger_text, "error t-danger");
        core.node(control_at)
            .set("aria-describedby",
                 links.described + (links.described.empty() ? "" : " ") + semantics_id(error));
        y += height;
    }
    group->rect = Rect{at.x, at.y, text_width, y - at.y};
    core.flow().y = y;
}

void mark_control(Node& node, const FieldFrame& frame, const FieldLinks& links) {
    node.rect = links.rect;
    if (!links.described.empty()) {
        node.set("aria-describedby", links.described);
    }
    if (!frame.error.empty()) {
        node.set("aria-invalid", "true");
    }
    if (frame.required) {
        node.set("aria-required", "true");
    }
    if (!frame.disabled_reason.empty()) {
        node.set("disabled", "");
    }
}

void paint_box(const Core& core, const Rect& rect, bool invalid, bool disabled) {
    const auto& palette = core.palette();
    const bool hovered = !disabled && core.hovered(rect);
    paint::fill(core, rect, disabled ? palette.disabled : palette.surface, measure::radius_control);
    paint::border(core, rect,
                  invalid    ? palette.danger
                  : disabled ? palette.border
                  : hovered  ? palette.text
                             : palette.field_border,
                  measure::radius_control, invalid ? 2 : 1);
}

namespace {

std::string_view input_type(FieldKind kind) {
    switch (kind) {
    case FieldKind::email:
        return "email";
    case FieldKind::telephone:
        return "tel";
    case FieldKind::date:
        return "date";
    case FieldKind::search:
        return "search";
    case FieldKind::text:
    case FieldKind::digits:
        break;
    }
    return "text";
}

std::optional<std::string> input(Core& core, std::string_view key, std::string_view label,
                                 std::string_view value, const FieldOptions& options, std::string_view type) {
    const bool area = options.rows > 1;
    const FieldFrame frame{.label = label,
                           .hint = options.hint,
                           .error = options.error,
                           .required = options.required,
                           .disabled_reason = options.disabled_reason,
                           .width = options.width,
                           .control_height =
                               area ? 20 + 24 * static_cast<float>(options.rows) : measure::control};
    Id id = 0;
    draw_field(core, frame, [&](const FieldLinks& links) {
        const Element node = core.keyed(area ? "textarea" : "input", key);
        mark_control(*node.operator->(), frame, links);
        if (!area) {
            node->set("type", std::string{type});
        }
        node->set("class", area ? "control area" : "control");
        node->value = std::string{value};
        if (!options.autocomplete.empty()) {
            node->set("autocomplete", std::string{options.autocomplete});
        }
        if (options.kind == FieldKind::digits) {
            node->set("inputmode", "numeric");
        }
        if (options.read_only) {
            node->set("readonly", "");
        }
        if (options.max_length > 0) {
            node->set("maxlength", std::to_string(options.max_length));
        }
        const bool off = options.read_only || !options.disabled_reason.empty();
        paint_box(core, links.rect, !options.error.empty(), off);
        if (core.paints_field_text()) {
            const std::string shown =
                type == "password" ? std::string(value.size(), '*') : std::string{value};
            paint::text(core, Style::body, links.rect.x + 12, links.rect.y + 10, shown, core.palette().text);
        }
        id = node.id();
        return id;
    });
    if (auto event = core.take(EventKind::input, id)) {
        return std::move(event->text);
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> Ui::text_field(std::string_view key, std::string_view label,
                                          std::string_view value, const FieldOptions& options) {
    return input(core_, key, label, value, options, input_type(options.kind));
}

std::optional<std::string> Ui::password_field(std::string_view key, std::string_view label,
                                              std::string_view value, const FieldOptions& options) {
    FieldOptions single = options;
    single.rows = 1;
    return input(core_, key, label, value, single, "password");
}

} // namespace sigillo::app::ui
