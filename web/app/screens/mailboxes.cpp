#include "web/app/screens/mailbox_parts.hpp"
#include "web/app/screens/office_step_parts.hpp"

#include <array>

// The PEC mailboxes of an Order's members, for its office and for the provider.
namespace sigillo::app::screens {

using portal::MailboxAction;
using portal::MailboxFilter;
using portal::MailboxStage;
using ui::ButtonKind;
using ui::Tone;

namespace {

constexpr std::size_t rows_a_page = 50;

void filters(View& view) {
    const auto& mailbox = view.state.mailbox;
    std::vector<ui::Choice> choices;
    for (const auto filter :
         {MailboxFilter::asked, MailboxFilter::requested, MailboxFilter::active, MailboxFilter::expiring,
          MailboxFilter::payments, MailboxFilter::ended, MailboxFilter::all}) {
        choices.push_back({protocol::text_of(filter), view.t(key_of("app.mailboxes.filter.", filter))});
    }
    if (auto chosen = view.ui.select("filter", view.t("app.queue.filter"), choices,
                                     protocol::text_of(mailbox.filter), {.width = 320})) {
        for (std::size_t i = 0; i < choices.size(); ++i) {
            if (choices[i].value == *chosen) {
                view.say(MailboxFilterChosen{static_cast<MailboxFilter>(i)});
            }
        }
    }
    // Names are found within an Order: an operator has none.
    if (const auto* user = user_of(view.state); user == nullptr || user->order.empty()) {
        return;
    }
    const bool sent = view.ui.form("search-form", view.t("app.queue.search_form"), [&] {
        if (auto text =
                view.ui.text_field("search", view.t("app.queue.search"), mailbox.text(MailboxField::search),
                                   {.kind = ui::FieldKind::search, .max_length = 128, .width = 480})) {
            view.say(MailboxTyped{MailboxField::search, std::move(*text)});
        }
        view.ui.actions([&] {
            view.ui.submit("find", view.t("app.queue.search_submit"), {.kind = ButtonKind::secondary});
        });
    });
    if (sent) {
        view.press(Command::search_mailboxes);
    }
}

void table(View& view, const portal::ListMailboxes::Reply& reply) {
    const std::array<ui::Column, 4> columns{{{view.t("app.mailboxes.member"), 3},
                                             {view.t("app.mailboxes.state"), 2},
                                             {view.t("app.mailboxes.mailbox"), 3},
                                             {view.t("app.mailboxes.deadline"), 2}}};
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& row = reply.rows[at];
        switch (column) {
        case 0:
            view.link_to("open", row.holder, {Place::mailbox, row.id});
            view.ui.small(row.registration);
            return;
        case 1:
            view.ui.badge(tone_of(row.stage), view.t(key_of("domain.mailbox_stage.", row.stage)));
            view.ui.small(view.t("app.part.since", {{"since", instant(row.since)}}));
            return;
        case 2:
            if (!row.address.empty()) {
                view.ui.paragraph(row.address);
                view.ui.small(space_text(view, row.space));
            }
            return;
        default:
            if (row.deadline) {
                view.ui.paragraph(view.date(*row.deadline));
            }
        }
    };
    view.ui.table("mailboxes", view.t("app.mailboxes.title"), columns, reply.rows.size(), cell);
}

void draw_list(View& view) {
    const auto& mailbox = view.state.mailbox;
    trouble(view, true);
    filters(view);
    if (!mailbox.list) {
        loading(view);
        return;
    }
    if (mailbox.list->rows.empty()) {
        view.ui.empty_state(view.t("app.queue.empty"), view.t("app.mailboxes.empty_text"));
    } else {
        view.ui.card([&] { table(view, *mailbox.list); });
        const auto pages = (static_cast<std::size_t>(mailbox.list->total) + rows_a_page - 1) / rows_a_page;
        if (pages > 1) {
            if (const auto page =
                    view.ui.pagination("pages", static_cast<std::size_t>(mailbox.page), pages)) {
                view.say(MailboxPageChosen{static_cast<int>(*page)});
            }
        }
    }
    if (has_role(view.state, portal::Role::secretary) || has_role(view.state, portal::Role::administrator)) {
        view.link_to("new", view.t("app.mailboxes.new"), {Place::mailbox_new, {}});
    }
}

void decline_dialog(View& view) {
    const auto& mailbox = view.state.mailbox;
    if (!mailbox.decline_open) {
        return;
    }
    const bool closed = view.ui.dialog(
        "decline", view.t("app.mailboxes.decline_title"),
        [&] {
            const std::string& note = mailbox.text(MailboxField::note);
            const bool sent = view.ui.form("decline-form", view.t("app.mailboxes.decline_title"), [&] {
                if (auto text = view.ui.text_field("note", view.t("app.reject.note"), note,
                                                   {.error = mailbox.asked && note.empty()
                                                                 ? view.t("error.rejection-note-missing.next")
                                                                 : std::string_view{},
                                                    .required = true,
                                                    .max_length = 900,
                                                    .rows = 4})) {
                    view.say(MailboxTyped{MailboxField::note, std::move(*text)});
                }
                view.ui.actions([&] {
                    view.ui.submit("confirm", view.t("app.mailboxes.decline_confirm"),
                                   {.kind = ButtonKind::danger});
                    if (view.ui.button("cancel", view.t("app.action.cancel"),
                                       {.kind = ButtonKind::secondary})) {
                        view.press(Command::close_dialog);
                    }
                });
            });
            if (sent) {
                view.press(Command::decline_mailbox);
            }
        },
        {.tone = Tone::danger});
    if (closed) {
        view.press(Command::close_dialog);
    }
}

/// What the office decides, and what stands against it.
void decision(View& view, const portal::MailboxView& mailbox) {
    if (mailbox.row.stage != MailboxStage::asked) {
        return;
    }
    for (const auto& one : mailbox.permissions) {
        if (one.action == MailboxAction::request && one.refusal) {
            refusal(view, *one.refusal);
        }
    }
    view.ui.actions([&] {
        if (allowed(mailbox, MailboxAction::request) &&
            view.ui.button("request", view.t("app.mailboxes.request"), {.busy = view.state.busy})) {
            view.press(Command::request_mailbox);
        }
        if (allowed(mailbox, MailboxAction::decline) &&
            view.ui.button("decline", view.t("app.mailboxes.decline"), {.kind = ButtonKind::danger})) {
            view.press(Command::decline_mailbox);
        }
    });
}

void request(View& view, const portal::MailboxView& mailbox) {
    view.ui.card({.title = view.t("app.mailboxes.data")}, [&] {
        view.ui.inline_row([&] {
            view.ui.badge(tone_of(mailbox.row.stage),
                          view.t(key_of("domain.mailbox_stage.", mailbox.row.stage)));
            view.ui.small(view.t("app.part.since", {{"since", instant(mailbox.row.since)}}));
        });
        if (!mailbox.note.empty()) {
            view.ui.paragraph(mailbox.note);
        }
        std::vector<ui::Definition> list{
            {view.t("app.request.holder"), mailbox.row.holder, mailbox.row.codice_fiscale},
            {view.t("app.request.registration"), mailbox.row.registration},
            {view.t("app.request.order"), mailbox.row.order_name}};
        if (!mailbox.row.address.empty()) {
            list.push_back({view.t("app.mailbox.address"), mailbox.row.address});
            list.push_back({view.t("app.mailbox.holds"), space_text(view, mailbox.row.space)});
        }
        for (const auto& line : mailbox.summary) {
            list.push_back({line.label, line.value});
        }
        view.ui.definitions(list);
        view.ui.inline_row([&] {
            (void)view.ui.link("signed-form", view.t("app.mailboxes.signed_form"),
                               mailbox_paper(view, mailbox.row.id, "signed-form"));
            (void)view.ui.link("document", view.t("app.mailboxes.copy"),
                               mailbox_paper(view, mailbox.row.id, "document"));
            (void)view.ui.link("form", view.t("app.mailboxes.form"),
                               mailbox_paper(view, mailbox.row.id, "form.pdf"));
        });
        decision(view, mailbox);
    });
}

/// Add-ons as the office sees them; the provider says what came in, and what went back.
void watch(View& view, const portal::MailboxView& mailbox) {
    const bool provider = has_role(view.state, portal::Role::operator_);
    for (const auto& one : mailbox.add_ons) {
        view.ui.scope(one.id, [&] {
            view.ui.card({.title = one.price.product, .key = "add-on"}, [&] {
                std::vector<ui::Definition> list{
                    {view.t("app.mailboxes.state"),
                     view.t(key_of("domain.mailbox_add_on_status.", one.status))},
                    {view.t("app.request.total"),
                     price_line(view, {one.price}, one.price.net + one.price.vat)}};
                if (one.until > 0) {
                    list.push_back({view.t("app.mailboxes.deadline"), view.date(one.until)});
                }
                if (!one.reference.empty()) {
                    list.push_back({view.t("app.mailboxes.reference"), one.reference});
                }
                view.ui.definitions(list);
            });
            if (provider) {
                payments_to_record(view, {portal::Action::record_payment, std::nullopt}, one.open);
                payments_to_return(view, {portal::Action::record_refund, std::nullopt}, one.owed);
            }
        });
    }
}

void draw_one(View& view) {
    const auto& desk = view.state.desk;
    if (desk.done) {
        view.ui.notice(Tone::success, view.t(key_of("app.desk.done.", *desk.done)), {.live = true});
    }
    if (!desk.tried) { // else it stands beside what was tried
        trouble(view, true);
    }
    const auto& mailbox = view.state.mailbox.view;
    if (!mailbox) {
        loading(view);
        return;
    }
    request(view, *mailbox);
    watch(view, *mailbox);
    mailbox_history(view, *mailbox);
    view.link_to("back", view.t("app.mailboxes.back"), {Place::mailboxes, {}});
    decline_dialog(view);
}

void draw_new(View& view) {
    const auto& mailbox = view.state.mailbox;
    const std::string& code = mailbox.text(MailboxField::codice_fiscale);
    const bool sent = view.ui.form("find-member", view.t("app.mailboxes.find_form"), [&] {
        if (auto text = view.ui.text_field(
                "code", view.t("app.mailboxes.code"), code,
                {.error = mailbox.asked && code.empty() ? view.t("app.mailbox.missing") : std::string_view{},
                 .required = true,
                 .max_length = 16,
                 .width = 320})) {
            view.say(MailboxTyped{MailboxField::codice_fiscale, std::move(*text)});
        }
        view.ui.actions([&] {
            view.ui.submit("find", view.t("app.mailboxes.find"),
                           {.kind = mailbox.view ? ButtonKind::secondary : ButtonKind::primary,
                            .busy = view.state.busy && !mailbox.view});
        });
    });
    if (sent) {
        view.press(Command::find_member);
    }
    if (!mailbox.view) {
        trouble(view, false);
        (void)view.ui.link("blank", view.t("app.mailboxes.blank"), mailbox_paper(view, "new", "form.pdf"));
        return;
    }
    for (const auto& one : mailbox.view->permissions) {
        if (one.action == MailboxAction::ask && one.refusal) {
            refusal(view, *one.refusal);
        }
    }
    if (allowed(*mailbox.view, MailboxAction::ask)) {
        ask_form(view, *mailbox.view);
    }
}

} // namespace

Screen mailboxes_screen(View& view) {
    const auto& list = view.state.mailbox.list;
    return {"mailboxes", view.t("app.mailboxes.title"),
            list ? view.count("app.mailboxes.lead", static_cast<std::size_t>(list->asked))
                 : std::string_view{},
            true, draw_list};
}

Screen office_mailbox_screen(View& view) {
    const auto& mailbox = view.state.mailbox.view;
    return {"mailbox",
            mailbox ? view.t("app.mailboxes.of", {{"holder", mailbox->row.holder}})
                    : view.t("app.mailbox.title"),
            {},
            false,
            draw_one};
}

Screen mailbox_new_screen(View& view) {
    return {"mailbox-new", view.t("app.mailboxes.new"), view.t("app.mailboxes.new_lead"), false, draw_new};
}

} // namespace sigillo::app::screens
