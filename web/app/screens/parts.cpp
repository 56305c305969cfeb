#include "web/app/screens/parts.hpp"

#include "shared/domain/money.hpp"
#include "shared/protocol/jsonrpc.hpp"

#include <array>

namespace sigillo::app::screens {

using domain::ErrorId;
using ui::Tone;

std::string_view View::t(std::string_view key, Parameters parameters) {
    return keep(book.text(key, parameters));
}

std::string_view View::count(std::string_view key, std::size_t number, Parameters parameters) {
    std::string form(key);
    if (number == 1) {
        form += ".one";
    } else if (number == 0 && book.has(form + ".none")) {
        form += ".none";
    }
    texts::Parameters all(parameters);
    all["count"] = std::to_string(number);
    return keep(book.text(form, all));
}

std::string_view View::date(std::int64_t seconds) {
    return keep(domain::format_date(domain::rome_date({seconds}), state.language));
}

std::string_view View::date(std::string_view iso) {
    const auto day = domain::parse_date(iso);
    return keep(day ? domain::format_date(*day, state.language) : std::string(iso));
}

std::string_view View::moment(std::int64_t seconds) {
    return keep(domain::format_instant({seconds}, state.language));
}

std::string_view View::money(std::int64_t cents) {
    return keep(domain::format(domain::Cents{cents}, state.language));
}

void View::link_to(std::string_view key, std::string_view label, const Route& route,
                   std::string_view description) {
    if (ui.link(key, label, keep(address_of(edition, route)), {.description = description})) {
        go(route);
    }
}

std::string instant(std::int64_t seconds) {
    return domain::to_rfc3339({seconds});
}

namespace {

/// Something that the person can put right, not a failure.
bool is_waiting(ErrorId id) {
    switch (id) {
    case ErrorId::agent_not_running:
    case ErrorId::agent_permission_refused:
    case ErrorId::agent_connection_lost:
    case ErrorId::card_no_reader:
    case ErrorId::card_absent:
    case ErrorId::card_removed:
    case ErrorId::card_pin_cancelled:
    case ErrorId::consent_declined:
    case ErrorId::issuer_unavailable:
    case ErrorId::session_expired:
    case ErrorId::sign_in_required:
        return true;
    default: // of some ninety errors
        return false;
    }
}

void help(View& view, ErrorId id) {
    const auto list = [&](std::string_view one, std::string_view two, std::string_view three) {
        const std::array<std::string_view, 3> items{view.t(one), view.t(two), view.t(three)};
        view.ui.bullets(items);
    };
    if (id == ErrorId::agent_not_running) {
        view.ui.strong(view.t("app.agent.how_title"));
        list("app.agent.how_1", "app.agent.how_2", "app.agent.how_3");
    } else if (id == ErrorId::agent_permission_refused) {
        list("app.agent.permission_1", "app.agent.permission_2", "app.agent.permission_3");
    }
}

} // namespace

void trouble(View& view, bool can_retry) {
    const auto& why = view.state.trouble;
    if (!why) {
        return;
    }
    const auto sentences = view.book.error(*why);
    const auto what = view.keep(sentences.what);
    view.ui.notice(is_waiting(why->id) ? Tone::warning : Tone::danger, what, {.live = true}, [&] {
        view.ui.strong(view.keep(sentences.next));
        help(view, why->id);
        if (can_retry) {
            view.ui.gap();
            view.ui.actions([&] {
                if (view.ui.button("retry", view.t("app.action.retry"),
                                   {.kind = ui::ButtonKind::secondary})) {
                    view.press(Command::retry);
                }
            });
        }
    });
}

void refusal(View& view, const protocol::Failure& failure) {
    const auto sentences = view.book.error(protocol::to_error(failure));
    view.ui.notice(Tone::warning, view.keep(sentences.what), {},
                   [&] { view.ui.strong(view.keep(sentences.next)); });
}

std::string_view both_sentences(View& view, const protocol::Failure& failure) {
    const auto sentences = view.book.error(protocol::to_error(failure));
    return view.keep(sentences.what + " " + sentences.next);
}

void loading(View& view) {
    if (!view.state.trouble) {
        view.ui.spinner(view.t("app.frame.loading"));
    }
}

void other_card(View& view, std::string_view serial) {
    const std::string number(serial);
    view.ui.notice(Tone::warning, view.t("app.check.differs", {{"serial", number}}), {.live = true}, [&] {
        view.ui.strong(view.t("app.check.differs_next", {{"serial", number}}));
    });
}

Tone tone_of(portal::Stage stage) {
    switch (stage) {
    case portal::Stage::installed:
    case portal::Stage::active:
    case portal::Stage::delivered:
        return Tone::success;
    case portal::Stage::rejected:
    case portal::Stage::revoked:
        return Tone::danger;
    case portal::Stage::expired:
        return Tone::warning;
    case portal::Stage::withdrawn:
        return Tone::neutral;
    case portal::Stage::invited:
    case portal::Stage::placed:
    case portal::Stage::paid:
    case portal::Stage::validated:
    case portal::Stage::requested:
    case portal::Stage::certified:
    case portal::Stage::originals_received:
    case portal::Stage::identified:
    case portal::Stage::issuing:
    case portal::Stage::issued:
    case portal::Stage::shipped:
    case portal::Stage::at_order:
    case portal::Stage::collected:
        return Tone::info;
    }
    return Tone::neutral;
}

Tone tone_of(portal::CertificateState state) {
    switch (state) {
    case portal::CertificateState::valid:
        return Tone::success;
    case portal::CertificateState::expiring:
        return Tone::warning;
    case portal::CertificateState::expired:
    case portal::CertificateState::revoked:
        return Tone::danger;
    case portal::CertificateState::unknown:
        return Tone::neutral;
    }
    return Tone::neutral;
}

std::string_view stage_text(View& view, const portal::RequestRow& row) {
    const bool purchase = row.kind == portal::RequestKind::purchase;
    return view.t(key_of(purchase ? "domain.purchase_stage." : "domain.stage.", row.stage));
}

std::string_view name_of(View& view, const portal::RequestRow& row) {
    if (row.kind == portal::RequestKind::purchase) {
        return view.keep(row.product);
    }
    return view.t("app.request.renewal_name", {{"convention", row.convention}});
}

std::string_view price_line(View& view, const std::vector<portal::PriceLine>& price, std::int64_t total) {
    if (price.empty()) {
        return {};
    }
    std::int64_t net = 0;
    for (const auto& line : price) {
        net += line.net;
    }
    return view.t("app.overview.price_value", {{"net", std::to_string(net)},
                                               {"percent", std::to_string(price.front().vat_percent)},
                                               {"total", std::to_string(total)}});
}

void changes(View& view, std::int64_t expires, std::int64_t new_not_after, int years) {
    const std::array<ui::Definition, 2> data{
        {{view.t("app.overview.expires"), view.date(expires)},
         {view.t("app.overview.new_expiry"), view.date(new_not_after),
          view.count("app.overview.years", static_cast<std::size_t>(years)), Tone::success}}};
    view.ui.definitions(data);
    const std::array<std::string_view, 4> kept{
        view.t("domain.renewal.nothing_editable"), view.t("domain.renewal.same_card"),
        view.t("domain.renewal.no_day_lost"), view.t("domain.renewal.nothing_removed")};
    view.ui.bullets(kept);
}

void summary_lines(View& view, const std::vector<portal::SummaryLine>& lines) {
    std::vector<ui::Definition> definitions;
    definitions.reserve(lines.size());
    for (const auto& line : lines) {
        definitions.push_back({line.label, line.value});
    }
    view.ui.definitions(definitions);
}

} // namespace sigillo::app::screens
