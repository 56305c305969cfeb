#include "web/app/model/cards.hpp"
#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

namespace {

void by_password(View& view) {
    const auto& form = view.state.sign_in;
    const bool sent = view.ui.form("password-form", view.t("app.sign_in.password_title"), [&] {
        const std::string_view no_user =
            form.asked && form.user.empty() ? view.t("app.sign_in.missing_user") : std::string_view{};
        const std::string_view no_password =
            form.asked && form.password.empty() ? view.t("app.sign_in.missing_password") : std::string_view{};
        if (auto text = view.ui.text_field(
                "user", view.t("app.sign_in.user"), form.user,
                {.error = no_user, .autocomplete = "username", .required = true, .max_length = 256})) {
            view.say(Typed{Field::user, std::move(*text)});
        }
        if (auto text = view.ui.password_field("password", view.t("app.sign_in.password"), form.password,
                                               {.error = no_password,
                                                .autocomplete = "current-password",
                                                .required = true,
                                                .max_length = 256})) {
            view.say(Typed{Field::password, std::move(*text)});
        }
        view.ui.actions(
            [&] { view.ui.submit("sign-in", view.t("app.sign_in.submit"), {.busy = form.busy}); });
    });
    if (sent) {
        view.press(Command::sign_in);
    }
    view.link_to("forgotten", view.t("app.sign_in.forgotten"), {Place::password, {}});
}

void by_card(View& view) {
    const auto& work = view.state.work;
    view.ui.paragraph(view.t("app.sign_in.card_text"));
    if (work.step == Step::choosing) {
        std::vector<ui::Choice> choices;
        for (const auto* reader : sign_in_cards(work.readers)) {
            choices.push_back({reader->card->id, holder_of(*reader->card),
                               view.t("app.sign_in.card_hint", {{"serial", reader->card->serial}})});
        }
        if (auto chosen = view.ui.radio("card", view.t("app.sign_in.choose_card"), choices, work.card)) {
            view.say(CardChosen{std::move(*chosen)});
        }
    }
    const bool busy = work.job == Job::sign_in && work.step != Step::choosing && !view.state.trouble &&
                      work.step != Step::idle;
    if (busy) {
        view.ui.spinner(view.t(work.step == Step::looking ? "app.check.reading" : "app.sign_in.working"));
    }
    view.ui.actions([&] {
        if (view.ui.button("card-sign-in", view.t("app.sign_in.with_card"), {.busy = busy})) {
            view.press(Command::sign_in_with_card);
        }
    });
}

void draw(View& view) {
    if (view.state.sign_in.signed_out) {
        view.ui.notice(ui::Tone::info, view.t("app.sign_in.signed_out"), {.live = true});
    }
    if (view.state.sign_in.password_changed) {
        view.ui.notice(ui::Tone::success, view.t("app.sign_in.password_changed"), {.live = true});
    }
    trouble(view, view.state.work.job == Job::sign_in);
    view.ui.columns(
        {1, 1},
        {[&] { view.ui.card({.title = view.t("app.sign_in.password_title")}, [&] { by_password(view); }); },
         [&] { view.ui.card({.title = view.t("app.sign_in.card_title")}, [&] { by_card(view); }); }});
}

} // namespace

Screen sign_in_screen(View& view) {
    return {"sign-in", view.t("app.sign_in.title"), view.t("app.sign_in.lead"), false, draw};
}

} // namespace sigillo::app::screens
