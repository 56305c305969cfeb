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

void money_recorded(Turn& turn, portal::MailboxView&& view) {
    const auto done = turn.state.desk.tried;
    turn.state.desk = {};
    turn.state.desk.done = done;
    mailbox_replaced(turn, std::move(view));
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

void record_mailbox_money(Turn& turn, portal::Action action, const std::string& payment) {
    State& state = turn.state;
    const auto& row = state.mailbox.view->row;
    const std::string& command = turn.context.fresh_id;
    state.busy = true;
    if (action == portal::Action::record_refund) {
        turn.portal<money_recorded>(portal::RecordAddOnRefund{command, row.id, row.seq, payment});
        return;
    }
    turn.portal<money_recorded>(portal::RecordAddOnPayment{
        command, row.id, row.seq, payment, *cents_of(typed_in(state.desk, "amount/" + payment)),
        std::string(typed_in(state.desk, "paid_on/" + payment))});
}

} // namespace sigillo::app
