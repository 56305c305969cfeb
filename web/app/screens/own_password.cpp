#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

namespace {

void draw(View& view) {
    const auto& form = view.state.new_password;
    trouble(view, false);
    view.ui.card({.title = view.t("app.own_password.card")}, [&] {
        const bool sent = view.ui.form("own-password-form", view.t("app.own_password.card"), [&] {
            const auto field = [&](std::string_view key, std::string_view label, const std::string& value,
                                   Field which, std::string_view hint, std::string_view autocomplete) {
                const bool missing = form.asked && !form.busy && !view.state.trouble && value.empty();
                if (auto text = view.ui.password_field(
                        key, view.t(label), value,
                        {.hint = hint,
                         .error = missing ? view.t("app.sign_in.missing_password") : std::string_view{},
                         .autocomplete = autocomplete,
                         .required = true,
                         .max_length = 256,
                         .width = 480})) {
                    view.say(Typed{which, std::move(*text)});
                }
            };
            field("current", "app.own_password.current", form.current, Field::current_password, {},
                  "current-password");
            field("new-password", "app.own_password.new", view.state.sign_in.password, Field::password,
                  view.t("app.own_password.hint"), "new-password");
            view.ui.actions(
                [&] { view.ui.submit("change", view.t("app.own_password.change"), {.busy = form.busy}); });
        });
        if (sent) {
            view.press(Command::change_password);
        }
    });
}

} // namespace

Screen own_password_screen(View& view) {
    return {"own-password", view.t("app.own_password.title"), view.t("app.own_password.lead"), false, draw};
}

} // namespace sigillo::app::screens
