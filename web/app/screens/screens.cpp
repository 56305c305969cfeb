#include "web/app/screens/screens.hpp"

#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

using ui::NavigationItem;

namespace {

Screen screen_of(View& view) {
    const State& state = view.state;
    if (is_public(state.route.place)) {
        return state.route.place == Place::privacy ? privacy_screen(view) : accessibility_screen(view);
    }
    if (!state.session) {
        return {"loading", state.unreachable ? "Sigillo" : view.t("app.frame.loading"), {}, false, loading};
    }
    if (!state.session->user) {
        return sign_in_screen(view);
    }
    switch (state.route.place) {
    case Place::home:
        return overview_screen(view);
    case Place::check:
        return check_screen(view);
    case Place::order:
        return order_screen(view);
    case Place::request:
        return request_screen(view);
    case Place::install:
        return install_screen(view);
    case Place::queue:
        return queue_screen(view);
    case Place::signatories:
        return signatories_screen(view);
    case Place::privacy:
        return privacy_screen(view);
    case Place::accessibility:
        return accessibility_screen(view);
    case Place::unknown:
        return unknown_screen(view);
    }
    return unknown_screen(view);
}

std::vector<NavigationItem> navigation(View& view) {
    const State& state = view.state;
    const Place place = state.route.place;
    std::vector<NavigationItem> items;
    if (user_of(state) == nullptr) {
        return items;
    }
    const bool staff = is_staff(state);
    const bool member = has_role(state, portal::Role::member);
    if (member) {
        const bool here = place == Place::home || place == Place::check || place == Place::order ||
                          (!staff && (place == Place::request || place == Place::install));
        items.push_back({"home", view.t("app.nav.home"), "/#/", here});
    }
    if (staff) {
        const bool here = place == Place::queue || (!member && place == Place::request);
        items.push_back({"queue", view.t("app.nav.queue"), "/#/queue", here});
        items.push_back(
            {"signatories", view.t("app.nav.signatories"), "/#/signatories", place == Place::signatories});
    }
    return items;
}

std::string_view role_text(View& view) {
    const auto* user = user_of(view.state);
    if (user == nullptr || user->roles.empty()) {
        return {};
    }
    // The one that says most of what this person may do here.
    for (const auto role : {portal::Role::administrator, portal::Role::signatory, portal::Role::secretary}) {
        if (has_role(view.state, role)) {
            return view.t(key_of("domain.role.", role));
        }
    }
    return view.t(key_of("domain.role.", user->roles.front()));
}

void demo(View& view) {
    const State& state = view.state;
    if (!state.session || !state.session->demo_address) {
        return;
    }
    const std::string& address = *state.session->demo_address;
    view.ui.panel(ui::Tone::neutral, [&] {
        view.ui.small(view.t("app.frame.demo"));
        view.ui.inline_row([&] {
            (void)view.ui.link("demo-inbox", view.t("app.frame.demo_inbox"), view.keep(address + "/inbox"),
                               {.new_tab = true});
            (void)view.ui.link("demo-drawer", view.t("app.frame.demo_drawer"), view.keep(address + "/drawer"),
                               {.new_tab = true});
        });
    });
}

} // namespace

std::vector<Message> draw(ui::Ui& ui, const State& state) {
    View view{ui, state, {}, {}};
    const Screen screen = screen_of(view);
    const auto items = navigation(view);
    const auto* user = user_of(state);
    const std::vector<NavigationItem> footer{
        {"accessibility", view.t("app.nav.accessibility"), "/#/accessibility",
         state.route.place == Place::accessibility},
        {"privacy", view.t("app.nav.privacy"), "/#/privacy", state.route.place == Place::privacy}};
    const ui::Page page{
        .key = screen.key,
        .title = screen.title,
        .lead = screen.lead,
        .language = state.language == domain::Language::en ? ui::Language::english : ui::Language::italian,
        .authority = user != nullptr ? std::string_view(user->order_name) : std::string_view{},
        .site = state.session ? std::string_view(state.session->portal) : "Sigillo",
        .site_note = view.t("app.frame.site_note"),
        .home_href = "/#/",
        .navigation = items,
        .user_name = user != nullptr ? std::string_view(user->name) : std::string_view{},
        .user_role = role_text(view),
        .footer = view.t("app.frame.footer"),
        .footer_links = footer,
        .wide = screen.wide,
        .busy = state.unreachable ? view.t("app.frame.offline") : std::string_view{},
    };
    const auto events = ui.page(page, [&] {
        screen.draw(view);
        demo(view);
    });
    if (events.language) {
        view.say(LanguageChosen{*events.language == ui::Language::english ? domain::Language::en
                                                                          : domain::Language::it});
    }
    if (events.sign_out) {
        view.press(Command::sign_out);
    }
    if (!events.href.empty()) {
        view.say(Went{events.href, false});
    }
    return std::move(view.out);
}

} // namespace sigillo::app::screens
