#include "shared/domain/validation_act.hpp"

#include <array>
#include <utility>

namespace sigillo::domain {

ValidationData validation_data(const RegisterEntry& entry, const CardCertificates& certificates,
                               const ConventionVersion& convention, const Product& product, Cents price) {
    ValidationData data;
    data.codice_fiscale = entry.codice_fiscale.text();
    data.given_name = entry.given_name;
    data.surname = entry.surname;
    data.title = entry.title;
    data.section = entry.section;
    data.sector = entry.sector;
    data.registration_number = entry.number;
    data.registered_on = to_text(entry.registered_on);
    data.enrolment_status = text_of(entry.status);
    data.dues_paid_up_to = to_text(entry.dues_paid_up_to);
    data.register_version = entry.version;
    data.card_number = certificates.card_number;
    data.certificate_given_name = certificates.given_name;
    data.certificate_surname = certificates.surname;
    data.certificate_title = certificates.title;
    data.certificate_section = certificates.section;
    data.certificate_sector = certificates.sector;
    data.certificate_registration_number = certificates.number;
    data.authentication_serial = certificates.authentication.serial.value;
    data.signature_serial = certificates.signature.serial.value;
    data.expires_at = to_rfc3339(certificates.expires_at());
    data.convention = convention.code.value;
    data.convention_hash = convention.hash.value;
    data.product = product.id.value;
    data.certificate_years = product.certificate_years;
    data.price_gross_cents = price.value;
    return data;
}

ValidationAct validation_act(std::string portal_origin, const OrderId& order, std::string order_name,
                             const RequestId& request, Instant issued_at, ValidationData data) {
    ValidationAct act;
    act.portal = std::move(portal_origin);
    act.order = order.value;
    act.order_name = std::move(order_name);
    act.request = request.value;
    act.issued_at = to_rfc3339(issued_at);
    act.data = std::move(data);
    return act;
}

Status check(const ValidationAct& act) {
    if (act.type != ValidationAct::type_of_act || act.decision != ValidationAct::decision_validate) {
        return Error(ErrorId::act_unknown_type, {{"type", act.type}});
    }
    const std::array<std::pair<std::string_view, const std::string*>, 6> needed{{
        {"portal", &act.portal},
        {"order", &act.order},
        {"request", &act.request},
        {"codice_fiscale", &act.data.codice_fiscale},
        {"issued_at", &act.issued_at},
        {"data_hash", &act.data_hash},
    }};
    for (const auto& [field, value] : needed) {
        if (value->empty()) {
            return Error(ErrorId::message_missing_field, {{"field", std::string(field)}});
        }
    }
    return Done{};
}

} // namespace sigillo::domain
