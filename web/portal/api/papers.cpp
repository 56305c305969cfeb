#include "web/portal/api/papers.hpp"

#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/plan.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/purchase/wizard.hpp"

#include <algorithm>
#include <charconv>

namespace sigillo::portal {

using domain::ErrorId;
using domain::Language;

namespace {

/// Money that came in, and when it went back.
struct Movement {
    domain::Payment payment;
    bool counts = true; ///< false: it was not due
    std::optional<domain::Instant> returned_at;
};

/// In the order in which they came in. A credit is the receipt of the request that it comes from.
template <class Loaded>
std::vector<Movement> movements_of(const Loaded& loaded) {
    std::vector<Movement> all;
    const domain::PaymentBook& money = loaded.state.money;
    if (money.payment) {
        all.push_back({*money.payment, true, std::nullopt});
    }
    for (const auto& stray : money.strays) {
        all.push_back({stray.payment, false, std::nullopt});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.payment.paid_at < b.payment.paid_at; });
    for (const auto& event : loaded.events) {
        std::visit(
            [&](const auto& one) {
                if constexpr (std::decay_t<decltype(one)>::name.ends_with(".payment_returned")) {
                    for (auto& movement : all) {
                        if (movement.payment.payment == one.payment.payment) {
                            movement.returned_at = one.at;
                        }
                    }
                }
            },
            event);
    }
    return all;
}

std::vector<wire::PaperView> receipts_of(const std::vector<Movement>& movements) {
    std::vector<wire::PaperView> papers;
    constexpr std::size_t most = 30;
    for (std::size_t i = 0; i < movements.size() && i < most; ++i) {
        const auto& movement = movements[i];
        papers.push_back({movement.returned_at ? wire::PaperKind::refund : wire::PaperKind::receipt,
                          "receipt-" + std::to_string(i + 1) + ".pdf", movement.payment.amount.value,
                          movement.returned_at.value_or(movement.payment.paid_at).seconds});
    }
    return papers;
}

/// "receipt.pdf" is the first; none for another name.
std::optional<std::size_t> receipt_number(std::string_view file) {
    if (file == "receipt.pdf") {
        return 1;
    }
    constexpr std::string_view before = "receipt-";
    constexpr std::string_view after = ".pdf";
    if (file.size() <= before.size() + after.size() || !file.starts_with(before) || !file.ends_with(after)) {
        return std::nullopt;
    }
    const auto digits = file.substr(before.size(), file.size() - before.size() - after.size());
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole && number > 0 ? std::optional(number) : std::nullopt;
}

bool is_collected(const domain::purchase::Form& form, const domain::Product& product) {
    const auto plan = domain::purchase::plan_of(product, form.shipping.to);
    return product.certificates != domain::CertificateSet::none &&
           std::find(plan.begin(), plan.end(), domain::purchase::Step::collection) != plan.end();
}

std::string method_of(const domain::PaymentBook& money, const domain::PaymentId& payment) {
    const auto* attempt = money.attempt(payment);
    return attempt == nullptr ? std::string()
                              : texts::text(Language::it, "domain.payment_method." +
                                                              std::string(domain::text_of(attempt->method)));
}

/// What all receipts have; lines and customer are the request's own.
Receipt begun_receipt(const Movement& movement, std::size_t number, const domain::RequestId& request,
                      const domain::PaymentBook& money, const std::string& reference) {
    Receipt receipt;
    receipt.number = request.value + "/" + std::to_string(number);
    receipt.issued_on = domain::rome_date(movement.returned_at.value_or(movement.payment.paid_at));
    receipt.request = request;
    const std::string method = method_of(money, movement.payment.payment);
    const std::string& known = reference.empty() ? movement.payment.payment.value : reference;
    receipt.payment = {method, known, movement.payment.amount, domain::rome_date(movement.payment.paid_at)};
    if (movement.returned_at) {
        receipt.refund = {method, movement.payment.payment.value, movement.payment.amount,
                          domain::rome_date(*movement.returned_at)};
    }
    return receipt;
}

/// Money that was not due has no lines of what was sold.
void fill_stray(Receipt& receipt, const domain::Payment& payment) {
    receipt.lines = {{"Somma ricevuta e non dovuta, da restituire", payment.amount, {0}, {0}}};
    receipt.total = {payment.amount, {0}, payment.amount};
}

} // namespace

std::vector<wire::PaperView> papers_of(const LoadedPurchase& loaded, const domain::Product& product) {
    auto papers = receipts_of(movements_of(loaded));
    if (loaded.state.issued_at && is_collected(loaded.state.form, product)) {
        papers.push_back({wire::PaperKind::collection_form, "form.pdf", 0, loaded.state.issued_at->seconds});
    }
    return papers;
}

std::vector<wire::PaperView> papers_of(const LoadedRenewal& loaded) {
    return receipts_of(movements_of(loaded));
}

Paper Papers::printed(Receipt receipt) const {
    std::string name = "ricevuta-" + receipt.number + ".pdf";
    std::replace(name.begin(), name.end(), '/', '-');
    return {std::move(name),
            [&forms = forms_, receipt = std::move(receipt)] { return forms.receipt(receipt); }};
}

