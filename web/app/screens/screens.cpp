#include "web/app/screens/screens.hpp"

#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

using ui::NavigationItem;

namespace {

Screen screen_of(View& view) {
    const State& state = view.state;
    const Room* room = room_of(view.edition, state.route.place);
    if (room != nullptr && is_public(state.route.place)) {
        return room->screen(view);
    }
    if (!state.session) {
        return {"loading", state.unreachable ? "Sigillo" : view.t("app.frame.loading"), {}, false, loading};
    }
    if (!state.session->user) {
        return sign_in_screen(view);
    }
    return room != nullptr ? room->screen(view) : unknown_screen(view);
}

std::vector<NavigationItem> navigation(View& view) {
    const State& state = view.state;
    std::vector<NavigationItem> items;
    if (user_of(state) == nullptr) {
        return items;
    }
    const Room* room = room_of(view.edition, state.route.place);
    for (const Sign& sign : view.edition.signs) {
        if (sign.shown(state)) {
            const Route route{sign.place, {}};
            const bool here = !sign.elsewhere && room != nullptr && room->under == sign.place;
            items.push_back({sign.key, view.t(sign.text),
                             view.keep(sign.elsewhere ? std::string(view.edition.other) + fragment_of(route)
                                                      : address_of(view.edition, route)),
                             here});
        }
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

std::vector<Message> draw(ui::Ui& ui, const State& state, const Edition& edition, const texts::Book& book) {
    View view{ui, state, edition, book};
    const Screen screen = screen_of(view);
    const auto items = navigation(view);
    const auto* user = user_of(state);
    std::vector<NavigationItem> footer{{"accessibility", view.t("app.nav.accessibility"),
                                        view.keep(address_of(edition, {Place::accessibility, {}})),
                                        state.route.place == Place::accessibility},
                                       {"privacy", view.t("app.nav.privacy"),
                                        view.keep(address_of(edition, {Place::privacy, {}})),
                                        state.route.place == Place::privacy}};
    if (user != nullptr) {
        footer.push_back({"own-password", view.t("app.nav.own_password"),
                          view.keep(address_of(edition, {Place::own_password, {}})),
                          state.route.place == Place::own_password});
    }
    const ui::Page page{
        .key = screen.key,
        .title = screen.title,
        .lead = screen.lead,
        .language = state.language == domain::Language::en ? ui::Language::english : ui::Language::italian,
        .authority = user != nullptr ? std::string_view(user->order_name) : std::string_view{},
        .site = state.session ? std::string_view(state.session->portal) : "Sigillo",
        .site_note = view.t("app.frame.site_note"),
        .home_href = view.keep(address_of(edition, {})),
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

void draw_speechless(ui::Ui& ui) {
    const ui::Page page{.key = "speechless", .title = "Sigillo", .site = "Sigillo"};
    (void)ui.page(page, [&] {
        ui.paragraph("Il portale non risponde: la pagina riprova da sola.");
        ui.paragraph("The portal does not answer: this page tries again by itself.");
    });
}

} // namespace sigillo::app::screens
