#include "web/app/screens/mailbox_parts.hpp"

#include <array>

namespace sigillo::app::screens {

using ui::ButtonKind;
using ui::FieldKind;
using ui::Tone;

Tone tone_of(portal::MailboxStage stage) {
    switch (stage) {
    case portal::MailboxStage::active:
        return Tone::success;
    case portal::MailboxStage::declined:
        return Tone::danger;
    case portal::MailboxStage::asked:
    case portal::MailboxStage::requested:
        return Tone::info;
    case portal::MailboxStage::none:
    case portal::MailboxStage::withdrawn:
        return Tone::neutral;
    }
    return Tone::neutral;
}

std::string_view space_text(View& view, const portal::MailboxSpace& space) {
    return view.t("app.mailbox.space",
                  {{"plan", key_of("domain.mailbox_plan.", space.plan)},
                   {"inbox_gb", std::to_string(space.inbox_gb)},
                   {"archive_gb", space.archive_gb > 0 ? std::to_string(space.archive_gb) : std::string()}});
}

bool allowed(const portal::MailboxView& mailbox, portal::MailboxAction action) {
    for (const auto& one : mailbox.permissions) {
        if (one.action == action) {
            return !one.refusal;
        }
    }
    return false;
}

std::string_view mailbox_paper(View& view, const std::string& mailbox, std::string_view what) {
    return view.keep(view.state.origin + "/api/mailboxes/" + mailbox + "/" + std::string(what));
}

void mailbox_history(View& view, const portal::MailboxView& mailbox) {
    if (mailbox.history.empty()) {
        return;
    }
    const auto title = view.t("app.request.timeline");
    view.ui.card({.title = title}, [&] {
        std::vector<ui::TimelineEntry> entries;
        entries.reserve(mailbox.history.size());
        for (const auto& line : mailbox.history) {
            entries.push_back({view.moment(line.at), line.sentence});
        }
        view.ui.timeline("history", title, entries);
    });
}

void mailbox_facts(View& view, const portal::MailboxView& mailbox) {
    if (!mailbox.statements.empty()) {
        view.ui.card({.title = view.t("app.mailbox.facts")}, [&] { statements(view, mailbox.statements); });
    }
}

namespace {

void field(View& view, MailboxField which, std::string_view key, std::string_view label, FieldKind kind,
           std::string_view autocomplete = {}, bool required = true) {
    const auto& mailbox = view.state.mailbox;
    const std::string& text = mailbox.text(which);
    const bool wrong = required && (kind == FieldKind::date ? !domain::parse_date(text).ok() : text.empty());
    if (auto typed = view.ui.text_field(
            key, view.t(label), text,
            {.error = mailbox.asked && wrong ? view.t("app.mailbox.missing") : std::string_view{},
             .autocomplete = mailbox.view && mailbox.view->own ? autocomplete : std::string_view{},
             .kind = kind,
             .required = required,
             .max_length = 128,
             .width = kind == FieldKind::date ? 240.0F : 480.0F})) {
        view.say(MailboxTyped{which, std::move(*typed)});
    }
}

void file(View& view, const ChosenFile& chosen, std::string_view key, std::string_view title,
          std::string_view none, Command command) {
    const bool there = !chosen.content.empty();
    view.ui.strong(view.t(title));
    if (there) {
        view.ui.notice(Tone::success, view.t("app.mailbox.file_there", {{"name", chosen.name}}),
                       {.live = true});
    } else if (view.state.mailbox.asked) {
        view.ui.notice(Tone::danger, view.t(none));
    }
    view.ui.actions([&] {
        if (view.ui.button(key, view.t(there ? "app.mailbox.file_other" : "app.mailbox.file_choose"),
                           {.kind = ButtonKind::secondary, .description = view.t(title)})) {
            view.press(command);
        }
    });
}

} // namespace

void ask_form(View& view, const portal::MailboxView& mailbox) {
    const auto& state = view.state;
    const bool own = mailbox.own;
    view.ui.card({.title = view.t("app.mailbox.step_form")}, [&] {
        view.ui.paragraph(view.t(own ? "app.mailbox.form_text" : "app.mailbox.form_text_office"));
        (void)view.ui.link("form", view.t("app.mailbox.form_download"),
                           mailbox_paper(view, "new", "form.pdf"));
    });
    const bool sent = view.ui.form("ask", view.t("app.mailbox.ask_form"), [&] {
        view.ui.card({.title = view.t("app.mailbox.step_data")}, [&] {
            const std::array<ui::Definition, 3> known{
                {{view.t("app.request.holder"), mailbox.row.holder, mailbox.row.codice_fiscale},
                 {view.t("app.request.registration"), mailbox.row.registration},
                 {view.t("app.request.order"), mailbox.row.order_name}}};
            view.ui.definitions(known);
            field(view, MailboxField::email, "email", "app.mailbox.email", FieldKind::email, "email");
            field(view, MailboxField::mobile, "mobile", "app.mailbox.mobile", FieldKind::telephone, "tel");
            std::vector<ui::Choice> kinds;
            for (const auto& one : mailbox.documents) {
                kinds.push_back({one.value, one.label});
            }
            const std::string& chosen = state.mailbox.text(MailboxField::document);
            if (auto kind = view.ui.select("document", view.t("app.mailbox.document"), kinds,
                                           chosen.empty() && !kinds.empty() ? kinds.front().value
                                                                            : std::string_view(chosen),
                                           {.required = true, .width = 480})) {
                view.say(MailboxTyped{MailboxField::document, std::move(*kind)});
            }
            field(view, MailboxField::number, "number", "app.mailbox.number", FieldKind::text);
            field(view, MailboxField::issued_by, "issued-by", "app.mailbox.issued_by", FieldKind::text, {},
                  false);
            field(view, MailboxField::issued_on, "issued-on", "app.mailbox.issued_on", FieldKind::date);
            field(view, MailboxField::expires_on, "expires-on", "app.mailbox.expires_on", FieldKind::date);
        });
        view.ui.card({.title = view.t("app.mailbox.step_files")}, [&] {
            view.ui.paragraph(view.t("app.mailbox.files_text"));
            file(view, state.mailbox.form, "choose-form", "app.mailbox.file_form",
                 "app.mailbox.file_form_missing", Command::choose_mailbox_form);
            view.ui.divider();
            file(view, state.mailbox.copy, "choose-copy", "app.mailbox.file_copy",
                 "app.mailbox.file_copy_missing", Command::choose_mailbox_copy);
        });
        trouble(view, false);
        view.ui.actions([&] {
            view.ui.submit("send", view.t(own ? "app.mailbox.ask" : "app.mailbox.ask_office"),
                           {.busy = state.busy});
        });
    });
    if (sent) {
        view.press(Command::ask_mailbox);
    }
}

} // namespace sigillo::app::screens
