#include "shared/domain/purchase/deadlines.hpp"
#include "shared/domain/purchase/fields.hpp"
#include "shared/domain/purchase/form.hpp"
#include "shared/domain/purchase/plan.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/purchase/purchase_views.hpp"

#include <algorithm>

namespace sigillo::portal {

using namespace domain::purchase;

namespace {

wire::Responsible who_does(Step step) {
    switch (step) {
    case Step::payment:
    case Step::identification:
    case Step::activation:
        return wire::Responsible::member;
    case Step::validation:
    case Step::arrival:
    case Step::collection:
        return wire::Responsible::order;
    case Step::originals:
    case Step::issuance:
    case Step::shipping:
        return wire::Responsible::provider;
    }
    return wire::Responsible::nobody;
}

/// When the stage of a step was reached.
std::optional<std::int64_t> done_at(const LoadedPurchase& loaded, Step step) {
    State state;
    for (const auto& event : loaded.events) {
        state = evolve(std::move(state), event);
        if (state.stage == stage_after(step)) {
            return at_of(event).seconds;
        }
    }
    return std::nullopt;
}

/// What the line's sentence needs beyond its name.
struct DetailsOf {
    using Details = protocol::Details;

    static std::string amount(domain::Cents cents) { return std::to_string(cents.value); }

