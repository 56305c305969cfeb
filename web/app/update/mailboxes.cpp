#include "shared/domain/instant.hpp"
#include "web/app/model/mailbox.hpp"
#include "web/app/update/mailbox.hpp"

namespace sigillo::app {

namespace {

void mailboxes_known(Turn& turn, const protocol::Json& params, portal::ListMailboxes::Reply&& reply) {
    auto& mailbox = turn.state.mailbox;
    // What was asked for meanwhile is still to come.
    const auto asked = protocol::decode<portal::ListMailboxes>(params);
    if (asked && asked->filter == mailbox.filter && asked->page == mailbox.page) {
        mailbox.list = std::move(reply);
    }
}

void member_found(Turn& turn, portal::MailboxView&& view) {
    State& state = turn.state;
    state.busy = false;
    if (state.route.place != Place::mailbox_new) {
        return;
    }
    if (view.row.stage != portal::MailboxStage::none) {
        turn.show({Place::mailbox, view.row.id}); // there is one already
    }
    auto& mailbox = state.mailbox;
    mailbox.text(MailboxField::email) = view.email;
    mailbox.text(MailboxField::mobile) = view.mobile;
    mailbox.asked = false;
    mailbox.view = std::move(view);
}

} // namespace

void load_mailboxes(Turn& turn) {
    const auto& mailbox = turn.state.mailbox;
    turn.portal<mailboxes_known>(
        portal::ListMailboxes{mailbox.filter, mailbox.text(MailboxField::search), mailbox.page});
}

void search_mailboxes(Turn& turn) {
    turn.state.mailbox.page = 0;
    turn.state.trouble.reset();
    load_mailboxes(turn);
}

void find_member(Turn& turn) {
    State& state = turn.state;
    const std::string& code = state.mailbox.text(MailboxField::codice_fiscale);
    state.mailbox.asked = true;
    state.mailbox.view.reset();
    if (code.empty() || state.busy) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    turn.portal<member_found>(portal::GetMailbox{std::nullopt, code});
}

void request_mailbox(Turn& turn) {
    step_mailbox(turn, portal::MailboxAction::request);
}

void decline_mailbox(Turn& turn) {
    auto& mailbox = turn.state.mailbox;
    if (!mailbox.decline_open) {
        mailbox.decline_open = true;
        mailbox.asked = false;
        return;
    }
    mailbox.asked = true;
    if (!mailbox.text(MailboxField::note).empty()) {
        step_mailbox(turn, portal::MailboxAction::decline, {}, mailbox.text(MailboxField::note));
    }
}

void payment_seen(Turn& turn, const PaymentSeen& message) {
    State& state = turn.state;
    auto& mailbox = state.mailbox;
    mailbox.asked = true;
    const std::string& day = mailbox.text(MailboxField::paid_on);
    if (!mailbox.view || state.busy || !domain::parse_date(day).ok()) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    const auto& row = mailbox.view->row;
    turn.portal<mailbox_replaced>(portal::RecordAddOnPayment{turn.context.fresh_id, row.id, row.seq,
                                                             message.payment, message.amount, day});
}

} // namespace sigillo::app
