#include "web/app/screens/office_step_parts.hpp"

#include <algorithm>

// What the Order and the provider do on the page of a purchase, step by step.
namespace sigillo::app::screens {

using portal::Action;
using ui::Tone;

namespace {

void tick(View& view, const char* field, std::string_view label, std::string_view hint = {}) {
    const bool on = value(view, field) == "true";
    if (const auto ticked =
            view.ui.checkbox(field, label, on,
                             {.hint = hint,
                              .error = missing(view, Action::hand_over, !on, "app.desk.to_tick"),
                              .required = true})) {
        view.say(StepFilled{field, *ticked ? "true" : ""});
    }
}

void arrival(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::record_arrived);
    if (given == nullptr) {
        return;
    }
    view.ui.card({.title = view.t("app.desk.arrival")}, [&] {
        view.ui.paragraph(view.t("app.desk.arrival_text"));
        step_form(view, *given, view.t("app.desk.arrival"), view.t("app.desk.arrival_confirm"), [&] {
            fill(view, "call",
                 view.ui.text_field(
                     "call", view.t("app.desk.call"), value(view, "call"),
                     {.hint = view.t("app.desk.call_hint"),
                      .error = missing(view, Action::record_arrived, value(view, "call").empty()),
                      .required = true,
                      .max_length = 240,
                      .rows = 3}));
        });
    });
}

void hand_over(View& view, const portal::RequestView& request, const portal::PurchaseView& purchase) {
    const auto* given = at_hand(request, Action::hand_over);
    if (given == nullptr) {
        return;
    }
    const bool with_certificates = !purchase.certificates.empty();
    view.ui.card({.title = view.t("app.desk.hand_over")}, [&] {
        view.ui.paragraph(view.t(with_certificates ? "app.desk.hand_over_text" : "app.desk.hand_over_goods"));
        if (!given->refusal) {
            view.ui.notice(Tone::success, view.t("app.desk.dues_paid"));
        }
        for (const auto& paper : request.papers) {
            if (paper.kind == portal::PaperKind::collection_form) {
                (void)view.ui.link(
                    "form", view.t("app.paper.collection_form"),
                    view.keep(view.state.origin + "/api/requests/" + request.row.id + "/" + paper.file));
            }
        }
        step_form(view, *given, view.t("app.desk.hand_over"), view.t("app.desk.hand_over_confirm"), [&] {
            if (with_certificates) {
                std::vector<ui::Choice> kinds;
                for (const auto& kind : purchase.documents) {
                    kinds.push_back({kind.value, kind.label});
                }
                const bool chosen = view.state.desk.typed.count("document") > 0;
                fill(view, "document",
                     view.ui.select(
                         "document", view.t("app.desk.document"), kinds,
                         chosen ? value(view, "document") : std::string_view(purchase.document),
                         {.hint = view.t("app.desk.document_hint"), .required = true, .width = 480}));
                fill(view, "document_number",
                     view.ui.text_field(
                         "number", view.t("app.desk.document_number"), value(view, "document_number"),
                         {.hint = view.t("app.desk.document_number_hint"),
                          .error = missing(view, Action::hand_over, value(view, "document_number").empty()),
                          .required = true,
                          .max_length = 64,
                          .width = 480}));
            }
            tick(view, "in_person", view.t("app.desk.in_person"), view.t("app.desk.in_person_hint"));
            if (with_certificates) {
                tick(view, "copy_taken", view.t("app.desk.copy_taken"));
                tick(view, "form_signed", view.t("app.desk.form_signed"),
                     view.t("app.desk.form_signed_hint"));
            }
        });
    });
}

void shipping(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::record_shipped);
    if (given == nullptr) {
        return;
    }
    view.ui.card({.title = view.t("app.desk.shipping")}, [&] {
        step_form(view, *given, view.t("app.desk.shipping"), view.t("app.desk.shipped"), [&] {
            fill(view, "tracking",
                 view.ui.text_field(
                     "tracking", view.t("app.desk.tracking"), value(view, "tracking"),
                     {.hint = view.t("app.desk.tracking_hint"), .max_length = 64, .width = 480}));
        });
    });
}

} // namespace

bool has_own_trouble(const View& view, const portal::RequestView& request) {
    const auto& desk = view.state.desk;
    if (!request.purchase || !desk.tried || at_hand(request, *desk.tried) == nullptr) {
        return false;
    }
    switch (*desk.tried) {
    case Action::correct:
    case Action::change_certificates:
    case Action::replace_document:
        return desk.open == desk.tried;
    case Action::record_payment:
        return std::any_of(request.purchase->open_payments.begin(), request.purchase->open_payments.end(),
                           [&](const auto& one) { return one.value == desk.about; });
    default:
        return desk.tried != Action::record_originals && desk.tried != Action::begin_issuance;
    }
}

void office_buttons(View& view, const portal::RequestView& request) {
    for (const auto action : {Action::record_originals, Action::begin_issuance}) {
        const auto* given = at_hand(request, action);
        if (given == nullptr) {
            continue;
        }
        const auto reason = given->refusal ? both_sentences(view, *given->refusal) : std::string_view{};
        if (view.ui.button(
                protocol::text_of(action), view.t(key_of("app.desk.", action)),
                {.disabled_reason = reason, .busy = view.state.busy && view.state.desk.tried == action})) {
            view.say(StepConfirmed{action});
        }
    }
}

void office_steps(View& view, const portal::RequestView& request) {
    if (!request.purchase) {
        return;
    }
    if (view.state.desk.done) {
        view.ui.notice(Tone::success, view.t(key_of("app.desk.done.", *view.state.desk.done)),
                       {.live = true});
    }
    const auto& purchase = *request.purchase;
    if (const auto* payment = at_hand(request, Action::record_payment);
        payment != nullptr && !payment->refusal) {
        view.ui.scope("payments", [&] { payments_to_record(view, *payment, purchase.open_payments); });
    }
    if (const auto* refund = at_hand(request, Action::record_refund);
        refund != nullptr && purchase.owed_payments) {
        view.ui.scope("refunds", [&] { payments_to_return(view, *refund, *purchase.owed_payments); });
    }
    view.ui.scope("shipping", [&] { shipping(view, request); });
    view.ui.scope("arrival", [&] { arrival(view, request); });
    view.ui.scope("hand-over", [&] { hand_over(view, request, purchase); });
    view.ui.scope("document", [&] { office_document(view, request); });
}

} // namespace sigillo::app::screens
