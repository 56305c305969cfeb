#pragma once

#include "web/app/update/turn.hpp"

// What a member does.
namespace sigillo::app {

/// What is said on a member's pages only.
void update_member(Turn& turn, MemberMessage&& message);

// ---- renewal.cpp: the check of the card, the order, its payment
void load_overview(Turn& turn);
void begin_check(Turn& turn);
void check_cards_listed(Turn& turn);
void place_order(Turn& turn);
/// The order stands; from here on its page is where everything happens.
void order_placed(Turn& turn, portal::RequestView&& reply);
void pay(Turn& turn);
void ask_withdraw(Turn& turn);
void withdraw(Turn& turn);
void return_credit(Turn& turn);

// ---- own_data.cpp
void load_own_data(Turn& turn);
void ask_erasure(Turn& turn);
void erase_own_data(Turn& turn);

// ---- install.cpp: the renewal on the card
void load_install(Turn& turn);
void begin_install(Turn& turn);
void install_cards_listed(Turn& turn);
void retry_install(Turn& turn);
void install_refused(Turn& turn, const domain::Error& why);
void agent_back_at_install(Turn& turn);

} // namespace sigillo::app
