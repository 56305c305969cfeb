#include "web/app/ui/buttons.hpp"

#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

namespace sigillo::app::ui {

namespace {

struct Look {
    theme::Colour fill, text, border;
    bool filled = true, bordered = false, underline = false;
};

Look look(const Core& core, const ButtonOptions& options, Ground ground, const Rect& rect) {
    const auto& p = core.palette();
    const bool off = !options.disabled_reason.empty();
    const bool hovered = !off && core.hovered(rect);
    const bool held = !off && core.held(rect);
    if (ground == Ground::header) {
        return {hovered ? p.nav : p.header, p.on_header, p.on_header, hovered, true, false};
    }
    if (off) {
        return {p.disabled, p.on_disabled, p.border, true, false, false};
    }
    switch (options.kind) {
    case ButtonKind::primary:
        return {held ? p.primary_active : hovered ? p.primary_hover : p.primary,
                p.on_primary,
                p.primary,
                true,
                false,
                false};
    case ButtonKind::danger:
        return {hovered ? p.danger_hover : p.danger_solid, p.on_primary, p.danger_solid, true, false, false};
    case ButtonKind::secondary:
        return {hovered ? p.row_hover : p.surface, p.link, p.link, true, true, false};
    case ButtonKind::plain:
        break;
    }
    return {p.surface, hovered ? p.link_hover : p.link, p.link, false, false, true};
}

std::string_view kind_class(ButtonKind kind) {
    switch (kind) {
    case ButtonKind::primary:
        return "btn btn-primary";
    case ButtonKind::secondary:
        return "btn btn-secondary";
    case ButtonKind::danger:
        return "btn btn-danger";
    case ButtonKind::plain:
        break;
    }
    return "btn btn-plain";
}

} // namespace

ButtonOutcome draw_button(Core& core, std::string_view key, std::string_view label,
                          const ButtonOptions& options, bool submit, Ground ground) {
    const bool plain = options.kind == ButtonKind::plain;
    const bool off = !options.disabled_reason.empty();
    const float height = options.compact ? measure::compact_control : measure::control;
    const float padding = plain ? 2 : options.compact ? 14 : 24;
    const float label_width = core.text_width(Style::strong, label);
    const bool full = core.narrow() && !core.flow().row && !plain && !options.compact;
    const float width =
        full ? core.flow().width
             : std::min(label_width + 2 * padding + (options.busy ? 26 : 0), core.flow().width);
    const Rect rect = [&] {
        const Rect place = core.place(width, height);
        return Rect{place.x, place.y, width, height};
    }();
    const Look style = look(core, options, ground, rect);
    if (style.filled) {
        paint::fill(core, rect, style.fill, measure::radius_control);
    }
    if (style.bordered) {
        paint::border(core, rect, style.border, measure::radius_control, 2);
    }
    const float text_x =
        plain ? rect.x + padding : rect.x + (rect.width - label_width) / 2 + (options.busy ? 12 : 0);
    paint::text(core, Style::strong, text_x, rect.y + (height - 24) / 2, label, style.text);
    if (style.underline && !off) {
        paint::fill(core, {text_x, rect.y + height / 2 + 10, label_width, 1}, style.text);
    }
    ButtonOutcome out;
    {
        const Element button = core.keyed("button", key);
        button->text = std::string{label};
        button->rect = rect;
        button->set("type", submit ? "submit" : "button");
        button->set("class", std::string{kind_class(options.kind)} + (options.compact ? " compact" : "") +
                                 (options.busy ? " busy" : "") +
                                 (ground == Ground::header ? " on-header" : ""));
        if (options.busy) {
            button->set("aria-busy", "true");
            button->set("aria-disabled", "true");
        }
        if (off) {
            button->set("aria-disabled", "true");
        }
        if (!options.description.empty()) {
            button->set("aria-description", std::string{options.description});
        }
        out.id = button.id();
    }
    if (off) {
        core.give_reason({core.node_count() - 1, std::string{options.disabled_reason}});
        if (!core.flow().row) {
            core.say_reasons();
        }
    }
    out.clicked = core.took(EventKind::click, out.id) && !off && !options.busy;
    return out;
}

bool draw_link(Core& core, std::string_view key, std::string_view label, std::string_view href,
               const Rect& rect, Style style, theme::Colour colour, bool underline, std::string_view classes,
               bool current) {
    const float width = core.text_width(style, label);
    const float y = rect.y + (rect.height - metrics(style).line) / 2;
    const float x = rect.x + std::max((rect.width - width) / 2, 0.0F);
    paint::text(core, style, x, y, label, colour);
    if (underline != core.hovered(rect)) {
        paint::fill(core, {x, y + metrics(style).line - 3, width, 1}, colour);
    }
    const Element anchor = core.keyed("a", key);
    anchor->text = std::string{label};
    anchor->rect = rect;
    anchor->set("href", std::string{href});
    anchor->set("class", std::string{metrics(style).css} + " " + std::string{classes});
    if (current) {
        anchor->set("aria-current", "page");
    }
    return core.took(EventKind::click, anchor.id());
}

bool Ui::button(std::string_view key, std::string_view label, const ButtonOptions& options) {
    return draw_button(core_, key, label, options, false).clicked;
}

void Ui::submit(std::string_view key, std::string_view label, const ButtonOptions& options) {
    if (core_.form() == 0) {
        core_.problem("submit('" + std::string{key} + "') outside of a form");
    }
    (void)draw_button(core_, key, label, options, true);
}

bool Ui::link(std::string_view key, std::string_view label, std::string_view href,
              const LinkOptions& options) {
    Core& core = core_;
    const float extra = options.new_tab ? 22 : 0;
    Rect at = core.place(core.text_width(Style::strong, label) + 2 + extra, 28);
    at.x -= 1; // the text begins where other texts do
    const bool hovered = core.hovered(at);
    const auto colour = hovered ? core.palette().link_hover : core.palette().link;
    const bool clicked = draw_link(core, key, label, href, {at.x, at.y, at.width - extra, at.height},
                                   Style::strong, colour, true, options.new_tab ? "link external" : "link");
    if (options.new_tab) {
        Node& node = core.last_node();
        node.set("target", "_blank");
        node.set("rel", "noopener");
        node.set("aria-description", std::string{core.words().new_tab});
        node.rect = at;
        paint::icon(core, paint::Icon::external, at.x + at.width - 10, at.y + 14, 13, colour);
    }
    if (!options.description.empty()) {
        core.last_node().set("aria-description", std::string{options.description});
    }
    return clicked && !options.new_tab;
}

} // namespace sigillo::app::ui
