#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

#include <numeric>

namespace sigillo::app::ui {

bool Ui::narrow() const {
    return core_.narrow();
}
Language Ui::language() const {
    return core_.language();
}

void Ui::card(const CardOptions& options, Body body) {
    Core& core = core_;
    const Rect at = core.place(core.flow().width, 0);
    const std::string_view known_by = options.key.empty() ? options.title : options.key;
    const Element section = core.element("section", known_by.empty() ? "card" : known_by);
    section->set("class", "card " + std::string{paint::tone_class(options.tone)});
    const float padding = core.narrow() ? measure::card_padding_phone : measure::card_padding;
    core.deeper();
    const float height = core.boxed(at.x, at.y, at.width, padding, padding, [&] {
        if (!options.title.empty()) {
            const std::size_t heading = static_cast<std::size_t>(options.level);
            const Style style = options.level <= 2 ? Style::h2 : Style::h3;
            const Rect line =
                core.place(core.flow().width, core.text_height(style, options.title, core.flow().width));
            constexpr std::string_view tags[] = {"h1", "h1", "h2", "h3", "h4"};
            const Id id = core.text(tags[heading < 5 ? heading : 4], style, options.title, line,
                                    core.palette().heading);
            section->set("aria-labelledby", "n" + std::to_string(id));
        }
        body();
    });
    core.shallower();
    const Rect box{at.x, at.y, at.width, height};
    section->rect = box;
    paint::shadow(core, box, measure::radius_card);
    paint::sheet(core, box, options.tone);
    paint::border(core, box, core.palette().border, measure::radius_card);
    core.flow().y += height;
}

void Ui::panel(Tone tone, Body body) {
    Core& core = core_;
    const Rect at = core.place(core.flow().width, 0);
    const Element box = core.element("div", "panel");
    box->set("class", "panel " + std::string{paint::tone_class(tone)});
    core.deeper();
    const float height = core.boxed(at.x, at.y, at.width, 20, 16, body, 8);
    core.shallower();
    box->rect = Rect{at.x, at.y, at.width, height};
    const auto& palette = core.palette();
    paint::fill(core, box->rect,
                tone == Tone::neutral ? palette.surface_alt : paint::tone(palette, tone).tint,
                measure::radius_control);
    paint::border(core, box->rect, palette.border, measure::radius_control);
    core.flow().y += height;
}

void Ui::columns(std::initializer_list<float> weights, std::initializer_list<Body> bodies) {
    Core& core = core_;
    const bool stacked = core.narrow();
    const Rect at = core.place(core.flow().width, 0);
    const Element grid = core.element("div", "columns");
    grid->set("class", "columns");
    const float total = std::accumulate(weights.begin(), weights.end(), 0.0F);
    const float gap = core.narrow() ? measure::gap : measure::gap_sections;
    const float room = at.width - gap * static_cast<float>(weights.size() - 1);
    float x = at.x;
    float y = at.y;
    float bottom = at.y;
    const float* weight = weights.begin();
    for (const Body& body : bodies) {
        const float width = stacked ? at.width : room * (weight == weights.end() ? 0 : *weight) / total;
        const Element column = core.element("div", "column");
        column->set("class", "column");
        const float height = core.boxed(x, y, width, 0, 0, body, core.flow().gap);
        column->rect = Rect{x, y, width, height};
        bottom = std::max(bottom, y + height);
        if (stacked) {
            y += height + gap;
        } else {
            x += width + gap;
        }
        if (weight != weights.end()) {
            ++weight;
        }
    }
    grid->rect = Rect{at.x, at.y, at.width, bottom - at.y};
    core.flow().y = bottom;
}

namespace {

void row(Core& core, std::string_view kind, float gap, bool stacked, Body body) {
    const Rect at = core.place(core.flow().width, 0);
    const Element box = core.element("div", kind);
    box->set("class", std::string{kind});
    core.push_flow(
        {.left = at.x, .width = at.width, .y = at.y, .gap = gap, .row = !stacked, .x = at.x, .top = at.y});
    body();
    core.end_row();
    const Core::Flow inner = core.pop_flow();
    box->rect = Rect{at.x, at.y, at.width, inner.y - at.y};
    core.flow().y = inner.y;
}

} // namespace

void Ui::actions(Body body) {
    row(core_, "actions", 12, core_.narrow(), body);
}
void Ui::inline_row(Body body) {
    row(core_, "inline", 12, false, body);
}

void Ui::beside_field() {
    if (!core_.narrow()) {
        core_.flow().y += metrics(Style::label).line + 6;
    }
}

void Ui::gap(float pixels) {
    core_.space(pixels - core_.flow().gap);
}

void Ui::divider() {
    const Rect at = core_.place(core_.flow().width, 1);
    const Element line = core_.element("hr");
    line->rect = at;
    paint::fill(core_, at, core_.palette().border);
}

bool Ui::form(std::string_view key, std::string_view name, Body body) {
    Core& core = core_;
    const Rect at = core.place(core.flow().width, 0);
    const Element form = core.keyed("form", key);
    form->set("aria-label", std::string{name});
    form->set("novalidate", "");
    form->set("class", "form");
    const Id outer = core.form();
    core.set_form(form.id());
    const float height = core.boxed(at.x, at.y, at.width, 0, 0, body, 20);
    core.set_form(outer);
    form->rect = Rect{at.x, at.y, at.width, height};
    core.flow().y += height;
    return core.took(EventKind::submit, form.id());
}

void Ui::scope(std::string_view key, Body body) {
    Core& core = core_;
    Core::Flow inner = core.flow();
    const Element scope = core.keyed("div", key);
    scope->set("class", "scope");
    const float top = inner.y;
    core.push_flow(inner);
    body();
    inner = core.flow();
    core.pop_flow();
    const bool row = inner.row;
    core.flow() = inner;
    scope->rect = Rect{inner.left, top, inner.width, inner.y + (row ? inner.line_height : 0) - top};
}

void Ui::focus(std::string_view key) {
    core_.focus_key(key);
}
void Ui::announce(std::string_view text) {
    core_.announce(text, false);
}

} // namespace sigillo::app::ui
