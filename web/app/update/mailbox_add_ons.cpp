#include "shared/domain/instant.hpp"
#include "web/app/model/mailbox.hpp"
#include "web/app/update/mailbox.hpp"

namespace sigillo::app {

using domain::ErrorId;

namespace {

void payment_page(Turn& turn, portal::PayAddOn::Reply&& reply) {
    turn.want(Leave{std::move(reply.url)}); // still busy: the page is about to go
}

void pay_add_on(Turn& turn, const std::string& id) {
    State& state = turn.state;
    state.busy = true;
    const auto& row = state.mailbox.view->row;
    turn.portal<payment_page>(portal::PayAddOn{turn.context.fresh_id, row.id, row.seq, id});
}

} // namespace

void add_on_pressed(Turn& turn, const AddOnPressed& message) {
    State& state = turn.state;
    auto& mailbox = state.mailbox;
    if (!mailbox.view || state.busy) {
        return;
    }
    state.trouble.reset();
    mailbox.asked = false;
    mailbox.declaring.clear();
    switch (message.deed) {
    case AddOnDeed::order:
    case AddOnDeed::renew:
        mailbox.ordering = message.kind;
        mailbox.renewing = message.id;
        state.buying.accepted.clear();
        state.order_asked = false;
        if (mailbox.text(MailboxField::gb).empty()) {
            mailbox.text(MailboxField::gb) = "1";
        }
        return;
    case AddOnDeed::pay:
        return pay_add_on(turn, message.id);
    case AddOnDeed::declare:
        mailbox.declaring = message.id;
        return;
    case AddOnDeed::cancel:
        return step_mailbox(turn, portal::MailboxAction::cancel_add_on, message.id);
    }
}

void order_add_on(Turn& turn) {
    State& state = turn.state;
    auto& mailbox = state.mailbox;
    const auto price = price_of(mailbox);
    if (!price || state.busy) {
        return;
    }
    state.trouble.reset();
    const auto& view = *mailbox.view;
    portal::OrderAddOn call;
    call.command = turn.context.fresh_id;
    call.mailbox = view.row.id;
    call.seq = view.row.seq;
    call.kind = *mailbox.ordering;
    call.gb = call.kind == portal::AddOnKind::pro ? 0 : gigabytes(mailbox);
    if (!mailbox.renewing.empty()) {
        call.renews = mailbox.renewing;
        call.gb = add_on(mailbox, mailbox.renewing)->gb;
    }
    call.convention_version = view.convention_version;
    call.total = price->total();
    for (const auto& clause : view.clauses) {
        if (state.buying.accepted.count(clause.name) > 0) {
            call.clauses_accepted.push_back(clause.name);
        }
    }
    if (call.clauses_accepted.size() != view.clauses.size()) {
        state.order_asked = true;
        turn.fail(ErrorId::clauses_not_accepted);
        return;
    }
    state.busy = true;
    turn.portal<mailbox_replaced>(call);
}

void declare_add_on(Turn& turn) {
    State& state = turn.state;
    auto& mailbox = state.mailbox;
    mailbox.asked = true;
    const std::string& reference = mailbox.text(MailboxField::reference);
    const std::string& paid_on = mailbox.text(MailboxField::paid_on);
    if (!mailbox.view || state.busy || reference.empty() || !domain::parse_date(paid_on).ok()) {
        return;
    }
    state.trouble.reset();
    state.busy = true;
    const std::string& method = mailbox.text(MailboxField::payment_method);
    const auto& row = mailbox.view->row;
    turn.portal<mailbox_replaced>(
        portal::DeclareAddOnPayment{turn.context.fresh_id, row.id, row.seq, mailbox.declaring,
                                    method.empty() ? "bank_transfer" : method, reference, paid_on});
}

void withdraw_mailbox(Turn& turn) {
    auto& mailbox = turn.state.mailbox;
    if (!mailbox.withdraw_open) {
        mailbox.withdraw_open = true;
        return;
    }
    mailbox.withdraw_open = false;
    step_mailbox(turn, portal::MailboxAction::withdraw);
}

} // namespace sigillo::app
