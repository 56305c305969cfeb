#include "shared/domain/codice_fiscale.hpp"
#include "web/app/screens/parts.hpp"
#include "web/app/update/office.hpp"

#include <array>

namespace sigillo::app::screens {

using ui::Tone;

namespace {

void standing(View& view, const portal::OfficeUser& user) {
    if (user.disabled) {
        view.ui.badge(Tone::neutral, view.t("app.users.disabled"));
    } else if (!user.has_password) {
        view.ui.badge(Tone::warning, view.t("app.users.no_password"));
    } else {
        view.ui.badge(Tone::success, view.t("app.users.active"));
    }
}

std::string_view roles(View& view, const portal::OfficeUser& user) {
    if (user.secretary && user.administrator) {
        return view.t("app.users.both");
    }
    return view.t(user.administrator ? "app.users.administrator" : "app.users.secretary");
}

void table(View& view, const portal::OfficeUserList& list) {
    const std::array<ui::Column, 5> columns{{{view.t("app.users.name"), 2},
                                             {view.t("app.users.email"), 2.4F},
                                             {view.t("app.users.roles"), 1.8F},
                                             {view.t("app.users.state"), 1.4F},
                                             {view.t("app.users.actions"), 1.8F}}};
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& one = list.users[at];
        const std::string_view name = view.keep(one.given_name + " " + one.surname);
        switch (column) {
        case 0:
            view.ui.strong(name);
            if (one.oneself) {
                view.ui.small(view.t("app.users.oneself"));
            }
            return;
        case 1:
            view.ui.paragraph(one.email);
            return;
        case 2:
            view.ui.paragraph(roles(view, one));
            return;
        case 3:
            standing(view, one);
            return;
        default: // the fifth column
            view.ui.inline_row([&] {
                if (view.ui.button(
                        "change", view.t("app.users.change"),
                        {.kind = ui::ButtonKind::secondary, .description = name, .compact = true})) {
                    view.say(UserAsked{one.codice_fiscale});
                }
                if (!one.disabled && !one.has_password &&
                    view.ui.button(
                        "again", view.t("app.users.invite_again"),
                        {.kind = ui::ButtonKind::secondary, .description = name, .compact = true})) {
                    view.say(InviteAgainAsked{one.codice_fiscale});
                }
            });
            return;
        }
    };
    view.ui.table("users", view.t("app.users.table"), columns, list.users.size(), cell,
                  {.empty_text = view.t("app.users.empty")});
}

void form_fields(View& view, const UserForm& form) {
    const auto& user = form.user;
    const auto wrong = [&](bool is_wrong, std::string_view key) {
        return form.asked && is_wrong ? view.t(key) : std::string_view{};
    };
    const auto field = [&](std::string_view key, std::string_view label, const std::string& value,
                           UserField which, const ui::FieldOptions& options) {
        if (auto text = view.ui.text_field(key, view.t(label), value, options)) {
            view.say(UserTyped{which, std::move(*text)});
        }
    };
    if (form.known) {
        view.ui.strong(view.keep(user.given_name + " " + user.surname));
        view.ui.code(user.codice_fiscale);
    } else {
        field("given-name", "app.users.field_given_name", user.given_name, UserField::given_name,
              {.error = wrong(user.given_name.empty(), "app.users.wrong_name"),
               .required = true,
               .max_length = 64,
               .width = 480});
        field("surname", "app.users.field_surname", user.surname, UserField::surname,
              {.error = wrong(user.surname.empty(), "app.users.wrong_name"),
               .required = true,
               .max_length = 64,
               .width = 480});
        field("codice-fiscale", "app.users.field_codice_fiscale", user.codice_fiscale,
              UserField::codice_fiscale,
              {.error = wrong(!domain::CodiceFiscale::parse(user.codice_fiscale).ok(),
                              "app.users.wrong_codice_fiscale"),
               .required = true,
               .max_length = 16,
               .width = 480});
    }
    field("email", "app.users.field_email", user.email, UserField::email,
          {.hint = view.t("app.users.email_hint"),
           .error = wrong(!looks_like_mail(user.email), "app.users.wrong_email"),
           .required = true,
           .max_length = 254,
           .width = 480});
    field("mobile", "app.users.field_mobile", user.mobile, UserField::mobile,
          {.max_length = 20, .width = 480});
    const auto box = [&](std::string_view key, std::string_view label, bool on, UserBox which) {
        if (const auto ticked = view.ui.checkbox(key, view.t(label), on)) {
            view.say(UserTicked{which, *ticked});
        }
    };
    box("secretary", "app.users.box_secretary", user.secretary, UserBox::secretary);
    box("administrator", "app.users.box_administrator", user.administrator, UserBox::administrator);
    if (form.asked && !user.secretary && !user.administrator) {
        view.ui.notice(Tone::warning, view.t("app.users.wrong_roles"), {.live = true});
    }
    if (form.known && !user.oneself) {
        box("disabled", "app.users.box_disabled", user.disabled, UserBox::disabled);
    }
}

void draw(View& view) {
    const auto& users = view.state.users;
    trouble(view, !users.list);
    if (!users.list) {
        loading(view);
        return;
    }
    if (!users.mailed.empty() && !view.state.busy && !view.state.trouble) {
        view.ui.notice(Tone::success, view.t("app.users.mailed", {{"email", users.mailed}}), {.live = true});
    }
    view.ui.card([&] { table(view, *users.list); });
    if (users.form) {
        user_form(view, *users.form);
        return;
    }
    view.ui.actions([&] {
        if (view.ui.button("invite", view.t("app.users.invite_title"))) {
            view.press(Command::ask_user);
        }
    });
}

} // namespace

void user_form(View& view, const UserForm& form) {
    view.ui.card({.title = view.t(form.known ? "app.users.change_title" : "app.users.invite_title")}, [&] {
        const bool sent = view.ui.form("user-form", view.t("app.users.form"), [&] {
            form_fields(view, form);
            view.ui.actions([&] {
                view.ui.submit("save", view.t(form.known ? "app.users.save" : "app.users.invite"),
                               {.busy = view.state.busy});
                if (view.ui.button("cancel", view.t("app.action.cancel"),
                                   {.kind = ui::ButtonKind::secondary})) {
                    view.press(Command::close_dialog);
                }
            });
        });
        if (sent) {
            view.press(Command::save_user);
        }
    });
}

Screen users_screen(View& view) {
    return {"users", view.t("app.users.title"), view.t("app.users.lead"), true, draw};
}

} // namespace sigillo::app::screens
