#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

namespace {

void section(View& view, std::string_view title, std::string_view text) {
    view.ui.card({.title = view.t(title)}, [&] { view.ui.paragraph(view.t(text)); });
}

/// What of it is one's own, for whoever is signed in.
void own(View& view) {
    if (const auto& erased = view.state.own_data.erased) {
        view.ui.notice(ui::Tone::success,
                       erased->complete     ? view.t("app.privacy.erased_all")
                       : erased->kept_until ? view.t("app.privacy.erased_until",
                                                     {{"date", std::string(view.date(*erased->kept_until))}})
                                            : view.t("app.privacy.erased_rest"),
                       {.live = true});
    }
    if (user_of(view.state) == nullptr) {
        return;
    }
    view.ui.card({.title = view.t("app.privacy.own")}, [&] {
        view.ui.paragraph(view.t("app.privacy.own_text"));
        if (view.edition.of_members) {
            view.link_to("own-data", view.t("app.privacy.own_data"), {Place::own_data, {}});
            view.link_to("erasure", view.t("app.privacy.to_erasure"), {Place::erasure, {}});
        } else {
            (void)view.ui.link("copy", view.t("app.privacy.download"),
                               view.keep(view.state.origin + "/api/me/data.json"));
        }
    });
}

void draw_privacy(View& view) {
    own(view);
    section(view, "app.privacy.who", "app.privacy.who_text");
    view.ui.card({.title = view.t("app.privacy.what")}, [&] {
        const std::array<std::string_view, 3> items{
            view.t("app.privacy.what_1"), view.t("app.privacy.what_2"), view.t("app.privacy.what_3")};
        view.ui.bullets(items);
    });
    section(view, "app.privacy.how", "app.privacy.how_text");
    section(view, "app.privacy.browser", "app.privacy.browser_text");
    section(view, "app.privacy.rights", "app.privacy.rights_text");
}

void draw_accessibility(View& view) {
    section(view, "app.accessibility.status", "app.accessibility.status_text");
    section(view, "app.accessibility.plain", "app.accessibility.plain_text");
    section(view, "app.accessibility.known", "app.accessibility.known_text");
    section(view, "app.accessibility.feedback", "app.accessibility.feedback_text");
}

void draw_unknown(View& view) {
    view.ui.paragraph(view.t("app.not_found.text"));
    view.link_to("home", view.t("app.action.home"), {});
}

} // namespace

Screen privacy_screen(View& view) {
    return {"privacy", view.t("app.privacy.title"), {}, false, draw_privacy};
}

Screen accessibility_screen(View& view) {
    return {"accessibility", view.t("app.accessibility.title"), {}, false, draw_accessibility};
}

Screen unknown_screen(View& view) {
    return {"unknown", view.t("app.not_found.title"), {}, false, draw_unknown};
}

} // namespace sigillo::app::screens
