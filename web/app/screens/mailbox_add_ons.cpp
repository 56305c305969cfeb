#include "web/app/screens/mailbox_parts.hpp"

// What a member adds to the own mailbox: space and PRO, by the year.
namespace sigillo::app::screens {

using portal::AddOnKind;
using portal::AddOnStatus;
using ui::ButtonKind;
using ui::Tone;

namespace {

std::string gross(const portal::PriceLine& price) {
    return std::to_string(price.net + price.vat);
}

void press(View& view, AddOnDeed deed, const portal::AddOn& one) {
    view.say(AddOnPressed{deed, one.id, one.kind});
}

/// What a year costs: net, VAT and total, the clauses, the order.
void order_form(View& view, const portal::MailboxView& mailbox, std::string_view name, bool space) {
    const auto& state = view.state;
    const auto price = price_of(state.mailbox);
    const auto* offered =
        state.mailbox.renewing.empty() ? offer(state.mailbox, *state.mailbox.ordering) : nullptr;
    const bool sent = view.ui.form("order-form", name, [&] {
        if (space && offered != nullptr) {
            const std::string most = std::to_string(offered->most_gb);
            if (auto typed = view.ui.text_field(
                    "gb", view.t("app.mailbox.gb"), state.mailbox.text(MailboxField::gb),
                    {.hint = view.t("app.mailbox.gb_hint", {{"most", most}}),
                     .error = price ? std::string_view{} : view.t("app.mailbox.gb_wrong", {{"most", most}}),
                     .kind = ui::FieldKind::digits,
                     .required = true,
                     .max_length = 3,
                     .width = 160})) {
                view.say(MailboxTyped{MailboxField::gb, std::move(*typed)});
            }
        }
        if (price) {
            const auto bought =
                space && offered != nullptr
                    ? view.keep(std::string(name) + " (" + std::to_string(gigabytes(state.mailbox)) + " GB)")
                    : name;
            price_lines(view, {{std::string(bought), price->net, price->vat, mailbox.vat_percent}},
                        price->net, price->vat, price->total());
        }
        clauses(view, mailbox.clauses);
        trouble(view, false);
        view.ui.actions([&] {
            view.ui.submit("order",
                           view.t("app.buy.place", {{"total", std::to_string(price ? price->total() : 0)}}),
                           {.disabled_reason = price ? std::string_view{} : view.t("app.mailbox.gb_first"),
                            .busy = state.busy});
        });
    });
    if (sent) {
        view.press(Command::order_add_on);
    }
}

void declare_form(View& view, const portal::MailboxView& mailbox) {
    const auto& form = view.state.mailbox;
    const bool sent = view.ui.form("declare-form", view.t("app.purchase.declare_form"), [&] {
        std::vector<ui::Choice> methods;
        for (const auto& way : mailbox.payment_methods) {
            if (way.value == "bank_transfer" || way.value == "postal_slip") {
                methods.push_back({way.value, way.label});
            }
        }
        const std::string& method = form.text(MailboxField::payment_method);
        if (auto chosen = view.ui.select("method", view.t("app.mailbox.method"), methods,
                                         method.empty() ? std::string_view("bank_transfer") : method,
                                         {.required = true, .width = 320})) {
            view.say(MailboxTyped{MailboxField::payment_method, std::move(*chosen)});
        }
        const auto missing = [&](bool wrong) {
            return form.asked && wrong ? view.t("app.mailbox.missing") : std::string_view{};
        };
        const std::string& reference = form.text(MailboxField::reference);
        if (auto text = view.ui.text_field("reference", view.t("app.purchase.reference"), reference,
                                           {.hint = view.t("app.purchase.reference_hint"),
                                            .error = missing(reference.empty()),
                                            .required = true,
                                            .max_length = 64,
                                            .width = 480})) {
            view.say(MailboxTyped{MailboxField::reference, std::move(*text)});
        }
        const std::string& day = form.text(MailboxField::paid_on);
        if (auto text = view.ui.text_field("paid-on", view.t("app.purchase.paid_on"), day,
                                           {.error = missing(!domain::parse_date(day).ok()),
                                            .kind = ui::FieldKind::date,
                                            .required = true,
                                            .width = 240})) {
            view.say(MailboxTyped{MailboxField::paid_on, std::move(*text)});
        }
        trouble(view, false);
        view.ui.actions(
            [&] { view.ui.submit("declare", view.t("app.purchase.declare"), {.busy = view.state.busy}); });
    });
    if (sent) {
        view.press(Command::declare_add_on);
    }
}

void placed(View& view, const portal::MailboxView& mailbox, const portal::AddOn& one) {
    const auto name = view.keep(one.price.product);
    view.ui.inline_row([&] {
        view.ui.badge(Tone::warning, view.t("domain.mailbox_add_on_status.placed"));
        view.ui.small(view.t("app.mailbox.pay_by", {{"until", instant(one.pay_by)}}));
    });
    if (!one.open.empty()) {
        view.ui.notice(Tone::info, view.t("app.purchase.declared", {{"reference", one.reference}}));
    }
    view.ui.actions([&] {
        if (one.may_be_paid && view.ui.button("pay", view.t("app.mailbox.pay", {{"total", gross(one.price)}}),
                                              {.description = name, .busy = view.state.busy})) {
            press(view, AddOnDeed::pay, one);
        }
        if (one.may_be_paid && one.open.empty() &&
            view.ui.button("declare", view.t("app.mailbox.paid_elsewhere"),
                           {.kind = ButtonKind::secondary, .description = name})) {
            press(view, AddOnDeed::declare, one);
        }
        if (view.ui.button("cancel", view.t("app.mailbox.cancel_order"),
                           {.kind = ButtonKind::secondary, .description = name})) {
            press(view, AddOnDeed::cancel, one);
        }
    });
    if (!one.payment_details.empty()) {
        view.ui.strong(view.t("app.mailbox.elsewhere"));
        summary_lines(view, one.payment_details);
    }
    if (view.state.mailbox.declaring == one.id) {
        declare_form(view, mailbox);
    }
}

void running(View& view, const portal::MailboxView& mailbox, const portal::AddOn& one) {
    const bool near = one.renewal_price.has_value();
    view.ui.inline_row([&] {
        view.ui.badge(near ? Tone::warning : Tone::success,
                      view.t("app.mailbox.until", {{"until", instant(one.until)}}));
    });
    if (one.left) {
        const View::Parameters about{{"until", instant(one.until)},
                                     {"left", std::string(space_text(view, *one.left))}};
        if (near) {
            view.ui.notice(Tone::warning, view.t("app.mailbox.ends", about), {},
                           [&] { view.ui.strong(view.t("app.mailbox.loss")); });
        } else {
            view.ui.small(view.t("app.mailbox.ends", about));
        }
    }
    if (near) {
        if (view.state.mailbox.renewing == one.id) {
            order_form(view, mailbox, one.price.product, false);
            return;
        }
        view.ui.actions([&] {
            if (view.ui.button("renew", view.t("app.mailbox.renew", {{"total", gross(*one.renewal_price)}}),
                               {.description = view.keep(one.price.product), .busy = view.state.busy})) {
                press(view, AddOnDeed::renew, one);
            }
        });
    } else if (one.renewable_from && *one.renewable_from > view.state.now) {
        view.ui.small(view.t("app.mailbox.renew_from", {{"from", instant(*one.renewable_from)}}));
    }
}

} // namespace

void add_ons(View& view, const portal::MailboxView& mailbox) {
    for (const auto& one : mailbox.add_ons) {
        const bool open = one.status == AddOnStatus::placed;
        if (!open && one.status != AddOnStatus::running) {
            continue;
        }
        view.ui.scope(one.id, [&] {
            const auto title = one.renewal
                                   ? view.t("app.mailbox.renewal_of", {{"product", one.price.product}})
                                   : std::string_view(one.price.product);
            view.ui.card({.title = title, .key = "add-on"}, [&] {
                if (open) {
                    placed(view, mailbox, one);
                } else {
                    running(view, mailbox, one);
                }
            });
        });
    }
}

void add_on_offers(View& view, const portal::MailboxView& mailbox) {
    const auto& state = view.state;
    if (mailbox.offers.empty() || !allowed(mailbox, portal::MailboxAction::order)) {
        return;
    }
    view.ui.card({.title = view.t("app.mailbox.more")}, [&] {
        view.ui.paragraph(view.t("app.mailbox.more_text"));
        std::vector<ui::Choice> choices;
        for (const auto& one : mailbox.offers) {
            choices.push_back(
                {protocol::text_of(one.kind),
                 view.t(one.kind == AddOnKind::pro ? "app.mailbox.offer_pro" : "app.mailbox.offer_space",
                        {{"add_on", key_of("domain.mailbox_add_on.", one.kind)},
                         {"net", std::to_string(one.net)},
                         {"inbox_gb", std::to_string(one.inbox_gb)},
                         {"archive_gb", std::to_string(one.archive_gb)}})});
        }
        const bool fresh = state.mailbox.ordering && state.mailbox.renewing.empty();
        if (auto chosen =
                view.ui.radio("kind", view.t("app.mailbox.what"), choices,
                              fresh ? protocol::text_of(*state.mailbox.ordering) : std::string_view{})) {
            for (const auto& one : mailbox.offers) {
                if (protocol::text_of(one.kind) == *chosen) {
                    view.say(AddOnPressed{AddOnDeed::order, {}, one.kind});
                }
            }
        }
        if (fresh) {
            order_form(view, mailbox, view.t(key_of("domain.mailbox_add_on.", *state.mailbox.ordering)),
                       *state.mailbox.ordering != AddOnKind::pro);
        }
    });
}

} // namespace sigillo::app::screens
