#pragma once

#include "shared/domain/instant.hpp"
#include "shared/protocol/codec.hpp"
#include "shared/texts/book.hpp"
#include "web/app/screens/screens.hpp"

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the screens have in common.
namespace sigillo::app::screens {

/// One frame of one screen: what it draws with, what it shows, and what it has to tell.
struct View {
    ui::Ui& ui;
    const State& state;
    const Edition& edition;
    const texts::Book& book;
    std::vector<Message> out{};
    std::deque<std::string> kept{}; ///< texts of this frame

    using Parameters = std::initializer_list<std::pair<const std::string, std::string>>;
    /// The sentence of "app.…" or any other key, kept until the frame ends.
    std::string_view t(std::string_view key, Parameters parameters = {});
    /// A sentence about so many of something, given as {count}: "key.one" for one, "key.none", where there is
    /// such a sentence, for none. Italian and English need no other forms.
    std::string_view count(std::string_view key, std::size_t number, Parameters parameters = {});
    std::string_view keep(std::string text) { return kept.emplace_back(std::move(text)); }
    std::string_view date(std::int64_t seconds);
    std::string_view date(std::string_view iso); ///< "2026-11-22"; another text is shown as it is
    std::string_view moment(std::int64_t seconds);
    std::string_view money(std::int64_t cents);

    void say(Message message) { out.push_back(std::move(message)); }
    void press(Command command) { say(Pressed{command}); }
    void go(const Route& route) { say(Went{address_of(edition, route), false}); }
    void link_to(std::string_view key, std::string_view label, const Route& route,
                 std::string_view description = {});
};

/// Seconds as a parameter with the filter `date` or `time`.
std::string instant(std::int64_t seconds);

/// Why something did not go and what to do, with help where there is some, and a button to try again.
void trouble(View& view, bool can_retry);
/// A refusal that stands on the page: nothing went wrong just now.
void refusal(View& view, const protocol::Failure& failure);
/// "What happened. What to do next."
std::string_view both_sentences(View& view, const protocol::Failure& failure);
/// A spinner while what the screen shows is not there yet; nothing where there is a trouble to see.
void loading(View& view);
/// The card in the reader belongs to this person but is not the one meant.
void other_card(View& view, std::string_view serial);

ui::Tone tone_of(portal::Stage stage);
ui::Tone tone_of(portal::CertificateState state);
/// The stage in words: a purchase's are others than a renewal's.
std::string_view stage_text(View& view, const portal::RequestRow& row);
/// What a request is about: "Rinnovo, convenzione ..." or the product bought.
std::string_view name_of(View& view, const portal::RequestRow& row);
template <class E>
std::string key_of(std::string_view prefix, E value) {
    return std::string(prefix) + std::string(protocol::text_of(value));
}
/// Net, VAT and total in one line; empty where nothing is sold.
std::string_view price_line(View& view, const std::vector<portal::PriceLine>& price, std::int64_t total);
/// What the portal sums up in words, a line each.
void summary_lines(View& view, const std::vector<portal::SummaryLine>& lines);
/// What a renewal changes and what it leaves.
void changes(View& view, std::int64_t expires, std::int64_t new_not_after, int years);

/// What a screen is, apart from what it shows.
struct Screen {
    std::string_view key;
    std::string_view title;
    std::string_view lead{};
    bool wide = false;
    void (*draw)(View&);
};

Screen sign_in_screen(View& view);
Screen overview_screen(View& view);
Screen check_screen(View& view);
Screen order_screen(View& view);
Screen member_request_screen(View& view);
Screen office_request_screen(View& view);
Screen install_screen(View& view);
Screen buy_screen(View& view);
Screen draft_screen(View& view);
Screen pin_screen(View& view);
Screen mailbox_screen(View& view);
Screen office_mailbox_screen(View& view);
Screen mailboxes_screen(View& view);
Screen mailbox_new_screen(View& view);
Screen queue_screen(View& view);
Screen operator_screen(View& view);
Screen signatories_screen(View& view);
Screen users_screen(View& view);
Screen register_screen(View& view);
Screen conventions_screen(View& view);
Screen offices_screen(View& view);
Screen own_data_screen(View& view);
Screen erasure_screen(View& view);
Screen own_password_screen(View& view);
Screen password_screen(View& view);
Screen privacy_screen(View& view);
Screen accessibility_screen(View& view);
Screen unknown_screen(View& view);

/// A user of an Order's office, to be invited or changed.
void user_form(View& view, const UserForm& form);

/// R91 to R94: whom to ask, and a report with all that the desk asks for: its text, and a picture of the
/// page.
void support(View& view, const portal::RequestView& request);

/// While acts are being signed, and what came of it; of the queue and of a single request.
void signing(View& view);
/// Why this person cannot sign; empty where they can.
std::string_view why_not_sign(View& view);

} // namespace sigillo::app::screens
