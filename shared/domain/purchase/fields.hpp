#pragma once

#include "shared/domain/purchase/values.hpp"
#include "shared/domain/result.hpp"

#include <string>
#include <string_view>

namespace sigillo::domain::purchase {

/// The one table of a form's fields by their paths ("holder.residence.postcode"), in the order asked.
/// `f(path, value)` with a text, a `Date`, a flag, an `Id` or an optional enumeration.
template <class SomeForm, class F>
void for_each_field(SomeForm& form, F&& f) {
    const auto address = [&](const std::string& path, auto& one) {
        f(path + ".street", one.street);
        f(path + ".postcode", one.postcode);
        f(path + ".municipality", one.municipality);
        f(path + ".province", one.province);
        f(path + ".country", one.country);
    };
    f(std::string("product"), form.product);
    f(std::string("holder.given_name"), form.holder.given_name);
    f(std::string("holder.surname"), form.holder.surname);
    f(std::string("holder.sex"), form.holder.sex);
    f(std::string("holder.birth"), form.holder.birth);
    f(std::string("holder.birth_place"), form.holder.birth_place);
    f(std::string("holder.birth_place_name"), form.holder.birth_place_name);
    f(std::string("holder.codice_fiscale"), form.holder.codice_fiscale);
    address("holder.residence", form.holder.residence);
    f(std::string("holder.email"), form.holder.email);
    f(std::string("holder.mobile"), form.holder.mobile);
    f(std::string("holder.phone"), form.holder.phone);
    f(std::string("holder.fax"), form.holder.fax);
    f(std::string("document.kind"), form.document.kind);
    f(std::string("document.number"), form.document.number);
    f(std::string("document.issued_by"), form.document.issued_by);
    f(std::string("document.issued_on"), form.document.issued_on);
    f(std::string("document.expires_on"), form.document.expires_on);
    f(std::string("enrolment.title"), form.enrolment.title);
    f(std::string("enrolment.section"), form.enrolment.section);
    f(std::string("enrolment.sector"), form.enrolment.sector);
    f(std::string("enrolment.number"), form.enrolment.number);
    f(std::string("enrolment.registered_on"), form.enrolment.registered_on);
    f(std::string("enrolment.qualified_on"), form.enrolment.qualified_on);
    f(std::string("identification"), form.identification);
    f(std::string("billing.to_holder"), form.billing.to_holder);
    f(std::string("billing.name"), form.billing.name);
    f(std::string("billing.tax_code"), form.billing.tax_code);
    address("billing.address", form.billing.address);
    f(std::string("billing.pec_or_code"), form.billing.pec_or_code);
    f(std::string("shipping.to"), form.shipping.to);
    f(std::string("shipping.to_residence"), form.shipping.to_residence);
    f(std::string("shipping.addressee"), form.shipping.addressee);
    address("shipping.address", form.shipping.address);
    f(std::string("payment"), form.payment);
}

/// As it is typed: days "2026-11-22", flags "true" or "false", enumerations by their names; empty where
/// nothing is chosen, or there is no such field.
std::string field_value(const Form& form, std::string_view path);

/// `invalid_argument` (details `field`) where there is no such field or it cannot hold the text.
Status set_field(Form& form, std::string_view path, std::string_view text);

} // namespace sigillo::domain::purchase
