#include "web/app/model/cards.hpp"
#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

using agent::PinState;
using ui::Tone;

namespace {

Tone tone_of(PinState state) {
    switch (state) {
    case PinState::usable:
        return Tone::success;
    case PinState::blocked:
        return Tone::warning;
    case PinState::lost:
        return Tone::danger;
    case PinState::unknown:
        return Tone::neutral;
    }
    return Tone::neutral;
}

void one_pin(View& view, const agent::Card& card, const agent::Pin& pin) {
    const bool one_for_all = pin.roles.size() != 1;
    const auto name =
        view.t(one_for_all ? std::string("app.pin.of_card") : key_of("app.pin.of_", pin.roles.front()));
    view.ui.heading(3, name);
    view.ui.inline_row([&] {
        view.ui.badge(tone_of(pin.state), view.t(key_of("app.pin.state.", pin.state)));
        if (pin.tries && pin.state == PinState::usable) {
            view.ui.small(view.count("app.pin.tries", static_cast<std::size_t>(*pin.tries)));
        }
        if (pin.puk_tries && pin.state == PinState::blocked) {
            view.ui.small(view.count("app.pin.puk_tries", static_cast<std::size_t>(*pin.puk_tries)));
        }
    });
    const auto role = one_for_all ? std::optional<protocol::CertificateRole>{} : pin.roles.front();
    if (pin.state == PinState::lost) {
        view.ui.notice(Tone::danger, view.t("app.pin.lost"));
        return;
    }
    view.ui.actions([&] {
        const bool blocked = pin.state == PinState::blocked;
        if (!blocked && view.ui.button("change", view.t("app.pin.change"),
                                       {.kind = ui::ButtonKind::secondary, .description = name})) {
            view.say(PinAsked{card.id, role, false});
        }
        if (pin.state != PinState::usable &&
            view.ui.button("unblock", view.t("app.pin.unblock"),
                           {.kind = ui::ButtonKind::secondary, .description = name})) {
            view.say(PinAsked{card.id, role, true});
        }
    });
}

void one_card(View& view, const agent::Card& card) {
    view.ui.card({.title = view.t("app.pin.card", {{"serial", card.serial}})}, [&] {
        if (!holder_of(card).empty()) {
            view.ui.paragraph(holder_of(card));
        }
        if (card.pins.empty()) {
            view.ui.paragraph(view.t("app.pin.none"));
        }
        for (std::size_t i = 0; i < card.pins.size(); ++i) {
            view.ui.scope(view.keep("pin-" + std::to_string(i)), [&] { one_pin(view, card, card.pins[i]); });
        }
    });
}

void draw(View& view) {
    const State& state = view.state;
    const auto& work = state.work;
    trouble(view, work.job == Job::pin);
    if (state.pin_changed) {
        view.ui.notice(Tone::success, view.t("app.pin.changed"), {.live = true});
    }
    const bool begun = work.job == Job::pin;
    if (work.step == Step::consent && begun) {
        view.ui.card([&] { view.ui.spinner(view.t("app.pin.window")); });
        return;
    }
    if (!begun || (work.step == Step::looking && !state.trouble)) {
        view.ui.card({.title = view.t("app.pin.read_title")}, [&] {
            view.ui.paragraph(view.t("app.pin.read_text"));
            view.ui.actions([&] {
                if (view.ui.button("read", view.t("app.check.read"), {.busy = begun})) {
                    view.press(Command::read_pins);
                }
            });
        });
    }
    for (const auto& reader : work.readers) {
        if (reader.card) {
            view.ui.scope(reader.card->id, [&] { one_card(view, *reader.card); });
        }
    }
    view.ui.card({.title = view.t("app.pin.rules")}, [&] {
        const std::array<std::string_view, 3> items{view.t("app.pin.rule_1"), view.t("app.pin.rule_2"),
                                                    view.t("app.pin.rule_3")};
        view.ui.bullets(items);
    });
    view.link_to("home", view.t("app.action.home"), {});
}

} // namespace

Screen pin_screen(View& view) {
    return {"pin", view.t("app.pin.title"), view.t("app.pin.lead"), false, draw};
}

} // namespace sigillo::app::screens
