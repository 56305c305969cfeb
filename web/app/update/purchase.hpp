#pragma once

#include "web/app/update/turn.hpp"

// What a member does for a purchase after the order: money, identification, activation; and the PIN of a
// card.
namespace sigillo::app {

void step_typed(Turn& turn, StepTyped&& message);
void declare_payment(Turn& turn);
void choose_other_identification(Turn& turn);
void identification_chosen(Turn& turn, const IdentificationChosen& message);
void begin_identification(Turn& turn);
void identify_cards_listed(Turn& turn);
void send_otp(Turn& turn);
void activate(Turn& turn);

// ---- pin.cpp
void begin_pin(Turn& turn);
void pin_cards_listed(Turn& turn);
void change_pin(Turn& turn, const PinAsked& message);

} // namespace sigillo::app