domain::Result<Paper> Papers::collection_form(const LoadedPurchase& loaded) {
    const auto& state = loaded.state;
    const auto* convention = purchases_.catalogue().by_hash(state.convention_hash);
    const auto* order = purchases_.catalogue().order(state.subject.order);
    const auto* product =
        convention != nullptr ? domain::product_by_id(*convention, state.form.product) : nullptr;
    if (product == nullptr || order == nullptr || !state.issued_at || !is_collected(state.form, *product)) {
        return ErrorId::not_found;
    }
    CollectionForm form;
    form.order.name = order->name;
    form.order.mail = order->mail;
    form.order.phone = order->phone;
    form.order.website = order->website;
    form.convention = state.convention.value;
    form.request = state.subject.request;
    form.product = product->name.it;
    form.card_number = state.card_number;
    form.holder = state.form.holder;
    form.document = state.form.document;
    form.enrolment = state.form.enrolment;
    form.printed_on = domain::rome_date(purchases_.now());
    return Paper{"modulo-di-ritiro-" + state.subject.request.value + ".pdf",
                 [&forms = forms_, form = std::move(form)] { return forms.collection_form(form); }};
}

domain::Result<Paper> Papers::receipt(const LoadedPurchase& loaded, std::size_t number) {
    const auto& state = loaded.state;
    const auto movements = movements_of(loaded);
    const auto* convention = purchases_.catalogue().by_hash(state.convention_hash);
    if (number > movements.size() || convention == nullptr) {
        return ErrorId::not_found;
    }
    const Movement& movement = movements[number - 1];
    auto receipt = begun_receipt(movement, number, state.subject.request, state.money,
                                 movement.counts ? state.payment_reference : std::string());
    receipt.convention = state.convention.value;
    receipt.seller = seller_;
    if (const auto* order = purchases_.catalogue().order(state.subject.order); order != nullptr) {
        receipt.order_name = order->name.it;
    }
    const auto& form = state.form;
    receipt.holder = form.holder.given_name + " " + form.holder.surname;
    receipt.customer = form.billing.to_holder ? receipt.holder : form.billing.name;
    receipt.tax_code = form.billing.to_holder ? form.holder.codice_fiscale : form.billing.tax_code;
    receipt.address = form.billing.to_holder ? form.holder.residence : form.billing.address;
    if (!movement.counts) {
        fill_stray(receipt, movement.payment);
        return printed(std::move(receipt));
    }
    const auto names = price_lines(state.price, *convention, Language::it);
    for (std::size_t i = 0; i < state.price.lines.size() && i < names.size(); ++i) {
        const auto& line = state.price.lines[i];
        receipt.lines.push_back({names[i].product, line.net, line.vat_rate, line.vat});
    }
    receipt.total = state.price.total;
    if (state.money.credit) {
        receipt.credit = state.money.credit->payment.amount;
        receipt.credit_from = state.money.credit->from.value;
    }
    return printed(std::move(receipt));
}

domain::Result<Paper> Papers::receipt(const LoadedRenewal& loaded, std::size_t number) {
    const auto& state = loaded.state;
    const auto movements = movements_of(loaded);
    const auto* convention = renewals_.catalogue().by_hash(state.convention_hash);
    const auto* product = convention != nullptr ? domain::product_by_id(*convention, state.product) : nullptr;
    if (number > movements.size() || product == nullptr) {
        return ErrorId::not_found;
    }
    const Movement& movement = movements[number - 1];
    auto receipt = begun_receipt(movement, number, state.subject.request, state.money, {});
    receipt.convention = state.convention.value;
    receipt.seller = seller_;
    if (const auto* order = renewals_.catalogue().order(state.subject.order); order != nullptr) {
        receipt.order_name = order->name.it;
    }
    const auto& certificates = state.subject.certificates;
    receipt.customer = certificates.given_name + " " + certificates.surname;
    receipt.tax_code = certificates.holder.text();
    if (movement.counts) {
        receipt.lines = {{product->name.it, state.price.net, product->vat, state.price.vat}};
        receipt.total = state.price;
    } else {
        fill_stray(receipt, movement.payment);
    }
    return printed(std::move(receipt));
}

domain::Result<Paper> Papers::paper(const Caller& caller, const domain::RequestId& request,
                                    std::string_view file) {
    const auto row = views_.visible(request, caller);
    if (!row) {
        return row.error();
    }
    const auto number = receipt_number(file);
    if (!number && file != "form.pdf") {
        return ErrorId::not_found;
    }
    if (row->kind == RequestKind::renewal) {
        const auto loaded = renewals_.load(request);
        if (!loaded) {
            return loaded.error();
        }
        return number ? receipt(*loaded, *number) : domain::Result<Paper>(ErrorId::not_found);
    }
    const auto loaded = purchases_.load(request);
    if (!loaded) {
        return loaded.error();
    }
    return number ? receipt(*loaded, *number) : collection_form(*loaded);
}

} // namespace sigillo::portal
