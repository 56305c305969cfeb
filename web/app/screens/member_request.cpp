#include "web/app/screens/request_parts.hpp"

namespace sigillo::app::screens {

using portal::Action;
using portal::Stage;
using ui::ButtonKind;

namespace {

void install_action(View& view, const portal::RequestView& request) {
    const auto* keys = permission(request, Action::make_keys);
    const auto* install = permission(request, Action::install);
    if (keys == nullptr || install == nullptr) {
        return;
    }
    const Stage stage = request.row.stage;
    const bool under_way = stage == Stage::requested || stage == Stage::certified;
    if (stage != Stage::validated && !under_way) {
        return;
    }
    const auto reason =
        !under_way && keys->refusal ? both_sentences(view, *keys->refusal) : std::string_view{};
    if (view.ui.button("install", view.t("app.request.install"), {.disabled_reason = reason})) {
        view.go({Place::install, request.row.id});
    }
}

void withdraw_dialog(View& view) {
    if (view.state.withdraw_open) {
        const bool closed = view.ui.dialog("withdraw", view.t("app.request.withdraw_title"), [&] {
            view.ui.paragraph(view.t("app.request.withdraw_text"));
            view.ui.actions([&] {
                if (view.ui.button("confirm", view.t("app.request.withdraw_confirm"),
                                   {.kind = ButtonKind::danger})) {
                    view.press(Command::withdraw);
                }
                if (view.ui.button("cancel", view.t("app.action.cancel"), {.kind = ButtonKind::secondary})) {
                    view.press(Command::close_dialog);
                }
            });
        });
        if (closed) {
            view.press(Command::close_dialog);
        }
    }
}

void draw(View& view) {
    if (!view.state.request) {
        trouble(view, true);
        loading(view);
        return;
    }
    const auto& request = *view.state.request;
    request_head(view, request);
    next_step(view, request, true, [&] {
        const auto* place = permission(request, Action::place);
        if (place != nullptr && !place->refusal && view.ui.button("renew", view.t("app.overview.renew"))) {
            view.go({Place::check, request.card_serial});
        }
        action(view, permission(request, Action::pay), "pay",
               view.t("app.request.pay", {{"total", std::to_string(request.total)}}), ButtonKind::primary,
               Command::pay);
        install_action(view, request);
        if (request.purchase && request.row.stage == Stage::active && !request.card_serial.empty()) {
            view.link_to("pin", view.t("app.nav.pin"), {Place::pin, {}});
        }
        action(view, permission(request, Action::withdraw), "withdraw", view.t("app.request.withdraw"),
               ButtonKind::secondary, Command::ask_withdraw);
    });
    purchase_steps(view, request);
    request_facts(view, request);
    comparison(view, request, true);
    support(view, request);
    view.link_to("back", view.t("app.action.home"), {});
    withdraw_dialog(view);
}

} // namespace

Screen member_request_screen(View& view) {
    return request_screen(view, draw);
}

} // namespace sigillo::app::screens
