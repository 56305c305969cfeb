#include "web/app/screens/draft_parts.hpp"

#include <array>

namespace sigillo::app::screens {

using ui::ButtonKind;
using ui::Tone;

void photo_field(View& view, const portal::DraftField& field, std::string_view fault) {
    const auto& buying = view.state.buying;
    view.ui.paragraph(field.hint.empty() ? view.t("app.buy.photo_hint") : std::string_view(field.hint));
    if (!fault.empty()) {
        view.ui.notice(Tone::danger, fault);
    }
    if (buying.photo_failed) {
        view.ui.notice(Tone::danger, view.t("app.buy.photo_failed"), {.live = true});
    }
    if (buying.photo.empty()) {
        if (!field.value.empty()) {
            view.ui.notice(Tone::success, view.t("app.buy.photo_there"));
        }
        if (!field.value.empty() && !buying.photo_kept.empty()) {
            view.ui.image(view.t("app.buy.photo_preview"), buying.photo_kept, 150, 200);
        }
        view.ui.actions([&] {
            if (view.ui.button(field.name,
                               view.t(field.value.empty() ? "app.buy.photo_choose" : "app.buy.photo_other"),
                               {.kind = ButtonKind::secondary})) {
                view.press(Command::choose_photo);
            }
        });
        return;
    }
    view.ui.image(view.t("app.buy.photo_preview"), buying.photo, 240, 320);
    view.ui.small(view.t("app.buy.photo_frame"));
    view.ui.inline_row([&] {
        struct Move {
            std::string_view key;
            std::string_view text;
            PhotoFramed how;
        };
        constexpr std::array<Move, 6> moves{{{"closer", "app.buy.photo_closer", {0, 0, 1}},
                                             {"farther", "app.buy.photo_farther", {0, 0, -1}},
                                             {"up", "app.buy.photo_up", {0, -1, 0}},
                                             {"down", "app.buy.photo_down", {0, 1, 0}},
                                             {"left", "app.buy.photo_left", {-1, 0, 0}},
                                             {"right", "app.buy.photo_right", {1, 0, 0}}}};
        for (const auto& move : moves) {
            if (view.ui.button(move.key, view.t(move.text),
                               {.kind = ButtonKind::secondary, .compact = true})) {
                view.say(move.how);
            }
        }
    });
    view.ui.actions([&] {
        if (view.ui.button("use-photo", view.t("app.buy.photo_use"), {.busy = view.state.busy})) {
            view.press(Command::use_photo);
        }
        if (view.ui.button(field.name, view.t("app.buy.photo_other"), {.kind = ButtonKind::secondary})) {
            view.press(Command::choose_photo);
        }
    });
}

} // namespace sigillo::app::screens
