#include "shared/domain/codice_fiscale.hpp"
#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

using ui::Tone;

namespace {

void office(View& view, portal::TermState state) {
    switch (state) {
    case portal::TermState::to_come:
        view.ui.badge(Tone::info, view.t("app.signatories.to_come"));
        return;
    case portal::TermState::in_office:
        view.ui.badge(Tone::success, view.t("app.signatories.in_office"));
        return;
    case portal::TermState::ended:
        view.ui.badge(Tone::neutral, view.t("app.signatories.ended"));
        return;
    }
}

void table(View& view, const portal::SignatoryList& list, bool administrator) {
    std::vector<ui::Column> columns{
        {view.t("app.signatories.name"), 2},     {view.t("app.signatories.codice_fiscale"), 2},
        {view.t("app.signatories.from"), 1.4F},  {view.t("app.signatories.until"), 1.4F},
        {view.t("app.signatories.state"), 1.6F}, {view.t("app.signatories.by"), 1.6F}};
    if (administrator) {
        columns.push_back({view.t("app.signatories.actions"), 1.2F});
    }
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& one = list.signatories[at];
        switch (column) {
        case 0:
            view.ui.strong(one.name);
            if (one.deputy) {
                view.ui.small(view.t("app.signatories.deputy"));
            }
            return;
        case 1:
            view.ui.code(one.codice_fiscale);
            return;
        case 2:
            view.ui.paragraph(view.date(one.from));
            return;
        case 3:
            // The dates are ISO texts, which compare as days do.
            view.ui.paragraph(!one.until              ? view.t("app.signatories.no_end")
                              : *one.until < one.from ? view.t("app.signatories.never")
                                                      : view.date(*one.until));
            return;
        case 4:
            office(view, one.state);
            return;
        case 5:
            // Who set the portal up is nobody's account.
            view.ui.paragraph(one.appointed_by.empty() ? view.t("app.signatories.by_setup")
                                                       : std::string_view(one.appointed_by));
            return;
        default: // the seventh column
            if (one.state != portal::TermState::ended &&
                view.ui.button(
                    "withdraw", view.t("app.signatories.withdraw"),
                    {.kind = ui::ButtonKind::secondary, .description = one.name, .compact = true})) {
                view.say(WithdrawSignatoryAsked{one.codice_fiscale});
            }
            return;
        }
    };
    view.ui.table("signatories", view.t("app.signatories.table"), columns, list.signatories.size(), cell,
                  {.empty_text = view.t("app.signatories.empty")});
}

void appointment(View& view, const Appointing& form) {
    const auto wrong = [&](bool is_wrong, std::string_view key) {
        return form.asked && is_wrong ? view.t(key) : std::string_view{};
    };
    const bool sent = view.ui.form("appoint-form", view.t("app.signatories.appoint_form"), [&] {
        const auto field = [&](std::string_view key, std::string_view label, const std::string& value,
                               Field which, const ui::FieldOptions& options) {
            if (auto text = view.ui.text_field(key, view.t(label), value, options)) {
                view.say(Typed{which, std::move(*text)});
            }
        };
        field("name", "app.signatories.field_name", form.name, Field::signatory_name,
              {.error = wrong(form.name.empty(), "app.signatories.wrong_name"),
               .required = true,
               .max_length = 100,
               .width = 480});
        field("codice-fiscale", "app.signatories.field_codice_fiscale", form.codice_fiscale,
              Field::signatory_codice_fiscale,
              {.error = wrong(!domain::CodiceFiscale::parse(form.codice_fiscale).ok(),
                              "app.signatories.wrong_codice_fiscale"),
               .required = true,
               .max_length = 16,
               .width = 480});
        field("from", "app.signatories.field_from", form.from, Field::signatory_from,
              {.error = wrong(!domain::parse_date(form.from).ok(), "app.signatories.wrong_date"),
               .kind = ui::FieldKind::date,
               .required = true,
               .width = 240});
        field("until", "app.signatories.field_until", form.until, Field::signatory_until,
              {.hint = view.t("app.signatories.until_hint"),
               .error = wrong(!form.until.empty() && !domain::parse_date(form.until).ok(),
                              "app.signatories.wrong_date"),
               .kind = ui::FieldKind::date,
               .width = 240});
        if (const auto on = view.ui.checkbox("deputy", view.t("app.signatories.field_deputy"), form.deputy)) {
            view.say(Ticked{Box::deputy, *on});
        }
        view.ui.actions([&] {
            view.ui.submit("confirm", view.t("app.signatories.confirm"), {.busy = view.state.busy});
            if (view.ui.button("cancel", view.t("app.action.cancel"), {.kind = ui::ButtonKind::secondary})) {
                view.press(Command::close_dialog);
            }
        });
    });
    if (sent) {
        view.press(Command::appoint);
    }
}

void withdrawal(View& view, const Withdrawing& form) {
    const bool closed =
        view.ui.dialog("withdraw", view.t("app.signatories.withdraw_title", {{"name", form.name}}), [&] {
            view.ui.paragraph(view.t("app.signatories.withdraw_text"));
            const bool sent = view.ui.form("withdraw-form", view.t("app.signatories.withdraw_form"), [&] {
                if (auto text = view.ui.text_field(
                        "last-day", view.t("app.signatories.last_day"), form.until,
                        {.hint = view.t("app.signatories.last_day_hint"), .kind = ui::FieldKind::date})) {
                    view.say(Typed{Field::last_day, std::move(*text)});
                }
                view.ui.actions([&] {
                    view.ui.submit("confirm", view.t("app.signatories.withdraw_confirm"),
                                   {.kind = ui::ButtonKind::danger});
                    if (view.ui.button("cancel", view.t("app.action.cancel"),
                                       {.kind = ui::ButtonKind::secondary})) {
                        view.press(Command::close_dialog);
                    }
                });
            });
            if (sent) {
                view.press(Command::withdraw_signatory);
            }
        });
    if (closed) {
        view.press(Command::close_dialog);
    }
}

void draw(View& view) {
    const auto& signatories = view.state.signatories;
    trouble(view, !signatories.list);
    if (!signatories.list) {
        loading(view);
        return;
    }
    const bool administrator = has_role(view.state, portal::Role::administrator);
    view.ui.card([&] { table(view, *signatories.list, administrator); });
    if (!administrator) {
        view.ui.small(view.t("app.signatories.only_administrator"));
        return;
    }
    if (signatories.appointing) {
        view.ui.card({.title = view.t("app.signatories.appoint")},
                     [&] { appointment(view, *signatories.appointing); });
    } else {
        view.ui.actions([&] {
            if (view.ui.button("appoint", view.t("app.signatories.appoint"))) {
                view.press(Command::ask_appoint);
            }
        });
    }
    if (signatories.withdrawing) {
        withdrawal(view, *signatories.withdrawing);
    }
}

} // namespace

Screen signatories_screen(View& view) {
    return {"signatories", view.t("app.signatories.title"), view.t("app.signatories.lead"), true, draw};
}

} // namespace sigillo::app::screens
