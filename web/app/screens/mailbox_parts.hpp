#pragma once

#include "web/app/screens/draft_parts.hpp"

// What the pages of PEC mailboxes have in common.
namespace sigillo::app::screens {

ui::Tone tone_of(portal::MailboxStage stage);
/// "STANDARD, 1 GB" or "PRO, 3 GB e 2 GB di archivio".
std::string_view space_text(View& view, const portal::MailboxSpace& space);
/// The request: what is printed and signed, the data, the two files. Of oneself, or entered by the office.
void ask_form(View& view, const portal::MailboxView& mailbox);
/// What happened, and the facts that the convention states, with its downloads.
void mailbox_history(View& view, const portal::MailboxView& mailbox);
void mailbox_facts(View& view, const portal::MailboxView& mailbox);
/// The address below which the mailbox's papers are.
std::string_view mailbox_paper(View& view, const std::string& mailbox, std::string_view what);
/// Whether it may be done now.
bool allowed(const portal::MailboxView& mailbox, portal::MailboxAction action);

// ---- mailbox_add_ons.cpp
void add_ons(View& view, const portal::MailboxView& mailbox);
void add_on_offers(View& view, const portal::MailboxView& mailbox);

} // namespace sigillo::app::screens
