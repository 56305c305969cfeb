#include "web/app/screens/draft_parts.hpp"

#include <algorithm>

namespace sigillo::app::screens {

using ui::ButtonKind;
using ui::Tone;

namespace {

void steps(View& view, const portal::Draft& draft) {
    const std::string& here = view.state.route.page;
    std::vector<ui::Step> list;
    // A page that needs nothing is not done before one has come to it.
    bool reached = true;
    for (const auto& page : draft.pages) {
        const bool asked = view.state.buying.asked.count(page.page) > 0 && !page.complete;
        reached = reached && page.complete;
        list.push_back({page.title, page.page == here
                                        ? (asked ? ui::StepState::problem : ui::StepState::current)
                                    : reached ? ui::StepState::done
                                              : ui::StepState::to_do});
    }
    list.push_back({view.t("app.buy.summary_step"),
                    here == summary_page ? ui::StepState::current : ui::StepState::to_do});
    view.ui.stepper("steps", view.t("app.buy.steps"), list);
}

/// Code, Order and total are in view on every page (X2).
void cart(View& view, const portal::Draft& draft) {
    view.ui.card({.title = view.t("app.buy.cart")}, [&] {
        const std::array<ui::Definition, 2> about{
            {{view.t("app.overview.convention"), draft.convention, draft.convention_name},
             {view.t("app.overview.order"), draft.order_name}}};
        view.ui.definitions(about);
        if (draft.price.empty()) {
            view.ui.small(view.t("app.buy.no_price"));
        } else {
            price_lines(view, draft.price, draft.net, draft.vat, draft.total);
        }
    });
}

void cart_in_short(View& view, const portal::Draft& draft) {
    view.ui.panel(Tone::info, [&] {
        view.ui.strong(draft.price.empty()
                           ? view.t("app.buy.in_view_no_price", {{"convention", draft.convention}})
                           : view.t("app.order.in_view", {{"convention", draft.convention},
                                                          {"total", std::to_string(draft.total)}}));
        view.ui.small(draft.order_name);
    });
}

/// The faults of the page first, each a way to its field.
void faults(View& view, const portal::DraftPage& page) {
    std::vector<const portal::DraftField*> wrong;
    for (const auto& field : page.fields) {
        if (field.problem) {
            wrong.push_back(&field);
        }
    }
    if (wrong.empty()) {
        return;
    }
    view.ui.notice(Tone::danger, view.count("app.buy.faults", wrong.size()),
                   {.title = view.t("app.buy.faults_title"), .live = true}, [&] {
                       for (const auto* field : wrong) {
                           const auto key = view.keep("to-" + field->name);
                           if (view.ui.button(key, field->label, {.kind = ButtonKind::plain})) {
                               view.ui.focus(field->name);
                           }
                       }
                   });
    if (view.state.buying.to_errors) {
        view.ui.focus("to-" + wrong.front()->name);
        view.say(ErrorsFocused{});
    }
}

void page_form(View& view, const portal::DraftPage& page) {
    const auto& buying = view.state.buying;
    const bool asked = buying.asked.count(page.page) > 0;
    if (asked) {
        faults(view, page);
    }
    view.ui.card({.title = page.title, .key = page.page}, [&] {
        if (!page.lead.empty()) {
            view.ui.paragraph(page.lead);
        }
        statements(view, page.statements);
        const bool sent = view.ui.form("page-" + page.page, page.title, [&] {
            for (const auto& field : page.fields) {
                view.ui.scope(field.name, [&] { draft_field(view, field, asked); });
            }
            view.ui.gap();
            view.ui.actions([&] {
                view.ui.submit("forward", view.t("app.buy.forward"), {.busy = view.state.busy});
                if (view.ui.button("back", view.t("app.buy.back"), {.kind = ButtonKind::secondary})) {
                    view.press(Command::draft_back);
                }
            });
        });
        if (sent) {
            view.press(Command::draft_forward);
        }
    });
    view.ui.small(view.t(buying.saving || !buying.typed.empty() ? "app.buy.saving" : "app.buy.saved"));
}

void discard_dialog(View& view) {
    if (!view.state.withdraw_open) {
        return;
    }
    const bool closed = view.ui.dialog("discard", view.t("app.buy.discard_title"), [&] {
        view.ui.paragraph(view.t("app.buy.discard_text"));
        view.ui.actions([&] {
            if (view.ui.button("confirm", view.t("app.buy.discard_confirm"), {.kind = ButtonKind::danger})) {
                view.press(Command::discard_draft);
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

void draw(View& view) {
    const State& state = view.state;
    const auto& draft = state.buying.draft;
    const bool is_of_address =
        draft && draft->convention == state.route.id && draft->order == state.route.order;
    if (!is_of_address) {
        trouble(view, true);
        loading(view);
        view.link_to("code", view.t("app.buy.other_order"), {Place::buy, state.route.id});
        return;
    }
    view.ui.card([&] { steps(view, *draft); });
    if (view.ui.narrow()) {
        cart_in_short(view, *draft);
    }
    if (state.route.page != summary_page) { // there it stands beside the order's button
        trouble(view, true);
    }
    if (draft->refusal) {
        refusal(view, *draft->refusal);
    }
    const auto main_part = [&] {
        const auto* page = page_of(state.buying, state.route.page);
        if (state.route.page == summary_page) {
            draft_summary(view, *draft);
        } else if (page != nullptr) {
            page_form(view, *page);
        } else {
            loading(view);
        }
        view.ui.actions([&] {
            if (view.ui.button("discard", view.t("app.buy.discard"), {.kind = ButtonKind::plain})) {
                view.press(Command::ask_discard);
            }
        });
    };
    view.ui.columns({2, 1}, {main_part, [&] { cart(view, *draft); }});
    discard_dialog(view);
}

} // namespace

Screen draft_screen(View& view) {
    const auto& draft = view.state.buying.draft;
    return {"draft",
            draft ? view.t("app.buy.draft_title", {{"convention", draft->convention}})
                  : view.t("app.buy.title"),
            {},
            true,
            draw};
}

} // namespace sigillo::app::screens
