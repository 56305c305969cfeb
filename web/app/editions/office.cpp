#include "web/app/update/office.hpp"
#include "web/app/editions/editions.hpp"
#include "web/app/screens/parts.hpp"
#include "web/app/update/mailbox.hpp"

#include <array>

namespace sigillo::app {

namespace {

constexpr std::array rooms{
    Room{Place::queue, screens::queue_screen, load_queue, Heed::every_request, Place::queue},
    Room{Place::work, screens::operator_screen, load_work, Heed::every_request, Place::work},
    Room{Place::request, screens::office_request_screen, load_request, Heed::its_request, Place::queue},
    Room{Place::signatories, screens::signatories_screen, load_signatories, Heed::none, Place::signatories},
    Room{Place::users, screens::users_screen, load_users, Heed::none, Place::users},
    Room{Place::albo, screens::register_screen, load_register, Heed::none, Place::albo},
    Room{Place::conventions, screens::conventions_screen, load_conventions, Heed::none, Place::conventions},
    Room{Place::offices, screens::offices_screen, load_offices, Heed::none, Place::offices},
    Room{Place::own_password, screens::own_password_screen},
    Room{Place::password, screens::password_screen},
    Room{Place::mailboxes, screens::mailboxes_screen, load_mailboxes, Heed::every_request, Place::mailboxes},
    Room{Place::mailbox, screens::office_mailbox_screen, load_mailbox, Heed::every_request, Place::mailboxes},
    Room{Place::mailbox_new, screens::mailbox_new_screen, nullptr, Heed::none, Place::mailboxes},
    Room{Place::privacy, screens::privacy_screen},
    Room{Place::accessibility, screens::accessibility_screen}};

constexpr std::array deeds{Deed{Command::search, search_queue},
                           Deed{Command::sign_selected, sign_selected},
                           Deed{Command::validate_one, validate_one},
                           Deed{Command::ask_reject, ask_reject},
                           Deed{Command::reject, reject},
                           Deed{Command::ask_appoint, ask_appoint},
                           Deed{Command::appoint, appoint},
                           Deed{Command::withdraw_signatory, withdraw_signatory},
                           Deed{Command::search_register, search_register},
                           Deed{Command::pick_register_file, pick_register_file},
                           Deed{Command::drop_register_file, drop_register_file},
                           Deed{Command::import_register, import_register},
                           Deed{Command::ask_user, ask_user},
                           Deed{Command::save_user, save_user},
                           Deed{Command::ask_link, ask_link},
                           Deed{Command::set_password, set_password},
                           Deed{Command::choose_mailbox_form, choose_mailbox_form},
                           Deed{Command::choose_mailbox_copy, choose_mailbox_copy},
                           Deed{Command::ask_mailbox, ask_mailbox},
                           Deed{Command::find_member, find_member},
                           Deed{Command::request_mailbox, request_mailbox},
                           Deed{Command::decline_mailbox, decline_mailbox},
                           Deed{Command::search_mailboxes, search_mailboxes}};

constexpr std::array jobs{JobKind{Job::sign_in, sign_in_cards_listed, retry_sign_in},
                          JobKind{Job::acts, acts_cards_listed, retry_acts, acts_refused}};

bool is_member(const State& state) {
    return has_role(state, portal::Role::member);
}

bool is_administrator(const State& state) {
    return has_role(state, portal::Role::administrator);
}

bool keeps_register(const State& state) {
    return has_role(state, portal::Role::secretary) || is_administrator(state);
}

bool has_office(const State& state) {
    const auto* user = user_of(state);
    return user != nullptr && !user->roles.empty() && !(user->roles.size() == 1 && is_member(state));
}

constexpr std::array signs{Sign{"queue", "app.nav.queue", Place::queue, is_staff},
                           Sign{"work", "app.nav.work", Place::work, is_operator},
                           Sign{"mailboxes", "app.nav.mailboxes", Place::mailboxes, has_office},
                           Sign{"signatories", "app.nav.signatories", Place::signatories, is_staff},
                           Sign{"register", "app.nav.register", Place::albo, keeps_register},
                           Sign{"users", "app.nav.users", Place::users, is_administrator},
                           Sign{"conventions", "app.nav.conventions", Place::conventions, is_operator},
                           Sign{"offices", "app.nav.offices", Place::offices, is_operator},
                           Sign{"home", "app.nav.home", Place::home, is_member, true}};

Place first(const State& state) {
    return is_staff(state) ? Place::queue : is_operator(state) ? Place::work : Place::home;
}

} // namespace

const Edition& office_edition() {
    static constexpr Edition edition{"/office/", "/",   false,      rooms,   deeds,        jobs,
                                     signs,      first, has_office, nullptr, update_office};
    return edition;
}

} // namespace sigillo::app
