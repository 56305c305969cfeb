#include "web/app/update/mailbox.hpp"

#include "shared/domain/instant.hpp"
#include "web/app/model/mailbox.hpp"

#include <utility>

namespace sigillo::app {

using domain::ErrorId;
using protocol::Bytes;

namespace {

constexpr std::size_t longest_paper = 4'000'000;

void mailbox_seen(Turn& turn, portal::MailboxView&& view) {
    State& state = turn.state;
    if (state.route.place != Place::mailbox || (!state.route.id.empty() && state.route.id != view.row.id)) {
        return;
    }
    // A mailed link does not know whether who opens it is the member or works for the Order.
    const Edition& edition = turn.edition();
    if (view.own != edition.of_members) {
        turn.want(Leave{std::string(edition.other) + fragment_of(state.route)});
        return;
    }
    auto& mailbox = state.mailbox;
    if (!mailbox.view && view.row.stage == portal::MailboxStage::none) {
        mailbox.text(MailboxField::email) = view.email;
        mailbox.text(MailboxField::mobile) = view.mobile;
    }
    // A reply that another overtook is older than what is shown.
    if (!mailbox.view || mailbox.view->row.id != view.row.id || mailbox.view->row.seq <= view.row.seq) {
        mailbox.view = std::move(view);
    }
}

void mailbox_asked(Turn& turn, portal::MailboxView&& view) {
    State& state = turn.state;
    state.busy = false;
    state.mailbox = {};
    turn.show({Place::mailbox, view.row.id});
    state.mailbox.view = std::move(view);
}

void choose(Turn& turn, Paper paper) {
    turn.state.mailbox.choosing = paper;
    turn.want(PickFile{"application/pdf,image/jpeg,image/png"});
}

bool is_day(const std::string& text) {
    return domain::parse_date(text).ok();
}

} // namespace

void mailbox_typed(Turn& turn, MailboxTyped&& message) {
    turn.state.mailbox.text(message.field) = std::move(message.text);
}

void choose_mailbox_form(Turn& turn) {
    choose(turn, Paper::form);
}

void choose_mailbox_copy(Turn& turn) {
    choose(turn, Paper::copy);
}

void paper_known(Turn& turn, FileKnown&& message) {
    auto& mailbox = turn.state.mailbox;
    turn.state.trouble.reset();
    if (message.content.size() > longest_paper) {
        turn.fail(ErrorId::mailbox_papers_wrong);
        return;
    }
    const bool form = *std::exchange(mailbox.choosing, std::nullopt) == Paper::form;
    (form ? mailbox.form : mailbox.copy) = ChosenFile{std::move(message.name), std::move(message.content)};
}

void ask_mailbox(Turn& turn) {
    State& state = turn.state;
    auto& mailbox = state.mailbox;
    mailbox.asked = true;
    const auto& view = mailbox.view;
    if (!view || state.busy || mailbox.text(MailboxField::number).empty() ||
        mailbox.text(MailboxField::email).empty() || mailbox.text(MailboxField::mobile).empty() ||
        !is_day(mailbox.text(MailboxField::issued_on)) || !is_day(mailbox.text(MailboxField::expires_on))) {
        return;
    }
    state.trouble.reset();
    if (mailbox.form.content.empty() || mailbox.copy.content.empty()) {
        turn.fail(ErrorId::mailbox_papers_missing);
        return;
    }
    portal::AskMailbox call;
    call.command = turn.context.fresh_id;
    if (!view->own) {
        call.codice_fiscale = view->row.codice_fiscale;
    }
    call.email = mailbox.text(MailboxField::email);
    call.mobile = mailbox.text(MailboxField::mobile);
    call.document = mailbox.text(MailboxField::document);
    if (call.document.empty() && !view->documents.empty()) {
        call.document = view->documents.front().value;
    }
    call.document_number = mailbox.text(MailboxField::number);
    call.document_issued_by = mailbox.text(MailboxField::issued_by);
    call.document_issued_on = mailbox.text(MailboxField::issued_on);
    call.document_expires_on = mailbox.text(MailboxField::expires_on);
    call.signed_form = mailbox.form.content;
    call.document_copy = mailbox.copy.content;
    state.busy = true;
    turn.portal<mailbox_asked>(call, Patience::slow);
}

void load_mailbox(Turn& turn) {
    portal::GetMailbox call;
    if (!turn.state.route.id.empty()) {
        call.mailbox = turn.state.route.id;
    }
    turn.portal<mailbox_seen>(call);
}

void mailbox_replaced(Turn& turn, portal::MailboxView&& view) {
    State& state = turn.state;
    state.busy = false;
    auto& mailbox = state.mailbox;
    mailbox.asked = false;
    mailbox.ordering.reset();
    mailbox.renewing.clear();
    mailbox.declaring.clear();
    mailbox.withdraw_open = false;
    mailbox.decline_open = false;
    // One that ended makes room for the next: the page shows that.
    if (view.own && view.row.stage == portal::MailboxStage::withdrawn) {
        mailbox = {};
        turn.show({Place::mailbox, {}}, true);
        load_mailbox(turn);
        return;
    }
    mailbox_seen(turn, std::move(view));
}

void step_mailbox(Turn& turn, portal::MailboxAction action, const std::string& add_on,
                  const std::string& note) {
    State& state = turn.state;
    if (!state.mailbox.view || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    const auto& row = state.mailbox.view->row;
    turn.portal<mailbox_replaced>(
        portal::MailboxStep{turn.context.fresh_id, row.id, row.seq, action, add_on, note});
}

void leave_mailbox(Turn& turn) {
    Mailbox fresh;
    auto& mailbox = turn.state.mailbox;
    fresh.filter = mailbox.filter;
    fresh.page = mailbox.page;
    fresh.text(MailboxField::search) = mailbox.text(MailboxField::search);
    mailbox = std::move(fresh);
}

} // namespace sigillo::app
