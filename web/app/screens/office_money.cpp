#include "web/app/screens/office_step_parts.hpp"

// Money that the provider sees come in on an account, and gives back from one.
namespace sigillo::app::screens {

using ui::Tone;

namespace {

std::string amount_of(const portal::FieldOption& payment) {
    return std::to_string(payment.net.value_or(0));
}

/// How much came in, and when.
void seen_on_account(View& view, const portal::Permission& given, const std::string& payment) {
    const std::string amount = "amount/" + payment;
    const std::string paid_on = "paid_on/" + payment;
    fill(view, amount,
         view.ui.text_field("amount", view.t("app.desk.amount"), value(view, amount),
                            {.hint = view.t("app.desk.amount_hint"),
                             .error = missing(view, given.action, !cents_of(value(view, amount)),
                                              "app.desk.wrong_amount", payment),
                             .required = true,
                             .max_length = 12,
                             .width = 240}));
    fill(view, paid_on,
         view.ui.text_field(
             "paid-on", view.t("app.desk.paid_on"), value(view, paid_on),
             {.error = missing(view, given.action, !domain::parse_date(value(view, paid_on)).ok(),
                               "app.desk.wrong_day", payment),
              .kind = ui::FieldKind::date,
              .required = true,
              .width = 240}));
}

} // namespace

void payments_to_record(View& view, const portal::Permission& given,
                        const std::vector<portal::FieldOption>& payments) {
    if (payments.empty()) {
        return;
    }
    view.ui.card({.title = view.t("app.desk.payments")}, [&] {
        view.ui.paragraph(view.t("app.desk.payments_text"));
        for (const auto& payment : payments) {
            view.ui.scope(payment.value, [&] {
                view.ui.divider();
                view.ui.strong(payment.label);
                view.ui.paragraph(view.t("app.desk.payment_due", {{"amount", amount_of(payment)}}));
                step_form(
                    view, given, payment.label, view.t("app.desk.payment_confirm"),
                    [&] { seen_on_account(view, given, payment.value); }, payment.value);
            });
        }
    });
}

void payments_to_return(View& view, const portal::Permission& given,
                        const std::vector<portal::FieldOption>& payments) {
    if (payments.empty()) {
        return;
    }
    view.ui.card({.title = view.t("app.desk.refunds"), .tone = Tone::warning}, [&] {
        view.ui.paragraph(view.t("app.desk.refunds_text"));
        for (const auto& payment : payments) {
            view.ui.scope(payment.value, [&] {
                view.ui.divider();
                view.ui.strong(payment.label);
                step_form(
                    view, given, payment.label, view.t("app.desk.refunded", {{"amount", amount_of(payment)}}),
                    [] {}, payment.value);
            });
        }
    });
}

} // namespace sigillo::app::screens
