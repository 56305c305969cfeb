#include "web/app/screens/queue_parts.hpp"

#include <algorithm>
#include <array>

namespace sigillo::app::screens {

using portal::QueueFilter;
using ui::Tone;

namespace {

constexpr int rows_a_page = 50;
constexpr std::int64_t day = 86400;

void filters(View& view) {
    const auto& queue = view.state.queue;
    const auto filter = [&] {
        std::vector<ui::Choice> choices;
        for (const auto each : {QueueFilter::to_validate, QueueFilter::waiting_for_member, QueueFilter::ended,
                                QueueFilter::all, QueueFilter::kits}) {
            choices.push_back({protocol::text_of(each), view.t(key_of("app.queue.filter.", each))});
        }
        if (auto chosen = view.ui.select("filter", view.t("app.queue.filter"), choices,
                                         protocol::text_of(queue.filter))) {
            for (std::size_t i = 0; i < choices.size(); ++i) {
                if (choices[i].value == *chosen) {
                    view.say(FilterChosen{static_cast<QueueFilter>(i)});
                }
            }
        }
    };
    queue_filters(view, filter);
}

void table(View& view, const portal::Queue::Reply& reply) {
    const auto& queue = view.state.queue;
    const auto& rows = reply.rows;
    const std::array<ui::Column, 6> columns{{{view.t("app.queue.holder"), 2.2F},
                                             {view.t("app.queue.registration"), 1.6F},
                                             {view.t("app.queue.stage"), 2.0F},
                                             {view.t("app.queue.age"), 0.9F},
                                             {view.t("app.queue.expires"), 1.5F},
                                             {view.t("app.queue.data"), 1.2F}}};
    std::vector<std::string_view> names;
    names.reserve(rows.size());
    for (const auto& row : rows) {
        names.push_back(view.t("app.queue.select", {{"holder", row.holder}}));
    }
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& row = rows[at];
        switch (column) {
        case 0:
            view.link_to("open", row.holder, {Place::request, row.id}, row.codice_fiscale);
            return;
        case 1:
            view.ui.paragraph(row.registration);
            return;
        case 2:
            view.ui.badge(tone_of(row.stage), stage_text(view, row));
            return;
        case 3:
            view.ui.paragraph(age(view, row.since));
            return;
        case 4:
            if (row.certificate_expires > 0) { // a purchase has no certificate yet
                view.ui.paragraph(view.date(row.certificate_expires));
            }
            return;
        default: // the sixth column
            if (row.differences > 0) {
                view.ui.badge(Tone::warning,
                              view.count("app.queue.differ", static_cast<std::size_t>(row.differences)));
            } else {
                view.ui.badge(Tone::success, view.t("app.queue.equal"));
            }
            return;
        }
    };
    const auto is_selected = [&](std::size_t at) {
        return std::any_of(queue.selected.begin(), queue.selected.end(),
                           [&](const Chosen& one) { return one.request == rows[at].id; });
    };
    const auto name = [&](std::size_t at) { return names[at]; };
    const auto can_select = [&](std::size_t at) { return rows[at].may_validate; };
    ui::TableOptions options;
    if (has_role(view.state, portal::Role::signatory)) {
        options.selected = is_selected;
        options.row_name = name;
        options.selectable = can_select;
    }
    const auto events =
        view.ui.table("queue", view.t("app.queue.table"), columns, rows.size(), cell, options);
    if (events.toggled) {
        view.say(RowToggled{*events.toggled});
    }
    if (events.all) {
        view.say(AllToggled{*events.all});
    }
}

void sign(View& view) {
    const auto& queue = view.state.queue;
    auto reason = why_not_sign(view);
    if (reason.empty() && queue.selected.empty()) {
        reason = view.t("app.queue.nothing_selected");
    }
    if (!queue.selected.empty()) {
        view.ui.strong(view.count("app.queue.selected", queue.selected.size()));
    }
    const bool busy = view.state.work.job == Job::acts && view.state.busy;
    view.ui.actions([&] {
        if (view.ui.button("sign", view.t("app.queue.sign"), {.disabled_reason = reason, .busy = busy})) {
            view.press(Command::sign_selected);
        }
    });
}

void draw(View& view) {
    const auto& queue = view.state.queue;
    trouble(view, true);
    signing(view);
    filters(view);
    if (!queue.reply) {
        loading(view);
        return;
    }
    if (queue.reply->rows.empty()) {
        view.ui.empty_state(view.t("app.queue.empty"), view.t("app.queue.empty_text"));
        return;
    }
    view.ui.small(view.count("app.queue.found", static_cast<std::size_t>(queue.reply->total)));
    view.ui.card([&] { table(view, *queue.reply); });
    queue_pages(view, queue.reply->total);
    sign(view);
}

void outcomes(View& view) {
    const auto& list = view.state.queue.outcomes;
    view.ui.card({.title = view.t("app.sign.results")}, [&] {
        std::size_t failed = 0;
        for (const auto& one : list) {
            failed += one.failure ? 1 : 0;
        }
        const std::string count = std::to_string(list.size() - failed);
        if (failed == 0) {
            view.ui.notice(Tone::success, view.count("app.sign.all_done", list.size()), {.live = true});
        } else {
            view.ui.notice(
                Tone::warning,
                view.t("app.sign.some_failed", {{"count", count}, {"failed", std::to_string(failed)}}),
                {.live = true});
        }
        const std::array<ui::Column, 2> columns{
            {{view.t("app.sign.request"), 1}, {view.t("app.sign.outcome"), 3}}};
        const auto cell = [&](std::size_t at, std::size_t column) {
            const auto& one = list[at];
            if (column == 0) {
                view.link_to("open", one.of.holder, {Place::request, one.of.request});
            } else if (one.failure) {
                view.ui.badge(Tone::danger, view.t("app.sign.not_validated"));
                const auto why = view.book.error(*one.failure);
                view.ui.paragraph(view.keep(why.what + " " + why.next));
            } else {
                view.ui.badge(Tone::success, view.t("app.sign.validated"));
            }
        };
        // What failed first: the rest needs nothing.
        const std::size_t shown = std::min<std::size_t>(list.size(), rows_a_page);
        view.ui.table("outcomes", view.t("app.sign.results"), columns, shown, cell);
    });
}

} // namespace

