#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

namespace {

void to_sign_in(View& view) {
    view.ui.actions([&] { view.link_to("sign-in", view.t("app.password.to_sign_in"), {Place::home, {}}); });
}

void ask(View& view) {
    const auto& form = view.state.new_password;
    if (form.done) {
        view.ui.notice(ui::Tone::success, view.t("app.password.mailed"), {.live = true});
        to_sign_in(view);
        return;
    }
    trouble(view, false);
    view.ui.card({.title = view.t("app.password.forgotten_card")}, [&] {
        const bool sent = view.ui.form("forgotten-form", view.t("app.password.forgotten_card"), [&] {
            const auto& user = view.state.sign_in.user;
            if (auto text = view.ui.text_field("user", view.t("app.sign_in.user"), user,
                                               {.error = form.asked && user.empty()
                                                             ? view.t("app.sign_in.missing_user")
                                                             : std::string_view{},
                                                .autocomplete = "username",
                                                .required = true,
                                                .max_length = 256,
                                                .width = 480})) {
                view.say(Typed{Field::user, std::move(*text)});
            }
            view.ui.actions(
                [&] { view.ui.submit("send", view.t("app.password.send_link"), {.busy = form.busy}); });
        });
        if (sent) {
            view.press(Command::ask_link);
        }
    });
    to_sign_in(view);
}

void choose(View& view) {
    const auto& form = view.state.new_password;
    if (form.done) {
        view.ui.notice(ui::Tone::success, view.t("app.password.done"), {.live = true});
        to_sign_in(view);
        return;
    }
    trouble(view, false);
    view.ui.card({.title = view.t("app.password.new_card")}, [&] {
        const bool sent = view.ui.form("new-password-form", view.t("app.password.new_card"), [&] {
            const auto& password = view.state.sign_in.password;
            if (auto text = view.ui.password_field(
                    "new-password", view.t("app.password.new"), password,
                    {.hint = view.t("app.password.hint"),
                     .error = form.asked && !form.busy && !view.state.trouble && password.empty()
                                  ? view.t("app.sign_in.missing_password")
                                  : std::string_view{},
                     .autocomplete = "new-password",
                     .required = true,
                     .max_length = 256,
                     .width = 480})) {
                view.say(Typed{Field::password, std::move(*text)});
            }
            view.ui.actions([&] { view.ui.submit("set", view.t("app.password.set"), {.busy = form.busy}); });
        });
        if (sent) {
            view.press(Command::set_password);
        }
    });
    view.ui.actions([&] {
        view.link_to("forgotten", view.t("app.password.ask_another"), {Place::password, {}});
    });
}

} // namespace

Screen password_screen(View& view) {
    const bool by_link = !view.state.route.id.empty();
    return {by_link ? "password" : "forgotten",
            view.t(by_link ? "app.password.title" : "app.password.forgotten_title"),
            view.t(by_link ? "app.password.lead" : "app.password.forgotten_lead"), false,
            by_link ? choose : ask};
}

} // namespace sigillo::app::screens
