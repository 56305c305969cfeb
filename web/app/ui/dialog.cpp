#include "web/app/ui/buttons.hpp"
#include "web/app/ui/paint.hpp"
#include "web/app/ui/ui.hpp"

#include <algorithm>

namespace sigillo::app::ui {

bool Ui::dialog(std::string_view key, std::string_view title, Body body, const DialogOptions& options) {
    Core& core = core_;
    const auto& palette = core.palette();
    const Environment& env = core.environment();
    const bool phone = core.narrow();
    const float margin = phone ? 12 : 24;
    const float width = std::min(options.width, env.width - 2 * margin);
    const float x = (env.width - width) / 2;
    const float y = env.scroll + std::max(margin, env.height * (phone ? 0.04F : 0.12F));
    const float padding = phone ? 20 : 32;
    const Element dialog = core.top_level("dialog", key);
    dialog->set("class", "dialog");
    core.enter_dialog();
    core.deeper();
    bool dismissed = false;
    const Id outer_form = core.form();
    core.set_form(0);
    const float height = core.boxed(x, y, width, padding, padding, [&] {
        const float room = core.flow().width - (options.closable ? 48 : 0);
        const Rect line = core.place(core.flow().width, core.text_height(Style::h2, title, room));
        const Id heading =
            core.text("h2", Style::h2, title, {line.x, line.y, room, line.height}, palette.heading);
        core.last_node().set("tabindex", "-1");
        core.last_node().set("autofocus", "");
        dialog->set("aria-labelledby", semantics_id(heading));
        body();
    });
    if (options.closable) {
        const Rect corner{x + width - padding - 34, y + padding - 8, 44, 44};
        if (core.hovered(corner)) {
            paint::fill(core, corner, palette.row_hover, measure::radius_control);
        }
        paint::icon(core, paint::Icon::cross, corner.x + 22, corner.y + 22, 20, palette.text);
        const Element close = core.keyed("button", "close");
        close->set("type", "button");
        close->set("class", "close");
        close->set("aria-label", std::string{core.words().close});
        close->rect = corner;
        dismissed = core.took(EventKind::click, close.id());
    }
    core.shallower();
    core.set_form(outer_form);
    const Rect box{x, y, width, height};
    dialog->rect = box;
    core.grow_page(y + height + margin);
    paint::fill(core, {0, 0, env.width, 200000}, theme::Colour{0, 0, 0}, 0, 0.55F);
    paint::sheet(core, box, options.tone);
    if (env.dark) {
        paint::border(core, box, palette.border, measure::radius_card);
    }
    core.leave_dialog();
    const bool escaped = core.took(EventKind::dismiss, dialog.id());
    return dismissed || (escaped && options.closable);
}

} // namespace sigillo::app::ui
