#include "web/app/screens/draft_parts.hpp"

namespace sigillo::app::screens {

using ui::ButtonKind;
using ui::Tone;

void price_lines(View& view, const std::vector<portal::PriceLine>& price, std::int64_t net, std::int64_t vat,
                 std::int64_t total) {
    std::vector<ui::Definition> lines;
    lines.reserve(price.size());
    for (const auto& line : price) {
        if (line.net == 0) {
            lines.push_back({line.product, view.t("app.buy.free")});
            continue;
        }
        lines.push_back({line.product, view.money(line.net + line.vat),
                         view.t("app.buy.line", {{"net", std::to_string(line.net)},
                                                 {"vat", std::to_string(line.vat)},
                                                 {"percent", std::to_string(line.vat_percent)}})});
    }
    lines.push_back({view.t("app.buy.net"), view.money(net)});
    lines.push_back({view.t("app.buy.vat"), view.money(vat)});
    lines.push_back({view.t("app.order.total"), view.money(total), {}, Tone::info});
    view.ui.definitions(lines);
}

void statements(View& view, const std::vector<portal::StatementView>& list) {
    if (list.empty()) {
        return;
    }
    view.ui.panel(Tone::neutral, [&] {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto& one = list[i];
            if (one.link.empty()) {
                view.ui.paragraph(one.text);
            } else {
                (void)view.ui.link(view.keep("statement-" + std::to_string(i)), one.text, one.link,
                                   {.new_tab = true});
            }
        }
    });
}

namespace {

void page_in_short(View& view, const portal::Draft& draft, const portal::DraftPage& page) {
    view.ui.card({.title = page.title, .key = page.page}, [&] {
        std::vector<ui::Definition> list;
        for (const auto& field : page.fields) {
            const auto value = shown_value(view, field);
            if (!value.empty()) {
                list.push_back({field.label, value});
            }
        }
        if (!list.empty()) {
            view.ui.definitions(list);
        }
        if (!page.complete) {
            view.ui.notice(Tone::warning, view.t("app.buy.incomplete"));
        }
        view.link_to("change", view.t("app.buy.change"),
                     {Place::draft, draft.convention, draft.order, page.page}, page.title);
    });
}

void clause(View& view, const portal::ClauseView& one) {
    const bool accepted = view.state.buying.accepted.count(one.name) > 0;
    const auto error =
        view.state.order_asked && !accepted ? view.t("app.order.clause_missing") : std::string_view{};
    if (const auto on =
            view.ui.checkbox(one.name, one.sentence, accepted, {.error = error, .required = true})) {
        view.say(ClauseAccepted{one.name, *on});
    }
}

} // namespace

void clauses(View& view, const std::vector<portal::ClauseView>& list) {
    bool onerous = false;
    view.ui.card({.title = view.t("app.order.clauses")}, [&] {
        for (const auto& one : list) {
            onerous = onerous || one.onerous;
            if (!one.onerous) {
                clause(view, one);
            }
        }
        if (!onerous) {
            return;
        }
        view.ui.divider();
        view.ui.heading(3, view.t("app.order.specific_title"));
        view.ui.paragraph(view.t("app.order.specific_text"));
        for (const auto& one : list) {
            if (one.onerous) {
                clause(view, one);
            }
        }
    });
}

void draft_summary(View& view, const portal::Draft& draft) {
    for (const auto& page : draft.pages) {
        view.ui.scope(page.page, [&] { page_in_short(view, draft, page); });
    }
    const bool sent = view.ui.form("order", view.t("app.buy.order_form"), [&] {
        clauses(view, draft.clauses);
        if (draft.credit) {
            if (const auto on = view.ui.checkbox(
                    "credit", view.t("app.buy.credit", {{"amount", std::to_string(*draft.credit)}}),
                    view.state.buying.use_credit)) {
                view.say(CreditTicked{*on});
            }
        }
        trouble(view, false);
        view.ui.actions([&] {
            const auto reason = draft.refusal ? both_sentences(view, *draft.refusal) : std::string_view{};
            view.ui.submit("place", view.t("app.buy.place", {{"total", std::to_string(draft.total)}}),
                           {.disabled_reason = reason, .busy = view.state.busy});
            if (view.ui.button("back", view.t("app.buy.back"), {.kind = ButtonKind::secondary})) {
                view.press(Command::draft_back);
            }
        });
    });
    if (sent) {
        view.press(Command::place_draft);
    }
}

} // namespace sigillo::app::screens