std::string_view age(View& view, std::int64_t since) {
    const auto days = std::max<std::int64_t>(view.state.now - since, 0) / day;
    if (days < 2) {
        return view.t(days == 0 ? "app.queue.today" : "app.queue.yesterday");
    }
    return view.count("app.queue.days", static_cast<std::size_t>(days));
}

void queue_filters(View& view, ui::Body filter) {
    const auto search = [&] {
        const bool sent = view.ui.form("search-form", view.t("app.queue.search_form"), [&] {
            const auto field = [&] {
                if (auto text =
                        view.ui.text_field("search", view.t("app.queue.search"), view.state.queue.search,
                                           {.kind = ui::FieldKind::search, .max_length = 128})) {
                    view.say(Typed{Field::search, std::move(*text)});
                }
            };
            const auto submit = [&] {
                view.ui.beside_field();
                view.ui.submit("go", view.t("app.queue.search_submit"), {.kind = ui::ButtonKind::secondary});
            };
            view.ui.columns({3, 1}, {field, submit});
        });
        if (sent) {
            view.press(Command::search);
        }
    };
    view.ui.columns({1, 2}, {filter, search});
}

void queue_pages(View& view, std::int64_t total) {
    const auto pages = static_cast<std::size_t>((total + rows_a_page - 1) / rows_a_page);
    if (pages > 1) {
        if (const auto page =
                view.ui.pagination("pages", static_cast<std::size_t>(view.state.queue.page), pages)) {
            view.say(QueuePageChosen{static_cast<int>(*page)});
        }
    }
}

void signing(View& view) {
    const auto& state = view.state;
    const auto& work = state.work;
    if (work.job == Job::acts && state.busy) {
        view.ui.card({.title = view.t("app.sign.title")}, [&] {
            if (work.step == Step::consent && work.signed_acts > 0) {
                const auto total = work.acts.size();
                view.ui.progress(
                    "progress", view.t("app.sign.progress"),
                    static_cast<float>(work.signed_acts) /
                        static_cast<float>(std::max<std::size_t>(total, 1)),
                    {.text = view.t("app.sign.progress_value", {{"done", std::to_string(work.signed_acts)},
                                                                {"total", std::to_string(total)}})});
                return;
            }
            view.ui.spinner(view.t(work.step == Step::preparing ? "app.sign.preparing"
                                   : work.step == Step::looking ? "app.sign.looking"
                                   : work.step == Step::sending ? "app.sign.submitting"
                                                                : "app.sign.consent"));
        });
    }
    if (!state.queue.outcomes.empty() && work.step == Step::done) {
        outcomes(view);
    }
}

std::string_view why_not_sign(View& view) {
    return has_role(view.state, portal::Role::signatory) ? std::string_view{}
                                                         : view.t("app.queue.not_signatory");
}

Screen queue_screen(View& view) {
    const auto& reply = view.state.queue.reply;
    return {"queue", view.t("app.queue.title"),
            reply ? view.count("app.queue.lead", static_cast<std::size_t>(reply->to_validate))
                  : std::string_view{},
            true, draw};
}

} // namespace sigillo::app::screens
