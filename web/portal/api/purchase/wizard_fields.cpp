#include "shared/domain/purchase/fields.hpp"
#include "shared/texts/texts.hpp"
#include "web/portal/api/purchase/wizard.hpp"
#include "web/portal/store/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sigillo::portal {

using domain::purchase::Form;
using domain::purchase::Page;

namespace {

using Kind = wire::FieldKind;

struct FieldSpec {
    Page page;
    std::string_view name;
    Kind kind = Kind::text;
    bool required = true;
};

/// Every field that a wizard can ask, in the order asked.
constexpr std::array specs{
    FieldSpec{Page::product, "product", Kind::choice},
    FieldSpec{Page::holder, "holder.given_name"},
    FieldSpec{Page::holder, "holder.surname"},
    FieldSpec{Page::holder, "holder.sex", Kind::choice},
    FieldSpec{Page::holder, "holder.birth", Kind::date},
    FieldSpec{Page::holder, "holder.birth_place", Kind::place},
    FieldSpec{Page::holder, "holder.codice_fiscale", Kind::codice_fiscale},
    FieldSpec{Page::holder, "holder.residence.street"},
    FieldSpec{Page::holder, "holder.residence.postcode"},
    FieldSpec{Page::holder, "holder.residence.municipality"},
    FieldSpec{Page::holder, "holder.residence.province"},
    FieldSpec{Page::holder, "holder.residence.country", Kind::choice},
    FieldSpec{Page::holder, "holder.email", Kind::email},
    FieldSpec{Page::holder, "holder.mobile", Kind::phone},
    FieldSpec{Page::holder, "holder.phone", Kind::phone, false},
    FieldSpec{Page::holder, "holder.fax", Kind::phone, false},
    FieldSpec{Page::document, "document.kind", Kind::choice},
    FieldSpec{Page::document, "document.number"},
    FieldSpec{Page::document, "document.issued_by"},
    FieldSpec{Page::document, "document.issued_on", Kind::date},
    FieldSpec{Page::document, "document.expires_on", Kind::date},
    FieldSpec{Page::enrolment, "enrolment.order"},
    FieldSpec{Page::enrolment, "enrolment.title", Kind::choice},
    FieldSpec{Page::enrolment, "enrolment.section", Kind::choice},
    FieldSpec{Page::enrolment, "enrolment.sector", Kind::choice},
    FieldSpec{Page::enrolment, "enrolment.number"},
    FieldSpec{Page::enrolment, "enrolment.registered_on", Kind::date},
    FieldSpec{Page::enrolment, "enrolment.qualified_on", Kind::date, false},
    FieldSpec{Page::photo, "photo", Kind::photo},
    FieldSpec{Page::identification, "identification", Kind::choice},
    FieldSpec{Page::billing, "billing.to_holder", Kind::checkbox, false},
    FieldSpec{Page::billing, "billing.name"},
    FieldSpec{Page::billing, "billing.tax_code"},
    FieldSpec{Page::billing, "billing.address.street"},
    FieldSpec{Page::billing, "billing.address.postcode"},
    FieldSpec{Page::billing, "billing.address.municipality"},
    FieldSpec{Page::billing, "billing.address.province"},
    FieldSpec{Page::billing, "billing.address.country", Kind::choice},
    FieldSpec{Page::billing, "billing.pec_or_code", Kind::text, false},
    FieldSpec{Page::shipping, "shipping.to", Kind::choice},
    FieldSpec{Page::shipping, "shipping.to_residence", Kind::checkbox, false},
    FieldSpec{Page::shipping, "shipping.addressee"},
    FieldSpec{Page::shipping, "shipping.address.street"},
    FieldSpec{Page::shipping, "shipping.address.postcode"},
    FieldSpec{Page::shipping, "shipping.address.municipality"},
    FieldSpec{Page::shipping, "shipping.address.province"},
    FieldSpec{Page::shipping, "shipping.address.country", Kind::choice},
    FieldSpec{Page::payment, "payment", Kind::choice},
};

constexpr std::array<std::string_view, 27> countries{"IT", "SM", "VA", "AT", "BE", "BG", "CH", "CY", "CZ",
                                                     "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
                                                     "IE", "LU", "MT", "NL", "PL", "PT", "RO", "SE", "SI"};

bool starts(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}
bool ends(std::string_view text, std::string_view with) {
    return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}

/// Fields that other answers make pointless are not asked.
bool is_asked(const FieldSpec& spec, const WizardContent& content) {
    const Form& form = content.draft.form;
    const auto& terms = *content.convention.purchase;
    if (starts(spec.name, "billing.") && spec.name != "billing.to_holder") {
        return !form.billing.to_holder;
    }
    if (spec.name == "shipping.to_residence") {
        return form.shipping.to == domain::Delivery::to_holder;
    }
    if (spec.name == "shipping.addressee" || starts(spec.name, "shipping.address.")) {
        return form.shipping.to == domain::Delivery::to_holder && !form.shipping.to_residence;
    }
    if (spec.name == "enrolment.title") {
        return !terms.titles.empty();
    }
    if (spec.name == "enrolment.section") {
        return !terms.sections.empty();
    }
    if (spec.name == "enrolment.sector") {
        return !terms.sectors.empty();
    }
    return true;
}

template <class E>
std::vector<wire::FieldOption> options_of_enum(std::string_view key, domain::Language language) {
    std::vector<wire::FieldOption> options;
    for (const auto& [value, name] : domain::EnumNames<E>::table) {
        options.push_back(
            {std::string(name), texts::text(language, std::string(key) + std::string(name)), std::nullopt});
    }
    return options;
}

std::vector<wire::FieldOption> options_as_they_are(const std::vector<std::string>& texts) {
    std::vector<wire::FieldOption> options;
    for (const auto& text : texts) {
        options.push_back({text, text, std::nullopt});
    }
    return options;
}

std::vector<wire::FieldOption> options_of(std::string_view name, const WizardContent& content) {
    const auto& convention = content.convention;
    const auto& terms = *convention.purchase;
    const auto language = content.language;
    const domain::Product* product = domain::product_by_id(convention, content.draft.form.product);
    const auto named = [&](std::string_view key, std::string_view value, std::optional<std::int64_t> net) {
        return wire::FieldOption{std::string(value),
                                 texts::text(language, std::string(key) + std::string(value)), net};
    };
    std::vector<wire::FieldOption> options;
    if (name == "product") {
        for (const auto& each : convention.products) {
            if (each.flow == domain::Flow::purchase) {
                options.push_back({each.id.value, each.name.in(language), each.net.value});
            }
        }
    } else if (name == "holder.sex") {
        options = {{"F", texts::text(language, "wizard.sex.f"), std::nullopt},
                   {"M", texts::text(language, "wizard.sex.m"), std::nullopt}};
    } else if (ends(name, ".country")) {
        for (const auto code : countries) {
            options.push_back({std::string(code), texts::text(language, "wizard.country." + lower_case(code)),
                               std::nullopt});
        }
    } else if (name == "document.kind") {
        options = options_of_enum<domain::purchase::DocumentKind>("domain.document_kind.", language);
    } else if (name == "enrolment.title") {
        options = options_as_they_are(terms.titles);
    } else if (name == "enrolment.section") {
        options = options_as_they_are(terms.sections);
    } else if (name == "enrolment.sector") {
        options = options_as_they_are(terms.sectors);
    } else if (name == "identification" && product != nullptr) {
        for (const auto& each : product->identification) {
            options.push_back(
                named("domain.identification_method.", domain::text_of(each.method), each.net.value));
        }
    } else if (name == "shipping.to" && product != nullptr) {
        for (const auto& each : product->delivery) {
            options.push_back(named("domain.delivery.", domain::text_of(each.to), each.net.value));
        }
    } else if (name == "payment") {
        for (const auto method : convention.payment_methods) {
            options.push_back(named("domain.payment_method.", domain::text_of(method), std::nullopt));
        }
    }
    return options;
}

std::string key_of(std::string_view name) {
    std::string key(name);
    std::replace(key.begin(), key.end(), '.', '_');
    return key;
}

} // namespace

std::vector<wire::DraftField> page_fields(const WizardContent& content, Page page) {
    std::vector<wire::DraftField> fields;
    const Form& form = content.draft.form;
    for (const auto& spec : specs) {
        if (spec.page != page || !is_asked(spec, content)) {
            continue;
        }
        wire::DraftField field;
        field.name = spec.name;
        field.kind = spec.kind;
        field.required = spec.required;
        const std::string key = key_of(spec.name);
        field.label = texts::text(content.language, "wizard.field." + key);
        if (texts::has_text("wizard.hint." + key)) {
            field.hint = texts::text(content.language, "wizard.hint." + key);
        }
        field.options = options_of(spec.name, content);
        field.value = domain::purchase::field_value(form, spec.name);
        if (spec.name == "enrolment.order") {
            field.value = content.order.name.in(content.language);
            field.locked = true; // R16
        } else if (spec.name == "holder.birth_place") {
            field.shown = form.holder.birth_place_name;
        } else if (spec.name == "photo") {
            field.value = form.photo.value;
        } else if (spec.name == "shipping.to") {
            field.locked = field.options.size() == 1; // R10
        }
        fields.push_back(std::move(field));
    }
    return fields;
}

} // namespace sigillo::portal