    Details operator()(const Placed& event) const {
        return {{"convention", event.convention.value}, {"amount", amount(event.price.total.gross)}};
    }
    Details operator()(const PaymentBegun& event) const { return {{"amount", amount(event.amount)}}; }
    Details operator()(const PaymentDeclared& event) const {
        return {{"amount", amount(event.amount)}, {"reference", event.reference}};
    }
    Details operator()(const Paid& event) const {
        return event.payment ? Details{{"amount", amount(event.payment->amount)}} : Details{};
    }
    Details operator()(const PaymentNotAccepted& event) const {
        return {{"amount", amount(event.payment.amount)},
                {"reason", "error." + std::string(domain::text_of(event.reason)) + ".what"}};
    }
    Details operator()(const OriginalsReceived&) const { return {}; }
    Details operator()(const IdentificationChosen& event) const {
        return {{"method", "domain.identification_method." + std::string(domain::text_of(event.method))}};
    }
    Details operator()(const HolderIdentified& event) const {
        return {{"method",
                 "domain.identification_method." + std::string(domain::text_of(event.identified.method))}};
    }
    Details operator()(const Corrected&) const { return {}; }
    Details operator()(const Validated& event) const {
        return {{"signed_at", domain::to_rfc3339(event.validation.signed_at)}};
    }
    Details operator()(const Rejected& event) const {
        return {
            {"reason", "domain.purchase_rejection." + std::string(domain::text_of(event.rejection.reason))},
            {"note", event.rejection.note},
            {"payment",
             std::string(domain::text_of(event.rejection.payment.value_or(domain::PaymentUse::give_back)))}};
    }
    Details operator()(const IssuanceBegun&) const { return {}; }
    Details operator()(const Issued& event) const {
        return event.signature ? Details{{"expires_at", domain::to_rfc3339(event.signature->not_after)}}
                               : Details{};
    }
    Details operator()(const Shipped& event) const { return {{"tracking", event.tracking}}; }
    Details operator()(const Arrived& event) const { return {{"note", event.note}}; }
    Details operator()(const Collected&) const { return {}; }
    Details operator()(const Activated&) const { return {}; }
    Details operator()(const Delivered&) const { return {}; }
    Details operator()(const StatusChanged& event) const {
        return {
            {"status", "domain.certificate_status." + std::string(domain::text_of(event.status))},
            {"certificates", "domain.certificate_choice." + std::string(domain::text_of(event.certificates))},
            {"reason", "domain.status_reason." + std::string(domain::text_of(event.reason))},
            {"note", event.note}};
    }
    Details operator()(const Withdrawn&) const { return {}; }
    Details operator()(const Expired&) const { return {}; }
    Details operator()(const Revoked&) const { return {}; }
    Details operator()(const OrderReminded&) const { return {}; }
    Details operator()(const ActivationReminded&) const { return {}; }
    Details operator()(const PaymentReturned& event) const {
        return {{"amount", amount(event.payment.amount)}};
    }
    Details operator()(const DocumentReplaced& event) const {
        return {{"document", "domain.document_kind." + std::string(domain::text_of(event.document.kind))},
                {"number", event.document.number},
                {"reason", "domain.document_reason." + std::string(domain::text_of(event.reason))},
                {"note", event.note}};
    }
};

} // namespace

std::vector<wire::StepView> steps_of(const LoadedPurchase& loaded, const domain::Product& product,
                                     const domain::ConventionVersion& convention, domain::Language language) {
    const State& state = loaded.state;
    const auto current = next_step(state, product);
    std::vector<wire::StepView> steps;
    for (const Step step : plan_of(product, state.form.shipping.to)) {
        wire::StepView shown;
        shown.step = domain::text_of(step);
        shown.label = texts::text(language, "domain.purchase_step." + shown.step);
        // What was paid at the bank the provider looks for; the member has done what there was to do.
        const bool declared = step == Step::payment && !state.money.awaited_by_hand().empty();
        shown.who = declared ? wire::Responsible::provider : who_does(step);
        shown.at = done_at(loaded, step);
        shown.state = step == current ? wire::StepState::current
                      : shown.at      ? wire::StepState::done
                                      : wire::StepState::to_do;
        if (step == current && convention.purchase) {
            if (const auto due = deadline_of(state, step, *convention.purchase); due) {
                shown.by = due->seconds;
            }
        }
        steps.push_back(std::move(shown));
    }
    return steps;
}

std::vector<wire::SummaryLine> summary_of(const Form& form, const domain::Product& product,
                                          domain::Language language) {
    std::vector<wire::SummaryLine> lines;
    const auto pages = pages_of(product);
    const auto has = [&](Page page) { return std::find(pages.begin(), pages.end(), page) != pages.end(); };
    const auto add = [&](Page page, std::string_view path, std::string value) {
        if (!has(page) || value.empty()) {
            return;
        }
        std::string key(path);
        std::replace(key.begin(), key.end(), '.', '_');
        lines.push_back({texts::text(language, "domain.purchase_page." + std::string(domain::text_of(page))),
                         texts::text(language, "wizard.field." + key), std::move(value)});
    };
    const auto plain = [&](Page page, std::string_view path) { add(page, path, field_value(form, path)); };
    const auto address = [&](const Address& one) {
        return one.street + ", " + one.postcode + " " + one.municipality +
               (one.province.empty() ? "" : " (" + one.province + ")");
    };
    for (const char* path :
         {"holder.given_name", "holder.surname", "holder.codice_fiscale", "holder.birth"}) {
        plain(Page::holder, path);
    }
    add(Page::holder, "holder.birth_place", form.holder.birth_place_name);
    add(Page::holder, "holder.residence.street", address(form.holder.residence));
    plain(Page::holder, "holder.email");
    plain(Page::holder, "holder.mobile");
    add(Page::document, "document.kind",
        texts::text(language, "domain.document_kind." + std::string(domain::text_of(form.document.kind))));
    for (const char* path : {"document.number", "document.issued_by", "document.expires_on"}) {
        plain(Page::document, path);
    }
    for (const char* path : {"enrolment.title", "enrolment.section", "enrolment.sector", "enrolment.number",
                             "enrolment.registered_on"}) {
        plain(Page::enrolment, path);
    }
    if (!form.billing.to_holder) {
        plain(Page::billing, "billing.name");
        plain(Page::billing, "billing.tax_code");
    }
    add(Page::shipping, "shipping.to",
        texts::text(language, "domain.delivery." + std::string(domain::text_of(form.shipping.to))));
    if (form.shipping.to == domain::Delivery::to_holder) {
        add(Page::shipping, "shipping.address.street",
            address(form.shipping.to_residence ? form.holder.residence : form.shipping.address));
    }
    return lines;
}

std::vector<wire::TimelineEntry> purchase_timeline(const std::vector<Event>& events) {
    constexpr std::size_t most = 500;
    std::vector<wire::TimelineEntry> lines;
    for (std::size_t i = events.size() > most ? events.size() - most : 0; i < events.size(); ++i) {
        lines.push_back(
            {at_of(events[i]).seconds, std::string(name_of(events[i])), std::visit(DetailsOf{}, events[i])});
    }
    return lines;
}

} // namespace sigillo::portal
