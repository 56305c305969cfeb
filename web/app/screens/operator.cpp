#include "web/app/screens/queue_parts.hpp"

#include <algorithm>
#include <array>

// What the provider's operator works through: requests of every Order, the nearest deadline first (X21).
namespace sigillo::app::screens {

using portal::WorkFilter;
using ui::Tone;

namespace {

constexpr std::int64_t day = 86400;
constexpr std::int64_t soon_days = 14;

void filters(View& view) {
    queue_filters(view, [&] {
        constexpr std::array all{WorkFilter::all,      WorkFilter::payments, WorkFilter::originals,
                                 WorkFilter::issuance, WorkFilter::shipping, WorkFilter::due_soon};
        std::vector<ui::Choice> choices;
        for (const auto each : all) {
            choices.push_back({protocol::text_of(each), view.t(key_of("app.work.filter.", each))});
        }
        if (const auto chosen = view.ui.select("filter", view.t("app.queue.filter"), choices,
                                               protocol::text_of(view.state.work_list.filter))) {
            for (std::size_t i = 0; i < choices.size(); ++i) {
                if (choices[i].value == *chosen) {
                    view.say(WorkFilterChosen{all.at(i)});
                }
            }
        }
    });
}

void deadline(View& view, const portal::WorkRow& row) {
    if (!row.deadline) {
        view.ui.small(view.t("app.work.no_deadline"));
        return;
    }
    view.ui.paragraph(view.date(*row.deadline));
    const auto left = std::max<std::int64_t>(*row.deadline - view.state.now, 0) / day;
    if (left <= soon_days) {
        view.ui.badge(left <= 3 ? Tone::danger : Tone::warning,
                      view.count("app.work.left", static_cast<std::size_t>(left)));
    }
}

void table(View& view, const portal::ListWork::Reply& reply) {
    const std::array<ui::Column, 5> columns{{{view.t("app.queue.holder"), 2.2F},
                                             {view.t("app.work.order"), 2.0F},
                                             {view.t("app.queue.stage"), 1.6F},
                                             {view.t("app.work.next"), 1.8F},
                                             {view.t("app.work.deadline"), 1.5F}}};
    const auto cell = [&](std::size_t at, std::size_t column) {
        const auto& work = reply.rows[at];
        switch (column) {
        case 0:
            view.link_to("open", work.row.holder, {Place::request, work.row.id}, work.row.codice_fiscale);
            view.ui.small(name_of(view, work.row));
            return;
        case 1:
            view.ui.paragraph(work.order_name);
            return;
        case 2:
            view.ui.badge(tone_of(work.row.stage), stage_text(view, work.row));
            view.ui.small(view.t("app.work.waits", {{"age", std::string(age(view, work.row.since))}}));
            return;
        case 3:
            if (work.who == portal::Responsible::provider) {
                view.ui.strong(work.next);
            } else {
                view.ui.paragraph(work.next);
            }
            return;
        default: // the fifth column
            deadline(view, work);
            return;
        }
    };
    view.ui.table("work", view.t("app.work.table"), columns, reply.rows.size(), cell);
}

void draw(View& view) {
    const auto& list = view.state.work_list;
    trouble(view, true);
    filters(view);
    if (!list.reply) {
        loading(view);
        return;
    }
    if (list.reply->rows.empty()) {
        view.ui.empty_state(view.t("app.queue.empty"), view.t("app.work.empty_text"));
        return;
    }
    view.ui.small(view.count("app.queue.found", static_cast<std::size_t>(list.reply->total)));
    view.ui.card([&] { table(view, *list.reply); });
    queue_pages(view, list.reply->total);
}

} // namespace

Screen operator_screen(View& view) {
    const auto& reply = view.state.work_list.reply;
    return {"work", view.t("app.work.title"),
            reply ? view.count("app.work.lead", static_cast<std::size_t>(reply->due_soon))
                  : std::string_view{},
            true, draw};
}

} // namespace sigillo::app::screens
