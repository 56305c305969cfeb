#pragma once

#include "web/app/update/turn.hpp"

// What those do who work for an Order.
namespace sigillo::app {

/// What is said on their pages only.
void update_office(Turn& turn, OfficeMessage&& message);

// ---- acts.cpp: the queue and the signing of acts
void load_queue(Turn& turn);
void search_queue(Turn& turn);
void choose_rows(Turn& turn, const RowToggled& toggled);
void choose_all(Turn& turn, bool on);
void sign_selected(Turn& turn);
void validate_one(Turn& turn);
void ask_reject(Turn& turn);
void reject(Turn& turn);
void acts_cards_listed(Turn& turn);
void retry_acts(Turn& turn);
void acts_refused(Turn& turn, const domain::Error& why);

// ---- signatories.cpp
void load_signatories(Turn& turn);
void ask_appoint(Turn& turn);
void appoint(Turn& turn);
void ask_withdraw_signatory(Turn& turn, const std::string& codice_fiscale);
void withdraw_signatory(Turn& turn);

// ---- users.cpp
bool looks_like_mail(std::string_view text);
void load_users(Turn& turn);
void ask_user(Turn& turn);
void ask_change_user(Turn& turn, const std::string& codice_fiscale);
void type_user(Turn& turn, UserField field, std::string text);
void tick_user(Turn& turn, UserBox box, bool on);
void save_user(Turn& turn);
void invite_again(Turn& turn, const std::string& codice_fiscale);
/// By whoever is not signed in.
void ask_link(Turn& turn);
void set_password(Turn& turn);

} // namespace sigillo::app
