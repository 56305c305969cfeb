#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

namespace {

void code_form(View& view) {
    const auto& buying = view.state.buying;
    const bool sent = view.ui.form("code-form", view.t("app.buy.code_form"), [&] {
        const auto missing =
            buying.code_asked && !buying.found ? view.t("app.buy.code_missing") : std::string_view{};
        if (auto text = view.ui.text_field("code", view.t("app.buy.code"), buying.code,
                                           {.hint = view.t("app.buy.code_hint"),
                                            .error = missing,
                                            .required = true,
                                            .max_length = 32,
                                            .width = 320})) {
            view.say(BuyTyped{std::move(*text)});
        }
        view.ui.actions([&] {
            view.ui.submit("find", view.t("app.buy.find"),
                           {.kind = buying.found ? ui::ButtonKind::secondary : ui::ButtonKind::primary,
                            .busy = view.state.busy});
        });
    });
    if (sent) {
        view.press(Command::find_convention);
    }
}

void order_form(View& view, const portal::FindConvention::Reply& found) {
    const auto& buying = view.state.buying;
    view.ui.card({.title = view.t("app.buy.order_title")}, [&] {
        view.ui.strong(view.keep(found.code + " · " + found.name));
        const bool sent = view.ui.form("order-form", view.t("app.buy.order_title"), [&] {
            std::vector<ui::Choice> choices;
            if (buying.order.empty()) {
                choices.push_back({"", view.t("app.buy.choose")});
            }
            for (const auto& order : found.orders) {
                choices.push_back({order.value, order.label});
            }
            const auto missing = buying.code_asked && buying.order.empty() ? view.t("app.buy.order_missing")
                                                                           : std::string_view{};
            if (auto chosen = view.ui.select("order", view.t("app.buy.order"), choices, buying.order,
                                             {.error = missing, .required = true, .width = 560})) {
                view.say(OrderChosen{std::move(*chosen)});
            }
            view.ui.actions([&] { view.ui.submit("open", view.t("app.buy.open")); });
        });
        if (sent) {
            view.press(Command::open_draft);
        }
    });
}

void draw(View& view) {
    const auto& buying = view.state.buying;
    trouble(view, true);
    view.ui.card({.title = view.t("app.buy.code_title")}, [&] { code_form(view); });
    const bool is_of_address = buying.found && buying.found->code == view.state.route.id;
    if (is_of_address) {
        order_form(view, *buying.found);
    } else if (!view.state.route.id.empty()) {
        loading(view);
    }
    view.link_to("home", view.t("app.action.home"), {});
}

} // namespace

Screen buy_screen(View& view) {
    return {"buy", view.t("app.buy.title"), view.t("app.buy.lead"), false, draw};
}

} // namespace sigillo::app::screens
