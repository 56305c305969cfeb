#include "web/app/screens/parts.hpp"

namespace sigillo::app::screens {

namespace {

void certificates(View& view, const portal::KnownCard& card) {
    view.ui.inline_row([&] {
        for (const auto& certificate : card.certificates) {
            view.ui.badge(
                tone_of(certificate.state),
                view.keep(std::string(view.t(key_of("app.certificate.", certificate.role))) + ": " +
                          std::string(view.t(key_of("app.certificate_state.", certificate.state)))));
        }
    });
}

/// Half a year and more.
bool is_far(std::int64_t instant, std::int64_t now) {
    return instant - now > domain::Duration::days(180).seconds;
}

void known_card(View& view, const portal::KnownCard& card) {
    const auto title = view.t("app.overview.card", {{"serial", card.serial}});
    view.ui.card({.title = title}, [&] {
        certificates(view, card);
        // An invitation is a request too, and its renewal can be placed.
        const bool can_renew = !card.place.refusal;
        std::vector<ui::Definition> data{{view.t("app.overview.expires"), view.date(card.closes)}};
        if (!card.price.empty() && can_renew) {
            data.push_back({view.t("app.overview.new_expiry"), view.date(card.new_not_after),
                            view.count("app.overview.years", static_cast<std::size_t>(card.years))});
            data.push_back({view.t("app.overview.price"), price_line(view, card.price, card.total)});
        }
        data.push_back({view.t("app.overview.order"), card.order_name});
        if (!card.convention.empty()) {
            data.push_back({view.t("app.overview.convention"), card.convention});
        }
        view.ui.definitions(data);
        if (card.request && !can_renew) {
            view.link_to("request", view.t("app.overview.open_request"), {Place::request, *card.request},
                         title);
        } else if (!can_renew) {
            // Nothing to worry about while the card is good for long.
            if (is_far(card.closes, view.state.now)) {
                view.ui.small(both_sentences(view, *card.place.refusal));
            } else {
                refusal(view, *card.place.refusal);
            }
        } else {
            view.ui.actions([&] {
                if (view.ui.button("renew", view.t("app.overview.renew"), {.description = title})) {
                    view.go({Place::check, card.serial});
                }
            });
        }
    });
}

void request_row(View& view, const portal::RequestRow& row) {
    view.ui.card([&] {
        const auto name = name_of(view, row);
        view.ui.strong(name);
        view.ui.inline_row([&] {
            view.ui.badge(tone_of(row.stage), stage_text(view, row));
            view.ui.small(view.t("app.part.since", {{"since", instant(row.since)}}));
        });
        view.link_to("request", view.t("app.overview.open_request"), {Place::request, row.id}, name);
    });
}

/// Orders begun and not sent: taken up again with everything that was typed.
void drafts(View& view, const std::vector<portal::DraftRow>& rows) {
    if (rows.empty()) {
        return;
    }
    view.ui.heading(2, view.t("app.overview.drafts"));
    for (const auto& row : rows) {
        view.ui.scope(row.id, [&] {
            view.ui.card([&] {
                const auto name = row.product.empty()
                                      ? view.t("app.overview.draft", {{"convention", row.convention}})
                                      : std::string_view(row.product);
                view.ui.strong(name);
                view.ui.small(view.keep(row.order_name + " · " + row.convention));
                view.ui.small(view.t("app.overview.saved", {{"saved", instant(row.saved)}}));
                view.link_to("resume", view.t("app.overview.resume"),
                             {Place::draft, row.convention, row.order}, name);
            });
        });
    }
}

/// What is on offer to this member without a code that only the Order gives.
void conventions(View& view, const std::vector<portal::ConventionRow>& rows) {
    if (rows.empty()) {
        return;
    }
    view.ui.card({.title = view.t("app.overview.conventions")}, [&] {
        for (const auto& row : rows) {
            view.ui.scope(row.code + "/" + row.order, [&] {
                view.ui.strong(row.name);
                view.ui.small(view.keep(row.order_name + " · " + row.code));
                view.link_to("open", view.t("app.overview.open_convention"),
                             {Place::draft, row.code, row.order}, row.name);
            });
        }
    });
}

void draw(View& view) {
    trouble(view, true);
    const auto& overview = view.state.overview;
    view.ui.actions([&] {
        if (view.ui.button("buy", view.t("app.overview.buy"))) {
            view.go({Place::buy, {}});
        }
    });
    if (!overview) {
        loading(view);
        return;
    }
    if (overview->cards.empty()) {
        view.ui.empty_state(view.t("app.overview.no_cards"), view.t("app.overview.no_cards_text"));
    }
    for (const auto& card : overview->cards) {
        view.ui.scope(card.serial, [&] { known_card(view, card); });
    }
    drafts(view, overview->drafts);
    conventions(view, overview->conventions);
    if (!overview->credits.empty()) {
        view.ui.card({.title = view.t("app.overview.credits")}, [&] {
            for (const auto& credit : overview->credits) {
                view.ui.scope(credit.request, [&] {
                    const auto what =
                        view.t("app.overview.credit", {{"amount", std::to_string(credit.amount)},
                                                       {"since", instant(credit.since)},
                                                       {"new_card_code", credit.new_card_code}});
                    view.ui.strong(what);
                    view.link_to("request", view.t("app.overview.open_request"),
                                 {Place::request, credit.request}, what);
                });
            }
        });
    }
    if (!overview->requests.empty()) {
        view.ui.heading(2, view.t("app.overview.requests"));
        for (const auto& row : overview->requests) {
            view.ui.scope(row.id, [&] { request_row(view, row); });
        }
    }
}

} // namespace

Screen overview_screen(View& view) {
    return {"overview", view.t("app.overview.title"), view.t("app.overview.lead"), false, draw};
}

} // namespace sigillo::app::screens
