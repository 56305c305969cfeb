#pragma once

#include "shared/domain/card_certificates.hpp"
#include "shared/domain/convention.hpp"
#include "shared/domain/register_entry.hpp"
#include "shared/domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sigillo::domain {

/// The data that an Order decides on: the holder as in the register on that day, the certificates, the terms.
/// All texts are UTF-8, days "2026-11-22", instants RFC 3339 in UTC, amounts cents.
struct ValidationData {
    std::string codice_fiscale;
    std::string given_name;
    std::string surname;
    std::string title;
    std::string section;
    std::string sector;
    std::string registration_number;
    std::string registered_on;
    std::string enrolment_status;
    std::string dues_paid_up_to;
    std::int64_t register_version = 0;
    std::string card_number;
    std::string certificate_given_name;
    std::string certificate_surname;
    std::string certificate_title;
    std::string certificate_section;
    std::string certificate_sector;
    std::string certificate_registration_number;
    std::string authentication_serial;
    std::string signature_serial;
    std::string expires_at;
    std::string convention;
    std::string convention_hash;
    std::string product;
    std::int64_t certificate_years = 0;
    std::int64_t price_gross_cents = 0;

    bool operator==(const ValidationData&) const = default;
};

/// What a signatory signs: canonical JSON of exactly these fields (RFC 8785), flat, in one object.
struct ValidationAct {
    static constexpr std::string_view type_of_act = "sigillo.validation/1";
    static constexpr std::string_view decision_validate = "validate";

    std::string type{type_of_act};
    std::string portal; ///< origin, "https://portal.example"
    std::string order;  ///< id
    std::string order_name;
    std::string request;
    std::string decision{decision_validate};
    std::string issued_at;
    ValidationData data;
    std::string data_hash; ///< SHA-256, hexadecimal, of the canonical JSON of `data` alone

    bool operator==(const ValidationAct&) const = default;
};

/// The one table of the data's fields, in the order shown. `f(name, value)` with a string or a 64-bit
/// integer; works on a const act to read and on another to fill. The translation `domain.act.<name>` names
/// each for people.
template <class Data, class F>
void for_each_data_field(Data& data, F&& f) {
    f("codice_fiscale", data.codice_fiscale);
    f("given_name", data.given_name);
    f("surname", data.surname);
    f("title", data.title);
    f("section", data.section);
    f("sector", data.sector);
    f("registration_number", data.registration_number);
    f("registered_on", data.registered_on);
    f("enrolment_status", data.enrolment_status);
    f("dues_paid_up_to", data.dues_paid_up_to);
    f("register_version", data.register_version);
    f("card_number", data.card_number);
    f("certificate_given_name", data.certificate_given_name);
    f("certificate_surname", data.certificate_surname);
    f("certificate_title", data.certificate_title);
    f("certificate_section", data.certificate_section);
    f("certificate_sector", data.certificate_sector);
    f("certificate_registration_number", data.certificate_registration_number);
    f("authentication_serial", data.authentication_serial);
    f("signature_serial", data.signature_serial);
    f("expires_at", data.expires_at);
    f("convention", data.convention);
    f("convention_hash", data.convention_hash);
    f("product", data.product);
    f("certificate_years", data.certificate_years);
    f("price_gross_cents", data.price_gross_cents);
}

/// The one table of all fields of the act.
template <class Act, class F>
void for_each_field(Act& act, F&& f) {
    f("type", act.type);
    f("portal", act.portal);
    f("order", act.order);
    f("order_name", act.order_name);
    f("request", act.request);
    f("decision", act.decision);
    f("issued_at", act.issued_at);
    for_each_data_field(act.data, f);
    f("data_hash", act.data_hash);
}

/// The data of the moment. `product` is the request's, of `convention`; `price` what the request costs.
ValidationData validation_data(const RegisterEntry& entry, const CardCertificates& certificates,
                               const ConventionVersion& convention, const Product& product, Cents price);

/// The act without its `data_hash`, which is computed by who can hash.
ValidationAct validation_act(std::string portal_origin, const OrderId& order, std::string order_name,
                             const RequestId& request, Instant issued_at, ValidationData data);

/// Checks what holds of every act whoever reads it: type and decision known (`act_unknown_type`), no field
/// empty that names portal, Order, request or holder (`message_missing_field`, details `field`).
Status check(const ValidationAct& act);

} // namespace sigillo::domain
