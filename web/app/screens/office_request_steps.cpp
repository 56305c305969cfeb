#include "web/app/screens/request_parts.hpp"

#include <algorithm>
#include <array>

// What the Order and the provider do on the page of a purchase, step by step.
namespace sigillo::app::screens {

using portal::Action;
using ui::ButtonKind;
using ui::Tone;

namespace {

/// Null where it is not this person's to do, or not its time.
const portal::Permission* at_hand(const portal::RequestView& request, Action action) {
    const auto* given = permission(request, action);
    const bool hidden =
        given == nullptr || (given->refusal && (given->refusal->error == "request-wrong-stage" ||
                                                given->refusal->error == "not-allowed"));
    return hidden ? nullptr : given;
}

std::string_view value(const View& view, const std::string& field) {
    return typed_in(view.state.desk, field);
}

void fill(View& view, const std::string& field, std::optional<std::string> text) {
    if (text) {
        view.say(StepFilled{field, std::move(*text)});
    }
}

/// Whether the faults of that step's fields are to be seen.
bool is_asked(const View& view, Action action, std::string_view about = {}) {
    const auto& desk = view.state.desk;
    return desk.asked && desk.tried == action && desk.about == about;
}

std::string_view missing(View& view, Action action, bool wrong, std::string_view key = "app.desk.missing",
                         std::string_view about = {}) {
    return wrong && is_asked(view, action, about) ? view.t(key) : std::string_view{};
}

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

/// The step's form; what went wrong with it stands above its button.
void step_form(View& view, const portal::Permission& given, std::string_view name, std::string_view label,
               ui::Body fields, const std::string& about = {}, ButtonKind kind = ButtonKind::primary) {
    const auto reason = given.refusal ? both_sentences(view, *given.refusal) : std::string_view{};
    const bool tried = view.state.desk.tried == given.action && view.state.desk.about == about;
    const bool sent = view.ui.form("step-form", name, [&] {
        fields();
        if (tried && view.state.trouble) {
            trouble(view, false);
        }
        view.ui.actions([&] {
            view.ui.submit("confirm", label,
                           {.kind = kind, .disabled_reason = reason, .busy = view.state.busy && tried});
            if (view.state.desk.open == given.action &&
                view.ui.button("cancel", view.t("app.action.cancel"), {.kind = ButtonKind::secondary})) {
                view.say(StepOpened{});
            }
        });
    });
    if (sent) {
        view.say(StepConfirmed{given.action, about});
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

/// Money seen on the provider's account, for each payment that is awaited.
void payments(View& view, const portal::RequestView& request, const portal::PurchaseView& purchase) {
    const auto* given = at_hand(request, Action::record_payment);
    if (given == nullptr || given->refusal || purchase.open_payments.empty()) {
        return;
    }
    view.ui.card({.title = view.t("app.desk.payments")}, [&] {
        view.ui.paragraph(view.t("app.desk.payments_text"));
        for (const auto& payment : purchase.open_payments) {
            view.ui.scope(payment.value, [&] {
                const std::string amount = "amount/" + payment.value;
                const std::string paid_on = "paid_on/" + payment.value;
                view.ui.divider();
                view.ui.strong(payment.label);
                view.ui.paragraph(
                    view.t("app.desk.payment_due", {{"amount", std::to_string(payment.net.value_or(0))}}));
                step_form(
                    view, *given, payment.label, view.t("app.desk.payment_confirm"),
                    [&] {
                        fill(view, amount,
                             view.ui.text_field(
                                 "amount", view.t("app.desk.amount"), value(view, amount),
                                 {.hint = view.t("app.desk.amount_hint"),
                                  .error = missing(view, given->action, !cents_of(value(view, amount)),
                                                   "app.desk.wrong_amount", payment.value),
                                  .required = true,
                                  .max_length = 12,
                                  .width = 240}));
                        fill(view, paid_on,
                             view.ui.text_field(
                                 "paid-on", view.t("app.desk.paid_on"), value(view, paid_on),
                                 {.error = missing(view, given->action,
                                                   !domain::parse_date(value(view, paid_on)).ok(),
                                                   "app.desk.wrong_day", payment.value),
                                  .kind = ui::FieldKind::date,
                                  .required = true,
                                  .width = 240}));
                    },
                    payment.value);
            });
        }
    });
}

void enrolment_field(View& view, const portal::DraftField& field) {
    const auto& typed = view.state.desk.typed;
    const auto found = typed.find(field.name);
    const std::string_view now = found == typed.end() ? std::string_view(field.value) : found->second;
    const std::string_view hint =
        field.register_value.empty()
            ? std::string_view(field.hint)
            : view.t("app.desk.register_says", {{"register", std::string(view.date(field.register_value))}});
    if (field.locked) {
        return;
    }
    if (field.kind == portal::FieldKind::choice) {
        std::vector<ui::Choice> choices;
        if (now.empty()) {
            choices.push_back({"", view.t("app.desk.choose")});
        }
        for (const auto& option : field.options) {
            choices.push_back({option.value, option.label});
        }
        fill(view, field.name,
             view.ui.select(field.name, field.label, choices, now,
                            {.hint = hint, .required = field.required, .width = 480}));
        return;
    }
    fill(view, field.name,
         view.ui.text_field(
             field.name, field.label, now,
             {.hint = hint,
              .kind = field.kind == portal::FieldKind::date ? ui::FieldKind::date : ui::FieldKind::text,
              .required = field.required,
              .max_length = field.kind == portal::FieldKind::date ? 0 : 128,
              .width = 480}));
}

/// What can be asked for the certificates as they are.
void change_form(View& view, const portal::Permission& given, const portal::PurchaseView& purchase) {
    const auto choices_of = [](const std::vector<portal::FieldOption>& options) {
        std::vector<ui::Choice> choices;
        for (const auto& option : options) {
            choices.push_back({option.value, option.label});
        }
        return choices;
    };
    const auto fault = [&](const char* field) {
        return missing(view, given.action, value(view, field).empty(), "app.desk.to_choose");
    };
    const bool for_good = value(view, "status") == "revoked";
    step_form(
        view, given, view.t("app.desk.change"),
        view.t(for_good ? "app.desk.change_revoke" : "app.desk.change_confirm"),
        [&] {
            fill(view, "certificates",
                 view.ui.radio("certificates", view.t("app.desk.which"), choices_of(purchase.certificates),
                               value(view, "certificates"),
                               {.error = fault("certificates"), .required = true}));
            const std::array<ui::Choice, 3> what{
                {{"suspended", view.t("app.desk.suspend"), view.t("app.desk.suspend_hint")},
                 {"valid", view.t("app.desk.reactivate"), view.t("app.desk.reactivate_hint")},
                 {"revoked", view.t("app.desk.revoke"), view.t("app.desk.revoke_hint")}}};
            fill(view, "status",
                 view.ui.radio("status", view.t("app.desk.what"), what, value(view, "status"),
                               {.error = fault("status"), .required = true}));
            auto reasons = choices_of(purchase.status_reasons);
            if (value(view, "reason").empty()) {
                reasons.insert(reasons.begin(), {"", view.t("app.desk.choose")});
            }
            fill(view, "reason",
                 view.ui.select("reason", view.t("app.desk.reason"), reasons, value(view, "reason"),
                                {.error = fault("reason"), .required = true, .width = 480}));
            const bool other = value(view, "reason") == "other";
            fill(view, "change_note",
                 view.ui.text_field(
                     "note", view.t("app.desk.change_note"), value(view, "change_note"),
                     {.error = missing(view, given.action, other && value(view, "change_note").empty()),
                      .required = other,
                      .max_length = 900,
                      .rows = 3}));
        },
        {}, for_good ? ButtonKind::danger : ButtonKind::primary);
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
    view.ui.scope("payments", [&] { payments(view, request, purchase); });
    view.ui.scope("shipping", [&] { shipping(view, request); });
    view.ui.scope("arrival", [&] { arrival(view, request); });
    view.ui.scope("hand-over", [&] { hand_over(view, request, purchase); });
}

void office_correction(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::correct);
    if (given == nullptr || !request.purchase) {
        return;
    }
    view.ui.scope("correction", [&] {
        view.ui.card({.title = view.t("app.desk.correction")}, [&] {
            if (given->refusal) { // the convention does not let the Order (circular 299): the way out
                view.ui.paragraph(both_sentences(view, *given->refusal));
                return;
            }
            view.ui.paragraph(view.t("app.desk.correction_text"));
            if (view.state.desk.open != Action::correct) {
                view.ui.actions([&] {
                    if (view.ui.button("open", view.t("app.desk.correct"), {.kind = ButtonKind::secondary})) {
                        view.say(StepOpened{Action::correct});
                    }
                });
                return;
            }
            step_form(view, *given, view.t("app.desk.correction"), view.t("app.desk.correct_confirm"), [&] {
                for (const auto& field : request.purchase->enrolment) {
                    enrolment_field(view, field);
                }
                if (is_asked(view, Action::correct) && !view.state.busy && !view.state.trouble) {
                    view.ui.notice(Tone::warning, view.t("app.desk.nothing_changed"), {.live = true});
                }
            });
        });
    });
}

void office_certificates(View& view, const portal::RequestView& request) {
    const auto* given = at_hand(request, Action::change_certificates);
    if (given == nullptr || !request.purchase || request.purchase->certificates.empty()) {
        return;
    }
    view.ui.scope("certificates", [&] {
        view.ui.card({.title = view.t("app.desk.certificates")}, [&] {
            std::vector<std::string_view> lines;
            for (const auto& one : request.purchase->certificates) {
                if (one.value != "both") {
                    lines.push_back(one.label);
                }
            }
            view.ui.bullets(lines);
            if (given->refusal) {
                view.ui.paragraph(both_sentences(view, *given->refusal));
                return;
            }
            if (view.state.desk.open == Action::change_certificates) {
                change_form(view, *given, *request.purchase);
                return;
            }
            view.ui.small(view.t("app.desk.change_text"));
            view.ui.actions([&] {
                if (view.ui.button("open", view.t("app.desk.change"), {.kind = ButtonKind::secondary})) {
                    view.say(StepOpened{Action::change_certificates});
                }
            });
        });
    });
}

} // namespace sigillo::app::screens
