#include "shared/domain/purchase/issued.hpp"

#include <algorithm>
#include <string>

namespace sigillo::domain::purchase {

namespace {

constexpr std::size_t longest_card_number = 32;

bool sound(const std::optional<CertificateInfo>& one, bool needed) {
    return one.has_value() == needed && (!one || (!one->serial.empty() && !one->sha256.empty() &&
                                                  one->not_before < one->not_after && !one->revoked));
}

/// As they are printed on cards: capitals and digits. What is no card has none.
bool fits_card(const std::string& number, const Product& product) {
    const bool plain = std::all_of(number.begin(), number.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    return number.empty() == (product.kind != ProductKind::new_card) && plain &&
           number.size() <= longest_card_number;
}

/// As long as the product says, to the day: from when it begins, since an issuer may be slow.
bool lasts_as_sold(const CertificateInfo& one, const Product& product) {
    const Instant sold = add_years_in_rome(one.not_before, product.certificate_years);
    return sold < one.not_after + Duration::days(1) && one.not_after < sold + Duration::days(1);
}

} // namespace

Status check_issued(const RecordIssued& issued, const Product& product) {
    const CertificateSet wanted = product.certificates;
    const bool coded = product.activation == Activation::by_holder;
    if (!sound(issued.authentication, wanted == CertificateSet::cns_and_signature) ||
        !sound(issued.signature, wanted != CertificateSet::none) || issued.activation_code.empty() == coded) {
        return ErrorId::renewal_certificate_mismatch;
    }
    if (!fits_card(issued.card_number, product)) {
        return Error(ErrorId::issued_card_number_wrong, {{"number", issued.card_number}});
    }
    for (const auto* one : {&issued.authentication, &issued.signature}) {
        if (*one && !lasts_as_sold(**one, product)) {
            return Error(ErrorId::issued_duration_wrong,
                         {{"years", std::to_string(product.certificate_years)},
                          {"until", to_rfc3339((*one)->not_after)}});
        }
    }
    return Done{};
}

} // namespace sigillo::domain::purchase
