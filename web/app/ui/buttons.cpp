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

/// A label in as many lines as the rectangle's width asks for; each centred, or from its left edge on.
void draw_label(const Core& core, Style style, std::string_view label, const Rect& rect, bool centred,
                theme::Colour colour, bool underline) {
    const float line = metrics(style).line;
    const auto lines = core.lines(style, label, rect.width);
    float y = rect.y + (rect.height - line * static_cast<float>(lines.size())) / 2;
    for (const auto text : lines) {
        const float width = core.text_width(style, text);
        const float x = centred ? rect.x + std::max((rect.width - width) / 2, 0.0F) : rect.x;
        paint::text(core, style, x, y, text, colour);
        if (underline) {
            paint::fill(core, {x, y + line - 3, width, 1}, colour);
        }
        y += line;
    }
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
    const float padding = plain ? 2 : options.compact ? 14 : 24;
    const float busy = options.busy ? 26 : 0;
    const float label_width =
        std::min(core.text_width(Style::strong, label), core.flow().width - 2 * padding - busy);
    const float height = (options.compact ? measure::compact_control : measure::control) +
                         core.text_height(Style::strong, label, label_width + 1) - 24;
    const bool full = core.narrow() && !core.flow().row && !plain && !options.compact;
    const float width = full ? core.flow().width : label_width + 2 * padding + busy;
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
    draw_label(core, Style::strong, label,
               {plain ? rect.x + padding : rect.x + (rect.width - label_width) / 2 + busy / 2, rect.y,
                label_width + 1, height},
               !plain, style.text, style.underline && !off);
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
    draw_label(core, style, label, rect, core.text_width(style, label) <= rect.width, colour,
               underline != core.hovered(rect));
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
    const float text_width = std::min(core.text_width(Style::strong, label) + 2, core.flow().width - extra);
    Rect at = core.place(text_width + extra, core.text_height(Style::strong, label, text_width) + 4);
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
