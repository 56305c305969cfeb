#include "web/app/model/cards.hpp"
#include "web/app/screens/parts.hpp"

#include <array>

namespace sigillo::app::screens {

namespace {

void steps(View& view, bool checked) {
    const std::array<ui::Step, 3> list{
        {{view.t("app.steps.check"), checked ? ui::StepState::done : ui::StepState::current},
         {view.t("app.steps.order"), checked ? ui::StepState::current : ui::StepState::to_do},
         {view.t("app.steps.payment"), ui::StepState::to_do}}};
    view.ui.stepper("steps", view.t("app.steps.name"), list);
}

/// The convention's code and the total stay in view through the whole order (X2).
void in_view(View& view, const portal::KnownCard& card) {
    view.ui.panel(ui::Tone::info, [&] {
        view.ui.strong(view.t("app.order.in_view",
                              {{"convention", card.convention}, {"total", std::to_string(card.total)}}));
    });
}

/// False where this card cannot be renewed now; the page says why.
bool renewable(View& view, const portal::KnownCard* card) {
    if (card == nullptr) {
        if (view.state.overview) {
            refusal(view, {"not-found", {}});
        } else {
            loading(view);
        }
        return false;
    }
    if (card->request && card->place.refusal) {
        refusal(view, {"request-already-open", {}});
        view.link_to("open", view.t("app.overview.open_request"), {Place::request, *card->request});
        return false;
    }
    if (card->place.refusal) {
        refusal(view, *card->place.refusal);
        view.link_to("home", view.t("app.action.home"), {});
        return false;
    }
    return true;
}

/// Of "CN=Name,O=…"; a name without one is kept whole.
std::string common_name(const std::string& name) {
    const auto at = name.find("CN=");
    return at == std::string::npos ? name : name.substr(at + 3, name.find(',', at) - at - 3);
}

void found_card(View& view, const agent::Reader& reader) {
    const auto& card = *reader.card;
    view.ui.card({.title = view.t("app.check.on_card")}, [&] {
        std::vector<ui::Definition> data{{view.t("app.check.holder"), holder_of(card)}};
        if (!card.certificates.empty()) {
            data.push_back({view.t("app.check.codice_fiscale"), card.certificates.front().codice_fiscale});
        }
        data.push_back({view.t("app.check.serial"), card.serial});
        for (const auto& certificate : card.certificates) {
            data.push_back({view.t(key_of("app.certificate.", certificate.role)),
                            view.t("app.certificate.until", {{"not_after", instant(certificate.not_after)}}),
                            view.t("app.check.issued_by", {{"issuer", common_name(certificate.issuer)}})});
        }
        data.push_back({view.t("app.check.reader"), reader.name});
        view.ui.definitions(data);
        if (card.decryption_key) {
            view.ui.notice(ui::Tone::warning, view.t("app.check.decryption"));
        }
        if (card.orphan_keys > 0) {
            view.ui.notice(ui::Tone::info,
                           view.count("app.check.orphans", static_cast<std::size_t>(card.orphan_keys)));
        }
        if (!view.state.trouble) {
            view.ui.notice(ui::Tone::success, view.t("app.check.good"), {.live = true});
        }
    });
}

void draw_check(View& view) {
    const State& state = view.state;
    const auto& work = state.work;
    const auto* card = known_card(state, state.route.id);
    if (!renewable(view, card)) {
        trouble(view, true);
        return;
    }
    steps(view, false);
    in_view(view, *card);
    view.ui.card({.title = view.t("app.check.changes")},
                 [&] { changes(view, card->closes, card->new_not_after, card->years); });
    const auto* reader = work.job == Job::check ? reader_of(work.readers, work.card) : nullptr;
    const bool obsolete = state.trouble && state.trouble->id == domain::ErrorId::card_obsolete;
    if (reader == nullptr) {
        view.ui.card({.title = view.t("app.check.with_card")}, [&] {
            view.ui.paragraph(view.t("app.check.text"));
            const bool looking = work.job == Job::check && !state.trouble && !work.other_card;
            if (looking) {
                view.ui.spinner(view.t("app.check.reading"));
            }
            view.ui.actions([&] {
                if (view.ui.button("read", view.t("app.check.read"), {.busy = looking})) {
                    view.press(Command::read_card);
                }
                if (view.ui.button("without", view.t("app.check.without"),
                                   {.kind = ui::ButtonKind::secondary})) {
                    view.go({Place::order, card->serial});
                }
            });
        });
    }
    if (work.other_card) {
        other_card(view, card->serial);
    }
    if (reader != nullptr) {
        found_card(view, *reader);
    }
    trouble(view, true);
    if (reader != nullptr && !obsolete) {
        view.ui.actions([&] {
            // A read-only card can take the renewal at another computer: the order is the person's choice.
            if (state.trouble) {
                if (view.ui.button("without", view.t("app.check.without"),
                                   {.kind = ui::ButtonKind::secondary})) {
                    view.go({Place::order, card->serial});
                }
            } else if (view.ui.button("continue", view.t("app.check.continue"))) {
                view.go({Place::order, card->serial});
            }
        });
    }
}

void price(View& view, const portal::KnownCard& card) {
    std::vector<ui::Definition> lines;
    for (const auto& line : card.price) {
        lines.push_back({view.t("app.order.product"), line.product});
        lines.push_back({view.t("app.order.net"), view.money(line.net)});
        lines.push_back(
            {view.t("app.order.vat", {{"percent", std::to_string(line.vat_percent)}}), view.money(line.vat)});
    }
    lines.push_back({view.t("app.order.total"), view.money(card.total), {}, ui::Tone::info});
    view.ui.definitions(lines);
}

void clause(View& view, Clause which, std::string_view text) {
    const auto at = static_cast<std::size_t>(which);
    const bool accepted = view.state.accepted.at(at);
    const bool missing = view.state.order_asked && !accepted;
    const auto error = missing ? view.t("app.order.clause_missing") : std::string_view{};
    if (const auto on = view.ui.checkbox(text, view.t(text), accepted, {.error = error, .required = true})) {
        view.say(ClauseTicked{which, *on});
    }
}

void draw_order(View& view) {
    const State& state = view.state;
    const auto* card = known_card(state, state.route.id);
    if (!renewable(view, card)) {
        trouble(view, true);
        return;
    }
    const auto* user = user_of(state);
    steps(view, true);
    in_view(view, *card);
    view.ui.card({.title = view.t("app.order.data")}, [&] {
        const std::array<ui::Definition, 3> data{{{view.t("app.check.holder"), user->name},
                                                  {view.t("app.check.codice_fiscale"), user->codice_fiscale},
                                                  {view.t("app.overview.order"), card->order_name}}};
        view.ui.definitions(data);
        view.ui.divider();
        changes(view, card->closes, card->new_not_after, card->years);
    });
    view.ui.card({.title = view.t("app.order.price")}, [&] { price(view, *card); });
    const bool sent = view.ui.form("order", view.t("app.order.form"), [&] {
        view.ui.card({.title = view.t("app.order.clauses")}, [&] {
            clause(view, Clause::contract, "domain.clause.renewal_contract");
            clause(view, Clause::privacy, "domain.clause.privacy");
            clause(view, Clause::data_unchanged, "domain.clause.data_unchanged");
            clause(view, Clause::immediate_execution, "domain.clause.immediate_execution");
            view.ui.divider();
            view.ui.heading(3, view.t("app.order.specific_title"));
            view.ui.paragraph(view.t("app.order.specific_text"));
            clause(view, Clause::specific_approval, "domain.clause.specific_approval");
        });
        view.ui.small(view.t("app.order.after"));
        trouble(view, false);
        view.ui.actions([&] {
            view.ui.submit("place", view.t("app.order.place"), {.busy = state.busy});
            if (view.ui.button("back", view.t("app.order.back"), {.kind = ui::ButtonKind::secondary})) {
                view.go({Place::check, card->serial});
            }
        });
    });
    if (sent) {
        view.press(Command::place);
    }
}

} // namespace

Screen check_screen(View& view) {
    return {"check", view.t("app.check.title"), view.t("app.check.lead"), false, draw_check};
}

Screen order_screen(View& view) {
    return {"order", view.t("app.order.title"), view.t("app.order.lead", {{"serial", view.state.route.id}}),
            false, draw_order};
}

} // namespace sigillo::app::screens
