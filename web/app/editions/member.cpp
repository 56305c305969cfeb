#include "web/app/update/member.hpp"
#include "web/app/editions/editions.hpp"
#include "web/app/screens/parts.hpp"
#include "web/app/update/buying.hpp"
#include "web/app/update/mailbox.hpp"
#include "web/app/update/purchase.hpp"

#include <array>

namespace sigillo::app {

namespace {

constexpr std::array rooms{
    Room{Place::home, screens::overview_screen, load_overview, Heed::every_request, Place::home},
    Room{Place::check, screens::check_screen, load_overview, Heed::none, Place::home},
    Room{Place::order, screens::order_screen, load_overview, Heed::none, Place::home},
    Room{Place::request, screens::member_request_screen, load_request, Heed::its_request, Place::home},
    Room{Place::install, screens::install_screen, load_install, Heed::its_request, Place::home},
    Room{Place::buy, screens::buy_screen, load_buy, Heed::none, Place::buy},
    Room{Place::draft, screens::draft_screen, load_draft, Heed::none, Place::buy, save_draft},
    Room{Place::pin, screens::pin_screen, nullptr, Heed::none, Place::pin},
    Room{Place::own_data, screens::own_data_screen, load_own_data, Heed::none, Place::home},
    Room{Place::erasure, screens::erasure_screen, load_own_data, Heed::none, Place::home},
    Room{Place::own_password, screens::own_password_screen},
    Room{Place::mailbox, screens::mailbox_screen, load_mailbox, Heed::every_request, Place::mailbox},
    Room{Place::privacy, screens::privacy_screen},
    Room{Place::accessibility, screens::accessibility_screen}};

constexpr std::array deeds{Deed{Command::read_card, begin_check},
                           Deed{Command::place, place_order},
                           Deed{Command::pay, pay},
                           Deed{Command::ask_withdraw, ask_withdraw},
                           Deed{Command::withdraw, withdraw},
                           Deed{Command::return_credit, return_credit},
                           Deed{Command::begin_install, begin_install},
                           Deed{Command::find_convention, find_convention},
                           Deed{Command::open_draft, open_draft},
                           Deed{Command::draft_forward, draft_forward},
                           Deed{Command::draft_back, draft_back},
                           Deed{Command::ask_discard, ask_discard},
                           Deed{Command::discard_draft, discard_draft},
                           Deed{Command::place_draft, place_draft},
                           Deed{Command::choose_photo, choose_photo},
                           Deed{Command::use_photo, use_photo},
                           Deed{Command::declare_payment, declare_payment},
                           Deed{Command::choose_other_identification, choose_other_identification},
                           Deed{Command::begin_identification, begin_identification},
                           Deed{Command::send_otp, send_otp},
                           Deed{Command::activate, activate},
                           Deed{Command::read_pins, begin_pin},
                           Deed{Command::ask_erasure, ask_erasure},
                           Deed{Command::erase_own_data, erase_own_data},

                           Deed{Command::choose_mailbox_form, choose_mailbox_form},
                           Deed{Command::choose_mailbox_copy, choose_mailbox_copy},
                           Deed{Command::ask_mailbox, ask_mailbox},
                           Deed{Command::withdraw_mailbox, withdraw_mailbox},
                           Deed{Command::order_add_on, order_add_on},
                           Deed{Command::declare_add_on, declare_add_on}};

constexpr std::array jobs{
    JobKind{Job::sign_in, sign_in_cards_listed, retry_sign_in},
    JobKind{Job::check, check_cards_listed, begin_check},
    JobKind{Job::identify, identify_cards_listed, begin_identification},
    JobKind{Job::pin, pin_cards_listed, begin_pin},
    JobKind{Job::install, install_cards_listed, retry_install, install_refused, agent_back_at_install}};

bool is_member(const State& state) {
    return has_role(state, portal::Role::member);
}

constexpr std::array signs{Sign{"home", "app.nav.home", Place::home, is_member},
                           Sign{"buy", "app.nav.buy", Place::buy, is_member},
                           Sign{"mailbox", "app.nav.mailbox", Place::mailbox, is_member},
                           Sign{"pin", "app.nav.pin", Place::pin, is_member},
                           Sign{"queue", "app.nav.queue", Place::queue, is_staff}};

Place first(const State&) {
    return Place::home;
}

} // namespace

const Edition& member_edition() {
    static constexpr Edition edition{"/",  "/office/", true,  rooms,     deeds,
                                     jobs, signs,      first, is_member, update_member};
    return edition;
}

} // namespace sigillo::app
