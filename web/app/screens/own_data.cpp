#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

using ui::ButtonKind;
using ui::Tone;

// A member's own data: what is held, a copy of it, and its erasure (X22).

namespace {

void draw_data(View& view) {
    const auto& held = view.state.own_data.view;
    trouble(view, !held);
    if (!held) {
        loading(view);
        return;
    }
    view.ui.card({.title = view.t("app.own_data.held")}, [&] {
        const auto number = [&](int count) { return view.keep(std::to_string(count)); };
        std::vector<ui::Definition> list{
            {view.t("app.own_data.account"), view.t("app.own_data.account_value")},
            {view.t("app.own_data.cards"), number(held->cards)},
            {view.t("app.own_data.requests"), number(held->requests)},
            {view.t("app.own_data.payments"), number(held->payments)},
            {view.t("app.own_data.drafts"), number(held->drafts)}};
        for (const auto& order : held->registers) {
            list.push_back({view.t("app.own_data.register"), order});
        }
        view.ui.definitions(list);
    });
    view.ui.card({.title = view.t("app.own_data.copy")}, [&] {
        view.ui.paragraph(view.t("app.own_data.copy_text"));
        (void)view.ui.link("copy", view.t("app.own_data.download"),
                           view.keep(view.state.origin + "/api/me/data.json"));
        view.ui.small(view.t("app.own_data.copy_note"));
    });
    view.ui.card({.title = view.t("app.own_data.erasure")}, [&] {
        view.ui.paragraph(view.t("app.own_data.erasure_text"));
        view.link_to("erasure", view.t("app.own_data.to_erasure"), {Place::erasure, {}});
    });
}

void kept(View& view, const portal::GetPrivacy::Reply& held) {
    std::vector<std::string_view> items;
    if (held.certificates_until) {
        items.push_back(
            view.t("app.erasure.certificates", {{"date", std::string(view.date(*held.certificates_until))}}));
    }
    if (held.receipts_until) {
        items.push_back(
            view.t("app.erasure.receipts", {{"date", std::string(view.date(*held.receipts_until))}}));
    }
    for (const auto& order : held.registers) {
        items.push_back(view.t("app.erasure.register", {{"order", order}}));
    }
    view.ui.card({.title = view.t("app.erasure.kept")}, [&] {
        if (items.empty()) {
            view.ui.paragraph(view.t("app.erasure.nothing_kept"));
            return;
        }
        view.ui.bullets(items);
        view.ui.paragraph(view.t("app.erasure.then"));
    });
}

void dialog(View& view) {
    const auto& own = view.state.own_data;
    if (!own.asking) {
        return;
    }
    const bool closed = view.ui.dialog("erase", view.t("app.erasure.dialog"), [&] {
        view.ui.paragraph(view.t("app.erasure.dialog_text"));
        if (const auto on =
                view.ui.checkbox("understood", view.t("app.erasure.understood"), own.understood,
                                 {.error = own.asked && !own.understood ? view.t("app.erasure.not_understood")
                                                                        : std::string_view{},
                                  .required = true})) {
            view.say(ErasureUnderstood{*on});
        }
        view.ui.actions([&] {
            if (view.ui.button("confirm", view.t("app.erasure.confirm"),
                               {.kind = ButtonKind::danger, .busy = view.state.busy})) {
                view.press(Command::erase_own_data);
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

void draw_erasure(View& view) {
    const auto& held = view.state.own_data.view;
    trouble(view, !held);
    if (!held) {
        loading(view);
        return;
    }
    if (held->obstacle) {
        view.ui.notice(Tone::warning, view.t(key_of("app.erasure.obstacle.", *held->obstacle)), {}, [&] {
            view.ui.strong(view.t(key_of("app.erasure.obstacle_next.", *held->obstacle)));
        });
    }
    view.ui.card({.title = view.t("app.erasure.erased")}, [&] {
        const std::array<std::string_view, 3> items{
            view.t("app.erasure.erased_1"), view.t("app.erasure.erased_2"), view.t("app.erasure.erased_3")};
        view.ui.bullets(items);
    });
    kept(view, *held);
    view.ui.actions([&] {
        if (view.ui.button(
                "erase", view.t("app.erasure.ask"),
                {.kind = ButtonKind::danger,
                 .disabled_reason = held->obstacle ? view.t("app.erasure.not_now") : std::string_view{}})) {
            view.press(Command::ask_erasure);
        }
        view.link_to("copy-first", view.t("app.erasure.copy_first"), {Place::own_data, {}});
    });
    dialog(view);
}

} // namespace

Screen own_data_screen(View& view) {
    return {"own-data", view.t("app.own_data.title"), view.t("app.own_data.lead"), false, draw_data};
}

Screen erasure_screen(View& view) {
    return {"erasure", view.t("app.erasure.title"), view.t("app.erasure.lead"), false, draw_erasure};
}

} // namespace sigillo::app::screens
