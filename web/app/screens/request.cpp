#include "web/app/screens/draft_parts.hpp"
#include "web/app/screens/request_parts.hpp"

#include <array>

namespace sigillo::app::screens {

using portal::Action;
using portal::Stage;
using ui::ButtonKind;
using ui::StepState;
using ui::Tone;

namespace {

/// A purchase's steps are its product's.
void purchase_plan(View& view, const portal::RequestView& request) {
    std::vector<ui::Step> list;
    for (const auto& step : request.purchase->steps) {
        const bool stopped = has_ended_early(request.row.stage);
        list.push_back({step.label,
                        step.state == portal::StepState::done ? StepState::done
                        : step.state == portal::StepState::current
                            ? (stopped ? StepState::problem : StepState::current)
                            : StepState::to_do,
                        step.at   ? view.date(*step.at)
                        : step.by ? view.t("app.purchase.by", {{"by", instant(*step.by)}})
                                  : std::string_view{}});
    }
    if (!list.empty()) {
        view.ui.stepper("progress", view.t("app.request.progress"), list);
    }
}

void steps(View& view, const portal::RequestView& request) {
    if (request.purchase) {
        purchase_plan(view, request);
        return;
    }
    struct Milestone {
        std::string_view text;
        std::string_view event;
    };
    constexpr std::array<Milestone, 5> milestones{
        {{"app.request.step_order", "renewal.placed"},
         {"app.request.step_payment", "renewal.paid"},
         {"app.request.step_validation", "renewal.validated"},
         {"app.request.step_certificates", "renewal.certificates_issued"},
         {"app.request.step_installed", "renewal.installed"}}};
    std::vector<ui::Step> list;
    bool reached = false;
    for (const auto& milestone : milestones) {
        const auto* done = event(request, milestone.event);
        ui::Step step{view.t(milestone.text)};
        if (done != nullptr && !reached) {
            step.state = StepState::done;
            step.detail = view.date(done->at);
        } else if (!reached) {
            reached = true;
            step.state = has_ended_early(request.row.stage) ? StepState::problem : StepState::current;
        }
        list.push_back(step);
    }
    view.ui.stepper("progress", view.t("app.request.progress"), list);
}

std::string_view who(View& view, const portal::RequestView& request, bool own) {
    if (request.next == portal::Responsible::member && !own) {
        return view.t("app.request.who.member_seen_by_order");
    }
    if (request.next == portal::Responsible::provider && is_operator(view.state)) {
        return view.t("app.request.who.member");
    }
    if (request.next == portal::Responsible::order && !own) {
        return view.t("app.request.who.order_self");
    }
    return view.t(key_of("app.request.who.", request.next));
}

/// Where the money of a request that came to nothing is (X8).
void money(View& view, const portal::RequestView& request) {
    const auto sentence = [&](std::string_view key) {
        view.ui.paragraph(view.t(key, {{"price", std::to_string(request.paid)}}));
    };
    switch (request.settlement) {
    case portal::Settlement::none:
        return sentence("domain.money.none");
    case portal::Settlement::due_back:
        return sentence("domain.money.due_back");
    case portal::Settlement::credit:
        sentence("domain.money.credit");
        view.ui.actions([&] {
            action(view, permission(request, Action::return_credit), "return-credit",
                   view.t("app.request.return_credit"), ButtonKind::secondary, Command::return_credit);
        });
        return;
    case portal::Settlement::returned:
    case portal::Settlement::moved:
        view.ui.paragraph(view.keep(std::string(view.t(key_of("domain.settlement.", request.settlement))) +
                                    ": " + std::string(view.money(request.paid))));
        return;
    case portal::Settlement::held: // for a service that was rendered
        return;
    }
}

void downloads(View& view, const portal::RequestView& request) {
    const std::string base = view.state.origin + "/api/requests/" + request.row.id + "/";
    if (request.has_act) {
        (void)view.ui.link("act", view.t("app.request.act"), view.keep(base + "act.p7m"));
    }
    for (const auto& paper : request.papers) {
        (void)view.ui.link(paper.file,
                           view.t(key_of("app.paper.", paper.kind),
                                  {{"amount", std::to_string(paper.amount)}, {"at", instant(paper.at)}}),
                           view.keep(base + paper.file));
    }
}

/// What was ordered, page by page of the wizard.
void purchase_data(View& view, const portal::RequestView& request) {
    const auto& purchase = *request.purchase;
    view.ui.card({.title = view.t("app.request.data")}, [&] {
        std::vector<ui::Definition> list{
            {view.t("app.purchase.product"), purchase.product},
            {view.t("app.request.holder"), request.row.holder, request.row.codice_fiscale},
            {view.t("app.request.order"), request.order_name},
            {view.t("app.request.convention"), request.row.convention, request.convention_name}};
        if (!request.price.empty()) {
            list.push_back({view.t("app.request.total"), price_line(view, request.price, request.total)});
        }
        if (request.payment_reference) {
            list.push_back({view.t("app.request.payment"), *request.payment_reference});
        }
        if (!purchase.tracking.empty()) {
            list.push_back({view.t("app.purchase.tracking"), purchase.tracking});
        }
        for (const auto& line : purchase.summary) {
            list.push_back({line.label, view.date(line.value)});
        }
        list.push_back({view.t("app.request.id"), request.row.id});
        view.ui.definitions(list);
        statements(view, purchase.statements);
        downloads(view, request);
    });
}

void data(View& view, const portal::RequestView& request) {
    if (request.purchase) {
        purchase_data(view, request);
        return;
    }
    view.ui.card({.title = view.t("app.request.data")}, [&] {
        std::vector<ui::Definition> list{
            {view.t("app.request.holder"), request.row.holder, request.row.codice_fiscale},
            {view.t("app.request.registration"), request.row.registration},
            {view.t("app.request.order"), request.order_name},
            {view.t("app.request.convention"), request.row.convention, request.convention_name}};
        if (!request.price.empty()) {
            list.push_back({view.t("app.request.total"), price_line(view, request.price, request.total)});
        }
        list.push_back({view.t("app.request.years"),
                        view.count("app.request.years_value", static_cast<std::size_t>(request.years))});
        list.push_back({view.t("app.overview.expires"), view.date(request.row.certificate_expires)});
        if (request.payment_reference) {
            list.push_back({view.t("app.request.payment"), *request.payment_reference});
        }
        list.push_back({view.t("app.request.id"), request.row.id});
        view.ui.definitions(list);
        downloads(view, request);
    });
}

Tone tone_of_event(std::string_view name) {
    const auto what = name.substr(name.find('.') + 1);
    if (what == "rejected" || what == "revoked" || what == "payment_not_accepted") {
        return Tone::danger;
    }
    if (what == "expired" || what == "status_changed") {
        return Tone::warning;
    }
    return what == "installed" || what == "activated" || what == "delivered" ? Tone::success : Tone::info;
}

void timeline(View& view, const portal::RequestView& request) {
    view.ui.card({.title = view.t("app.request.timeline")}, [&] {
        std::vector<ui::TimelineEntry> entries;
        for (const auto& entry : request.timeline) {
            const auto sentence = view.keep(view.book.text("event." + entry.event, entry.details));
            entries.push_back({view.moment(entry.at), sentence, {}, tone_of_event(entry.event)});
        }
        view.ui.timeline("timeline", view.t("app.request.timeline"), entries);
    });
}

} // namespace

bool has_ended_early(Stage stage) {
    return stage == Stage::rejected || stage == Stage::expired || stage == Stage::withdrawn ||
           stage == Stage::revoked;
}

const portal::TimelineEntry* event(const portal::RequestView& request, std::string_view name) {
    for (const auto& entry : request.timeline) {
        if (entry.event == name) {
            return &entry;
        }
    }
    return nullptr;
}

std::string detail(const portal::TimelineEntry* entry, const std::string& name) {
    if (entry == nullptr) {
        return {};
    }
    const auto found = entry->details.find(name);
    return found == entry->details.end() ? std::string{} : found->second;
}

/// A button for what the portal permits; what it refuses for another reason than the stage is shown with it.
void action(View& view, const portal::Permission* given, std::string_view key, std::string_view label,
            ButtonKind kind, Command command) {
    if (given == nullptr || (given->refusal && given->refusal->error == "request-wrong-stage")) {
        return;
    }
    const auto reason = given->refusal ? both_sentences(view, *given->refusal) : std::string_view{};
    const bool busy = view.state.busy && kind == ButtonKind::primary;
    if (view.ui.button(key, label, {.kind = kind, .disabled_reason = reason, .busy = busy})) {
        view.press(command);
    }
}

namespace {

std::string_view next_sentence(View& view, const portal::RequestView& request) {
    if (!request.purchase) {
        return view.t(key_of("domain.stage_next.", request.row.stage));
    }
    const std::string deadline = request.deadline ? instant(*request.deadline) : std::string{};
    for (const auto& step : request.purchase->steps) {
        if (step.state == portal::StepState::current) {
            return view.t("domain.purchase_step_next." + step.step, {{"deadline", deadline}});
        }
    }
    if (request.row.stage == Stage::active) {
        return view.t(request.card_serial.empty() ? "app.purchase.active_next"
                                                  : "app.purchase.active_card_next");
    }
    return stage_text(view, request.row);
}

} // namespace

void next_step(View& view, const portal::RequestView& request, bool own, ui::Body buttons) {
    view.ui.card({.title = view.t("app.request.next")}, [&] {
        view.ui.inline_row([&] { view.ui.badge(tone_of(request.row.stage), stage_text(view, request.row)); });
        view.ui.strong(who(view, request, own));
        if (own) {
            view.ui.paragraph(next_sentence(view, request));
        }
        if (request.deadline) {
            view.ui.paragraph(view.t("app.request.by_when", {{"deadline", instant(*request.deadline)}}));
        }
        // A transfer takes days, and says so where it is declared.
        const bool elsewhere = request.purchase && !request.purchase->payment_details.empty();
        if (request.row.stage == Stage::placed && request.payment_reference && !elsewhere) {
            view.ui.notice(Tone::info, view.t("app.request.paid_returning"));
        }
        view.ui.actions(buttons);
    });
}

/// Why a request came to nothing, what happens to the money and how a card is had now (R81, R85, X8).
void ended(View& view, const portal::RequestView& request) {
    if (!has_ended_early(request.row.stage)) {
        return;
    }
    const auto* rejected = event(request, request.purchase ? "purchase.rejected" : "renewal.rejected");
    const std::string reason = detail(rejected, "reason");
    const auto title =
        view.keep(reason.empty() ? std::string(stage_text(view, request.row)) : view.book.text(reason));
    view.ui.notice(tone_of(request.row.stage), view.keep(detail(rejected, "note")), {.title = title}, [&] {
        // "domain.rejection.x" has its advice in "domain.rejection_advice.x".
        const auto kind = reason.rfind('.');
        const bool known = reason.rfind("domain.", 0) == 0 && kind != std::string::npos;
        if (known) {
            view.ui.paragraph(
                view.t(reason.substr(0, kind) + "_advice" + reason.substr(kind),
                       {{"new_card_code", request.new_card_code}, {"again_with", request.new_card_code}}));
        } else if (request.row.stage != Stage::withdrawn && !request.new_card_code.empty()) {
            view.ui.paragraph(view.t("app.request.new_card", {{"new_card_code", request.new_card_code}}));
        }
        money(view, request);
    });
}

/// The Order sees every line; the member, who can change none of them, those that differ.
void comparison(View& view, const portal::RequestView& request, bool own) {
    if (request.comparison.empty()) {
        return;
    }
    // A purchase's data were typed, a renewal's stand in the certificate.
    const bool typed = request.purchase.has_value();
    const auto title = view.t(typed ? "app.purchase.comparison" : "app.request.comparison");
    view.ui.card({.title = title}, [&] {
        std::vector<ui::Comparison> rows;
        std::size_t differing = 0;
        for (const auto& line : request.comparison) {
            if (own && !line.differs) {
                continue;
            }
            rows.push_back({view.t("domain.field." + line.field), view.date(line.in_register),
                            view.date(line.in_certificate), line.differs});
            differing += line.differs ? 1 : 0;
        }
        if (differing > 0) {
            view.ui.notice(
                Tone::warning,
                view.count(typed ? "app.purchase.differences" : "app.request.differences", differing));
        } else {
            view.ui.notice(Tone::success,
                           view.t(typed ? "app.purchase.no_differences" : "app.request.no_differences"));
        }
        if (rows.empty()) {
            return;
        }
        view.ui.comparison("comparison", title, view.t("app.request.in_register"),
                           view.t(typed ? "app.purchase.in_order" : "app.request.in_certificate"), rows);
    });
}

void request_head(View& view, const portal::RequestView& request, bool with_trouble) {
    view.ui.card([&] { steps(view, request); });
    if (with_trouble) {
        trouble(view, view.state.work.job == Job::acts);
    }
    ended(view, request);
}

void request_facts(View& view, const portal::RequestView& request) {
    data(view, request);
    timeline(view, request);
}

Screen request_screen(View& view, void (*draw)(View&)) {
    const auto& request = view.state.request;
    return {"request",
            !request            ? view.t("app.frame.loading")
            : request->purchase ? view.t("app.purchase.title", {{"product", request->purchase->product}})
                                : view.t("app.request.title", {{"serial", request->card_serial}}),
            {},
            false,
            draw};
}

} // namespace sigillo::app::screens
