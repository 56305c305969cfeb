#include "shared/domain/codice_fiscale.hpp"
#include "web/app/screens/request_parts.hpp"

// What a member does on the page of a purchase, step by step.
namespace sigillo::app::screens {

using portal::Action;
using ui::ButtonKind;
using ui::Tone;

namespace {

bool allowed(const portal::RequestView& request, Action action) {
    const auto* given = permission(request, action);
    return given != nullptr && !given->refusal;
}

/// Where to pay when it is not by card, and the details that find the payment again (R20, R23).
void payment(View& view, const portal::RequestView& request, const portal::PurchaseView& purchase) {
    const auto& form = view.state.following;
    const bool details = !purchase.payment_details.empty() && request.row.stage == portal::Stage::placed;
    const bool declare = allowed(request, Action::declare_payment);
    if (!details && !declare) {
        return;
    }
    view.ui.card({.title = view.t("app.purchase.payment_title")}, [&] {
        if (details) {
            summary_lines(view, purchase.payment_details);
        }
        // Looked for on the account; what came in and went back is no longer on its way.
        if (request.payment_reference && request.next == portal::Responsible::provider) {
            view.ui.notice(Tone::info,
                           view.t("app.purchase.declared", {{"reference", *request.payment_reference}}));
        }
        if (!declare) {
            return;
        }
        view.ui.paragraph(view.t("app.purchase.declare_text"));
        const bool sent = view.ui.form("declare-form", view.t("app.purchase.declare_form"), [&] {
            const auto missing = [&](bool wrong) {
                return form.asked && wrong ? view.t("app.purchase.missing") : std::string_view{};
            };
            if (auto text = view.ui.text_field("reference", view.t("app.purchase.reference"), form.reference,
                                               {.hint = view.t("app.purchase.reference_hint"),
                                                .error = missing(form.reference.empty()),
                                                .required = true,
                                                .max_length = 64,
                                                .width = 480})) {
                view.say(StepTyped{StepField::reference, std::move(*text)});
            }
            if (auto text = view.ui.text_field("paid-on", view.t("app.purchase.paid_on"), form.paid_on,
                                               {.error = missing(!domain::parse_date(form.paid_on).ok()),
                                                .kind = ui::FieldKind::date,
                                                .required = true,
                                                .width = 240})) {
                view.say(StepTyped{StepField::paid_on, std::move(*text)});
            }
            view.ui.actions([&] {
                view.ui.submit("declare", view.t("app.purchase.declare"), {.busy = view.state.busy});
            });
        });
        if (sent) {
            view.press(Command::declare_payment);
        }
    });
}

void identification(View& view, const portal::RequestView& request, const portal::PurchaseView& purchase) {
    const bool identify = allowed(request, Action::identify);
    const bool choose = allowed(request, Action::choose_identification);
    if (!identify && !choose) {
        return;
    }
    const State& state = view.state;
    view.ui.card({.title = view.t("app.purchase.identification_title")}, [&] {
        for (const auto& option : purchase.identification_options) {
            if (option.value == purchase.identification) {
                view.ui.strong(option.label);
            }
        }
        if (identify) {
            view.ui.paragraph(view.t(purchase.identified_by_card ? "app.purchase.identify_card_text"
                                                                 : "app.purchase.identify_elsewhere_text"));
        }
        // Back from the provider's page, and the portal knows of no identification.
        if (identify && !state.busy && state.away_for == request.row.id) {
            view.ui.notice(Tone::warning, view.t("app.purchase.identify_came_to_nothing"),
                           {.title = view.t("app.purchase.identify_came_to_nothing_title"), .live = true});
        }
        const bool working =
            state.work.job == Job::identify && !state.trouble && state.work.step != Step::idle;
        if (working) {
            view.ui.spinner(view.t(state.work.step == Step::consent   ? "app.purchase.identify_window"
                                   : state.work.step == Step::sending ? "app.purchase.identify_sending"
                                                                      : "app.check.reading"));
        }
        view.ui.actions([&] {
            if (identify && view.ui.button("identify", view.t("app.purchase.identify"),
                                           {.busy = working || state.busy})) {
                view.press(Command::begin_identification);
            }
            if (choose && !state.following.choosing &&
                view.ui.button("choose", view.t("app.purchase.identify_other"),
                               {.kind = ButtonKind::secondary})) {
                view.press(Command::choose_other_identification);
            }
        });
        if (!choose || !state.following.choosing) {
            return;
        }
        std::vector<ui::Choice> choices;
        for (const auto& option : purchase.identification_options) {
            choices.push_back({option.value, option.label});
        }
        if (auto chosen = view.ui.radio("method", view.t("app.purchase.identify_methods"), choices,
                                        purchase.identification)) {
            view.say(IdentificationChosen{std::move(*chosen)});
        }
    });
}

/// Code, codice fiscale and an OTP by SMS (X11).
void activation(View& view, const portal::RequestView& request, const portal::PurchaseView& purchase) {
    if (!allowed(request, Action::activate)) {
        return;
    }
    const auto& form = view.state.following;
    view.ui.card({.title = view.t("app.purchase.activation_title")}, [&] {
        view.ui.paragraph(view.t("app.purchase.activation_text"));
        view.ui.actions([&] {
            if (view.ui.button("otp",
                               view.t(form.otp_sent ? "app.purchase.otp_again" : "app.purchase.otp_send"),
                               {.kind = form.otp_sent ? ButtonKind::secondary : ButtonKind::primary,
                                .busy = view.state.busy && !form.otp_sent})) {
                view.press(Command::send_otp);
            }
        });
        if (form.otp_sent) {
            view.ui.notice(Tone::success,
                           view.t("app.purchase.otp_sent", {{"sent_to", form.otp_sent->sent_to},
                                                            {"until", instant(form.otp_sent->until)}}),
                           {.live = true});
        } else {
            view.ui.small(view.t("app.purchase.otp_to", {{"mobile_end", purchase.mobile_end}}));
        }
        const bool sent = view.ui.form("activation-form", view.t("app.purchase.activation_form"), [&] {
            const auto field = [&](std::string_view key, std::string_view label, const std::string& value,
                                   StepField which, bool wrong, std::string_view fault,
                                   const ui::FieldOptions& given) {
                ui::FieldOptions options = given;
                options.error = form.asked && wrong ? view.t(fault) : std::string_view{};
                options.required = true;
                options.width = 360;
                if (auto text = view.ui.text_field(key, view.t(label), value, options)) {
                    view.say(StepTyped{which, std::move(*text)});
                }
            };
            field("code", "app.purchase.activation_code", form.code, StepField::code, form.code.empty(),
                  "app.purchase.missing",
                  {.hint = view.t("app.purchase.activation_code_hint"), .max_length = 64});
            field("codice-fiscale", "app.check.codice_fiscale", form.codice_fiscale,
                  StepField::codice_fiscale, !domain::CodiceFiscale::parse(form.codice_fiscale).ok(),
                  "app.purchase.wrong_codice_fiscale", {.max_length = 16});
            field("otp-code", "app.purchase.otp", form.otp, StepField::otp, form.otp.empty(),
                  "app.purchase.missing",
                  {.autocomplete = "one-time-code", .kind = ui::FieldKind::digits, .max_length = 16});
            view.ui.actions([&] {
                view.ui.submit("activate", view.t("app.purchase.activate"), {.busy = view.state.busy});
            });
        });
        if (sent) {
            view.press(Command::activate);
        }
    });
}

} // namespace

void purchase_steps(View& view, const portal::RequestView& request) {
    if (!request.purchase) {
        return;
    }
    payment(view, request, *request.purchase);
    identification(view, request, *request.purchase);
    activation(view, request, *request.purchase);
}

} // namespace sigillo::app::screens
