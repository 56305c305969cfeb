#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

using ui::Align;
using ui::Tone;

// What the provider's operators look after: the conventions by their dates, and the Orders' offices.

namespace {

Tone tone_of(portal::ConventionState state) {
    switch (state) {
    case portal::ConventionState::in_force:
        return Tone::success;
    case portal::ConventionState::to_come:
        return Tone::info;
    case portal::ConventionState::ended:
        return Tone::neutral;
    }
    return Tone::neutral;
}

std::string_view net_or_not(View& view, const std::optional<std::int64_t>& net) {
    return net ? view.money(*net) : view.t("app.conventions.not_sold");
}

void changes(View& view, const portal::ConventionVersionView& version) {
    if (!version.follows) {
        return;
    }
    view.ui.heading(3, view.t("app.conventions.changes", {{"date", std::string(view.date(version.from))}}));
    if (version.changes.empty()) {
        view.ui.paragraph(view.t("app.conventions.no_changes"));
        return;
    }
    const std::array<ui::Column, 3> columns{{{view.t("app.conventions.product"), 3},
                                             {view.t("app.conventions.before"), 1.4F, Align::right},
                                             {view.t("app.conventions.after"), 1.4F, Align::right}}};
    view.ui.table("changes", view.t("app.conventions.changes_table"), columns, version.changes.size(),
                  [&](std::size_t at, std::size_t column) {
                      const auto& one = version.changes[at];
                      view.ui.paragraph(column == 0   ? std::string_view(one.name)
                                        : column == 1 ? net_or_not(view, one.before)
                                                      : net_or_not(view, one.after));
                  });
}

void prices(View& view, const portal::ConventionVersionView& version) {
    if (version.prices.empty()) {
        return;
    }
    std::vector<ui::Definition> list;
    for (const auto& one : version.prices) {
        list.push_back({one.name, view.money(one.total),
                        view.t("app.conventions.price", {{"net", std::string(view.money(one.net))},
                                                         {"vat", std::to_string(one.vat_percent)}})});
    }
    view.ui.heading(3, view.t("app.conventions.prices"));
    view.ui.definitions(list);
}

void version_card(View& view, const portal::ConventionVersionView& version) {
    // A convention has several versions: each is a region of its own name.
    const auto title = view.t("app.conventions.version",
                              {{"name", version.name}, {"from", std::string(view.date(version.from))}});
    view.ui.card({.title = title}, [&] {
        view.ui.inline_row([&] {
            view.ui.badge(tone_of(version.state), view.t(key_of("app.conventions.state.", version.state)));
            if (!version.code.empty()) {
                view.ui.code(version.code);
                view.ui.badge(
                    version.is_public ? Tone::neutral : Tone::warning,
                    view.t(version.is_public ? "app.conventions.public" : "app.conventions.not_public"));
            }
        });
        view.ui.paragraph(version.until ? view.t("app.conventions.until",
                                                 {{"until", std::string(view.date(*version.until))}})
                                        : view.t("app.conventions.no_end"));
        for (const auto& order : version.orders) {
            view.ui.small(order);
        }
        changes(view, version);
        prices(view, version);
    });
}

void draw_conventions(View& view) {
    const auto& list = view.state.provider.conventions;
    trouble(view, !list);
    if (!list) {
        loading(view);
        return;
    }
    for (const auto& version : list->versions) {
        view.ui.scope(version.hash, [&] { version_card(view, version); });
    }
}

void offices(View& view, const portal::ListOffices::Reply& list) {
    const std::array<ui::Column, 5> columns{{{view.t("app.offices.order"), 3},
                                             {view.t("app.offices.administrators"), 2.4F},
                                             {view.t("app.offices.users"), 0.8F, Align::right},
                                             {view.t("app.offices.members"), 0.8F, Align::right},
                                             {view.t("app.offices.actions"), 1.8F}}};
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& one = list.offices[at];
        switch (column) {
        case 0:
            view.ui.strong(one.name);
            return;
        case 1:
            if (one.administrators.empty()) {
                view.ui.badge(Tone::warning, view.t("app.offices.closed"));
            } else if (one.waiting) {
                view.ui.badge(Tone::info, view.t("app.offices.waiting"));
            }
            for (const auto& name : one.administrators) {
                view.ui.paragraph(name);
            }
            return;
        case 2:
            view.ui.paragraph(view.keep(std::to_string(one.users)));
            return;
        case 3:
            view.ui.paragraph(view.keep(std::to_string(one.members)));
            return;
        default: // the fifth column
            if (view.ui.button(
                    "open", view.t(one.administrators.empty() ? "app.offices.open" : "app.offices.invite"),
                    {.kind = ui::ButtonKind::secondary, .description = one.name, .compact = true})) {
                view.say(OfficeAsked{one.order});
            }
            return;
        }
    };
    view.ui.table("offices", view.t("app.offices.table"), columns, list.offices.size(), cell);
}

void draw_offices(View& view) {
    const auto& list = view.state.provider.offices;
    trouble(view, !list);
    if (!list) {
        loading(view);
        return;
    }
    const auto& users = view.state.users;
    if (!users.mailed.empty() && !view.state.busy && !view.state.trouble) {
        view.ui.notice(Tone::success, view.t("app.users.mailed", {{"email", users.mailed}}), {.live = true});
    }
    if (users.form) {
        for (const auto& one : list->offices) {
            if (one.order == users.form->order) {
                view.ui.heading(2, one.name);
            }
        }
        user_form(view, *users.form);
        return;
    }
    view.ui.card([&] { offices(view, *list); });
}

} // namespace

Screen conventions_screen(View& view) {
    return {"conventions", view.t("app.conventions.title"), view.t("app.conventions.lead"), true,
            draw_conventions};
}

Screen offices_screen(View& view) {
    return {"offices", view.t("app.offices.title"), view.t("app.offices.lead"), true, draw_offices};
}

} // namespace sigillo::app::screens
