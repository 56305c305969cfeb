#include "web/portal/documents/form_parts.hpp"

#include "web/portal/documents/printable.hpp"

namespace sigillo::portal {

namespace {

std::vector<SheetField> chosen(std::vector<SheetField> fields, Blanks blanks) {
    std::vector<SheetField> kept;
    for (auto& field : fields) {
        if (blanks == Blanks::kept || !field.value.empty()) {
            kept.push_back(std::move(field));
        }
    }
    return kept;
}

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    for (const auto& part : parts) {
        if (!part.empty()) {
            text += (text.empty() ? "" : between) + part;
        }
    }
    return text;
}

std::string kind_of(domain::purchase::DocumentKind kind) {
    using Kind = domain::purchase::DocumentKind;
    switch (kind) {
    case Kind::identity_card:
        return "Carta d’identità";
    case Kind::passport:
        return "Passaporto";
    case Kind::driving_licence:
        break;
    }
    return "Patente di guida";
}

} // namespace

std::string one_line(const domain::purchase::Address& address) {
    const std::string province = address.province.empty() ? "" : "(" + address.province + ")";
    const std::string town = joined({address.postcode, address.municipality, province}, " ");
    const std::string country = address.country == "IT" ? "" : address.country;
    return joined({address.street, town, country}, ", ");
}

std::string contacts(const domain::Order& order) {
    return joined({order.phone.empty() ? "" : "Tel. " + order.phone, order.mail, order.website}, "  ·  ");
}

std::vector<SheetField> holder_fields(const domain::purchase::Holder& holder, Blanks blanks) {
    return chosen(
        {{"Cognome", holder.surname},
         {"Nome", holder.given_name},
         {"Codice fiscale", holder.codice_fiscale},
         {"Luogo e data di nascita", joined({holder.birth_place_name, italian(holder.birth)}, ", ")},
         {"Residenza", one_line(holder.residence)},
         {"Telefono cellulare", holder.mobile},
         {"E-mail", holder.email}},
        blanks);
}

std::vector<SheetField> enrolment_fields(const domain::purchase::Enrolment& enrolment, Blanks blanks) {
    return chosen({{"Titolo", enrolment.title},
                   {"Sezione", enrolment.section},
                   {"Settore", enrolment.sector},
                   {"Numero di iscrizione", enrolment.number},
                   {"Iscrizione dal", italian(enrolment.registered_on)}},
                  blanks);
}

std::vector<SheetField> document_fields(const domain::purchase::IdentityDocument& document, Blanks blanks) {
    return chosen({{"Documento", document.number.empty() ? "" : kind_of(document.kind)},
                   {"Numero", document.number},
                   {"Rilasciato da", document.issued_by},
                   {"Rilasciato il", italian(document.issued_on)},
                   {"Scadenza", italian(document.expires_on)}},
                  blanks);
}

} // namespace sigillo::portal
