#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

#include <algorithm>
#include <cmath>

namespace sigillo::app::ui {

namespace {

std::string filled(std::string_view pattern, std::size_t first, std::size_t second) {
    std::string out{pattern};
    for (const std::size_t number : {first, second}) {
        if (const auto at = out.find("{}"); at != std::string::npos) {
            out.replace(at, 2, std::to_string(number));
        }
    }
    return out;
}

std::string_view state_word(const Texts& words, StepState state) {
    switch (state) {
    case StepState::done:
        return words.done;
    case StepState::current:
        return words.current;
    case StepState::problem:
        return words.problem;
    case StepState::to_do:
        break;
    }
    return words.to_do;
}

std::string_view state_class(StepState state) {
    switch (state) {
    case StepState::done:
        return "step done";
    case StepState::current:
        return "step current";
    case StepState::problem:
        return "step problem";
    case StepState::to_do:
        break;
    }
    return "step";
}

void paint_step(const Core& core, float x, float y, std::size_t number, StepState state) {
    const auto& p = core.palette();
    switch (state) {
    case StepState::done:
        paint::circle(core, x, y, 15, p.success_solid);
        paint::icon(core, paint::Icon::check, x, y, 18, p.on_primary);
        return;
    case StepState::problem:
        paint::circle(core, x, y, 15, p.danger_solid);
        paint::icon(core, paint::Icon::warning, x, y, 18, p.on_primary);
        return;
    case StepState::current:
        paint::circle(core, x, y, 15, p.primary);
        break;
    case StepState::to_do:
        paint::circle(core, x, y, 15, p.surface);
        paint::ring(core, x, y, 14, p.field_border, 2);
        break;
    }
    const std::string label = std::to_string(number);
    paint::text(core, Style::label, x - core.text_width(Style::label, label) / 2, y - 10, label,
                state == StepState::current ? p.on_primary : p.text_soft);
}

void step_node(Core& core, const Step& step, const Rect& rect) {
    const Element item = core.element("li");
    item->set("class", std::string{state_class(step.state)});
    item->rect = rect;
    if (step.state == StepState::current) {
        item->set("aria-current", "step");
    }
    {
        const Element label = core.element("span");
        label->text = std::string{step.label};
        label->set("class", step.state == StepState::current ? "s-label" : "s-small");
        label->rect = rect;
    }
    if (!step.detail.empty()) {
        const Element detail = core.element("span", "detail");
        detail->text = std::string{step.detail};
        detail->set("class", "s-small note");
        detail->rect = rect;
    }
    const Element state = core.element("span", "state");
    state->text = std::string{state_word(core.words(), step.state)};
    state->set("class", "vh");
    state->rect = Rect{rect.x, rect.y, 1, 1};
}

} // namespace

std::string fill_numbers(std::string_view pattern, std::size_t first, std::size_t second) {
    return filled(pattern, first, second);
}

void Ui::progress(std::string_view key, std::string_view label, float fraction,
                  const ProgressOptions& options) {
    Core& core = core_;
    const auto& palette = core.palette();
    fraction = std::clamp(fraction, 0.0F, 1.0F);
    const float room = core.flow().width;
    const Rect at = core.place(room, 0);
    const Element box = core.element("div", "progress");
    box->set("class", "progress");
    float y = at.y;
    const Id label_id = core.text("span", Style::label, label, {at.x, y, room - 60, 20}, palette.text);
    const std::string percent = std::to_string(static_cast<int>(std::round(fraction * 100))) + "%";
    const float percent_width = core.text_width(Style::label, percent);
    paint::text(core, Style::label, at.x + room - percent_width, y, percent, palette.text);
    y += 28;
    {
        const Element bar = core.keyed("progress", key);
        bar->set("role", "progressbar");
        bar->set("aria-labelledby", semantics_id(label_id));
        bar->set("max", "100");
        bar->set("value", percent.substr(0, percent.size() - 1));
        bar->set("aria-valuenow", percent.substr(0, percent.size() - 1));
        if (!options.text.empty()) {
            bar->set("aria-valuetext", percent + ", " + std::string{options.text});
        }
        bar->rect = Rect{at.x, y, room, 10};
    }
    paint::fill(core, {at.x, y, room, 10}, palette.track, 5);
    if (fraction > 0) {
        paint::fill(core, {at.x, y, std::max(room * fraction, 10.0F), 10}, palette.link, 5);
    }
    y += 10;
    if (!options.text.empty()) {
        y += 8;
        const float height = core.text_height(Style::small, options.text, room);
        core.text("p", Style::small, options.text, {at.x, y, room, height}, palette.text_soft);
        y += height;
    }
    box->rect = Rect{at.x, at.y, room, y - at.y};
    core.flow().y = y;
}

void Ui::stepper(std::string_view key, std::string_view name, std::span<const Step> steps) {
    Core& core = core_;
    const auto& palette = core.palette();
    if (steps.empty()) {
        return;
    }
    const Rect at = core.place(core.flow().width, 0);
    const Element list = core.keyed("ol", key);
    list->set("role", "list");
    list->set("aria-label", std::string{name});
    const auto count = static_cast<float>(steps.size());
    float bottom = 0;
    if (core.narrow()) {
        // On a phone: where one is, as text over a bar of segments.
        list->set("class", "stepper compact");
        std::size_t here = 0;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (steps[i].state == StepState::current || steps[i].state == StepState::problem) {
                here = i;
                break;
            }
            here = steps[i].state == StepState::done ? i : here;
        }
        const std::string where = fill_numbers(core.words().step_of, here + 1, steps.size());
        paint::text(core, Style::small, at.x, at.y, where, palette.text_soft);
        const float height = core.text_height(Style::strong, steps[here].label, at.width);
        float y = at.y + 20;
        for (const std::string_view text : core.lines(Style::strong, steps[here].label, at.width)) {
            paint::text(core, Style::strong, at.x, y, text, palette.heading);
            y += 24;
        }
        y = at.y + 20 + height + 8;
        const float width = (at.width - 4 * (count - 1)) / count;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const float x = at.x + static_cast<float>(i) * (width + 4);
            const auto colour = steps[i].state == StepState::done      ? palette.success_solid
                                : steps[i].state == StepState::current ? palette.link
                                : steps[i].state == StepState::problem ? palette.danger
                                                                       : palette.track;
            paint::fill(core, {x, y, width, 6}, colour, 3);
            step_node(core, steps[i],
                      i == here ? Rect{at.x, at.y + 20, at.width, height} : Rect{x, y, width, 6});
        }
        bottom = y + 6;
    } else {
        list->set("class", "stepper");
        // The last one takes what its words need, the others share the rest: the line runs across the page.
        const Step& end = steps.back();
        const float words =
            std::max(core.text_width(Style::label, end.label), core.text_width(Style::small, end.detail));
        const float last = std::min(std::max(words + 1, 34.0F), at.width / count);
        const float width = steps.size() < 2 ? at.width : (at.width - last) / (count - 1);
        float text_bottom = at.y;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const float x = at.x + width * static_cast<float>(i);
            const float centre = x + 16;
            if (i + 1 < steps.size()) {
                const auto colour =
                    steps[i].state == StepState::done ? palette.success_solid : palette.border;
                paint::fill(core, {centre + 22, at.y + 15, width - 44, 2}, colour);
            }
            paint_step(core, centre, at.y + 16, i + 1, steps[i].state);
            const bool now = steps[i].state == StepState::current || steps[i].state == StepState::problem;
            const Style style = now ? Style::label : Style::small;
            const float room = i + 1 < steps.size() ? width - 12 : last;
            float y = at.y + 40;
            for (const std::string_view text : core.lines(style, steps[i].label, room)) {
                paint::text(core, style, x, y, text, now ? palette.heading : palette.text_soft);
                y += 20;
            }
            for (const std::string_view text : core.lines(Style::small, steps[i].detail, room)) {
                paint::text(core, Style::small, x, y, text, palette.text_soft);
                y += text.empty() ? 0 : 20;
            }
            step_node(core, steps[i], {x, at.y + 40, room, y - at.y - 40});
            text_bottom = std::max(text_bottom, y);
        }
        bottom = text_bottom;
    }
    list->rect = Rect{at.x, at.y, at.width, bottom - at.y};
    core.flow().y = bottom;
}

