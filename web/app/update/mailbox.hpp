#pragma once

#include "web/app/update/turn.hpp"

// PEC mailboxes.
namespace sigillo::app {

// ---- mailbox.cpp: what both editions do
void mailbox_typed(Turn& turn, MailboxTyped&& message);
void paper_known(Turn& turn, FileKnown&& message);
void choose_mailbox_form(Turn& turn);
void choose_mailbox_copy(Turn& turn);
void ask_mailbox(Turn& turn);
/// The mailbox of the address, or one's own.
void load_mailbox(Turn& turn);
/// What a command on the mailbox answered.
void mailbox_replaced(Turn& turn, portal::MailboxView&& view);
void step_mailbox(Turn& turn, portal::MailboxAction action, const std::string& add_on = {},
                  const std::string& note = {});
/// Before another place is shown: what was typed for this one is done with.
void leave_mailbox(Turn& turn);

// ---- mailbox_add_ons.cpp: what a member does with the own one
void add_on_pressed(Turn& turn, const AddOnPressed& message);
void order_add_on(Turn& turn);
void declare_add_on(Turn& turn);
void withdraw_mailbox(Turn& turn);

// ---- mailboxes.cpp: what the office does with all
void load_mailboxes(Turn& turn);
void search_mailboxes(Turn& turn);
void find_member(Turn& turn);
void request_mailbox(Turn& turn);
void decline_mailbox(Turn& turn);
/// Money of an add-on that the provider saw come in, or gave back.
void record_mailbox_money(Turn& turn, portal::Action action, const std::string& payment);

} // namespace sigillo::app
