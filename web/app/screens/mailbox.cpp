#include "web/app/screens/mailbox_parts.hpp"

#include <array>

// The member's own PEC mailbox.
namespace sigillo::app::screens {

using portal::MailboxAction;
using portal::MailboxStage;
using ui::ButtonKind;
using ui::Tone;

namespace {

void to_ask(View& view, const portal::MailboxView& mailbox) {
    if (!mailbox.note.empty()) {
        view.ui.notice(Tone::warning, view.t("app.mailbox.declined_before", {{"note", mailbox.note}}), {},
                       [&] { view.ui.strong(view.t("app.mailbox.declined_next")); });
    }
    for (const auto& one : mailbox.permissions) {
        if (one.action == MailboxAction::ask && one.refusal) {
            refusal(view, *one.refusal);
        }
    }
    if (allowed(mailbox, MailboxAction::ask)) {
        ask_form(view, mailbox);
    } else {
        trouble(view, true);
    }
}

void withdraw_dialog(View& view) {
    if (!view.state.mailbox.withdraw_open) {
        return;
    }
    const bool closed = view.ui.dialog("withdraw", view.t("app.mailbox.withdraw_title"), [&] {
        view.ui.paragraph(view.t("app.mailbox.withdraw_text"));
        view.ui.actions([&] {
            if (view.ui.button("confirm", view.t("app.mailbox.withdraw_confirm"),
                               {.kind = ButtonKind::danger})) {
                view.press(Command::withdraw_mailbox);
            }
            if (view.ui.button("cancel", view.t("app.action.cancel"), {.kind = ButtonKind::secondary})) {
                view.press(Command::close_dialog);
            }
        });
    });
    if (closed) {
        view.press(Command::close_dialog);
    }
}

void on_its_way(View& view, const portal::MailboxView& mailbox) {
    const bool asked = mailbox.row.stage == MailboxStage::asked;
    trouble(view, true);
    view.ui.card({.title = view.t("app.mailbox.progress")}, [&] {
        const std::array<ui::Step, 3> steps{
            {{view.t("app.mailbox.step_asked"), ui::StepState::done},
             {view.t("app.mailbox.step_order"), asked ? ui::StepState::current : ui::StepState::done},
             {view.t("app.mailbox.step_active"), asked ? ui::StepState::to_do : ui::StepState::current}}};
        view.ui.stepper("progress", view.t("app.mailbox.progress"), steps);
        view.ui.paragraph(view.t(asked ? "app.mailbox.next_order" : "app.mailbox.next_provider",
                                 {{"order", mailbox.row.order_name}}));
        (void)view.ui.link("form", view.t("app.mailbox.form_download"),
                           mailbox_paper(view, mailbox.row.id, "form.pdf"));
        if (allowed(mailbox, MailboxAction::withdraw)) {
            view.ui.actions([&] {
                if (view.ui.button("withdraw", view.t("app.mailbox.withdraw"),
                                   {.kind = ButtonKind::secondary, .busy = view.state.busy})) {
                    view.press(Command::withdraw_mailbox);
                }
            });
        }
    });
    withdraw_dialog(view);
}

void active(View& view, const portal::MailboxView& mailbox) {
    if (!view.state.mailbox.ordering && view.state.mailbox.declaring.empty()) {
        trouble(view, true);
    }
    view.ui.card({.title = view.t("app.mailbox.yours")}, [&] {
        const std::array<ui::Definition, 3> list{
            {{view.t("app.mailbox.address"), mailbox.row.address},
             {view.t("app.mailbox.holds"), space_text(view, mailbox.row.space)},
             {view.t("app.mailbox.since"), view.date(mailbox.row.since)}}};
        view.ui.definitions(list);
    });
    add_ons(view, mailbox);
    add_on_offers(view, mailbox);
}

void draw(View& view) {
    const auto& mailbox = view.state.mailbox.view;
    if (!mailbox) {
        trouble(view, true);
        loading(view);
        return;
    }
    switch (mailbox->row.stage) {
    case MailboxStage::none:
    case MailboxStage::declined:
    case MailboxStage::withdrawn:
        to_ask(view, *mailbox);
        break;
    case MailboxStage::asked:
    case MailboxStage::requested:
        on_its_way(view, *mailbox);
        break;
    case MailboxStage::active:
        active(view, *mailbox);
        break;
    }
    mailbox_facts(view, *mailbox);
    mailbox_history(view, *mailbox);
}

} // namespace

Screen mailbox_screen(View& view) {
    const auto& mailbox = view.state.mailbox.view;
    const bool none = mailbox && mailbox->row.stage == MailboxStage::none;
    return {"mailbox", view.t("app.mailbox.title"), none ? view.t("app.mailbox.lead") : std::string_view{},
            false, draw};
}

} // namespace sigillo::app::screens