void Ui::timeline(std::string_view key, std::string_view name, std::span<const TimelineEntry> entries) {
    Core& core = core_;
    const auto& palette = core.palette();
    const Rect at = core.place(core.flow().width, 0);
    const Element list = core.keyed("ol", key);
    list->set("role", "list");
    list->set("aria-label", std::string{name});
    list->set("class", "timeline");
    const float x = at.x + 32;
    const float width = at.width - 32;
    float y = at.y;
    for (const TimelineEntry& entry : entries) {
        const Element item = core.element("li");
        item->set("class", std::string{paint::tone_class(entry.tone)});
        const float top = y;
        const auto colour =
            entry.tone == Tone::neutral ? palette.field_border : paint::tone(palette, entry.tone).accent;
        const auto put = [&](std::string_view tag, Style style, std::string_view text, theme::Colour ink,
                             std::string_view classes) {
            const float height = core.text_height(style, text, width);
            core.text(tag, style, text, {x, y, width, height}, ink, classes);
            y += height;
        };
        put("span", Style::strong, entry.title, palette.text, "");
        put("span", Style::small, entry.when, palette.text_soft, "when note");
        if (!entry.text.empty()) {
            put("span", Style::small, entry.text, palette.text, "note");
        }
        item->rect = Rect{at.x, top, at.width, y - top};
        if (&entry != &entries.back()) {
            y += 20;
            paint::fill(core, {at.x + 8, top + 22, 2, y - top - 20}, palette.border);
        }
        paint::circle(core, at.x + 9, top + 12, 7, colour);
        paint::circle(core, at.x + 9, top + 12, 3, palette.surface);
    }
    list->rect = Rect{at.x, at.y, at.width, y - at.y};
    core.flow().y = y;
}

} // namespace sigillo::app::ui
