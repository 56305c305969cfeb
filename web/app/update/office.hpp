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

// ---- operator.cpp
void load_work(Turn& turn);

// ---- office_steps.cpp: what the Order and the provider do with a purchase
void open_step(Turn& turn, const StepOpened& opened);
void fill_step(Turn& turn, StepFilled&& filled);
void confirm_step(Turn& turn, StepConfirmed&& confirmed);
/// Whether the step can be sent with what stands in its fields, as far as the page can tell.
bool is_filled(const State& state, portal::Action action, const std::string& about);

// ---- signatories.cpp
void load_signatories(Turn& turn);
void ask_appoint(Turn& turn);
void appoint(Turn& turn);
void ask_withdraw_signatory(Turn& turn, const std::string& codice_fiscale);
void withdraw_signatory(Turn& turn);

// ---- register.cpp
void load_register(Turn& turn);
void search_register(Turn& turn);
void choose_register_page(Turn& turn, int page);
void pick_register_file(Turn& turn);
void register_file_known(Turn& turn, FileKnown&& file);
/// Back to the list; nothing was written.
void drop_register_file(Turn& turn);
void choose_preview_part(Turn& turn, const PreviewPartChosen& chosen);
void import_register(Turn& turn);

// ---- provider.cpp
void load_conventions(Turn& turn);
void load_offices(Turn& turn);
void ask_office(Turn& turn, const std::string& order);

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
