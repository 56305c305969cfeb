#pragma once

#include "shared/domain/convention.hpp"
#include "shared/domain/differences.hpp"
#include "shared/domain/purchase/values.hpp"
#include "shared/domain/register_entry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sigillo::domain::purchase {

/// Which page of the wizard a field stands on.
enum class Page { product, holder, document, enrolment, photo, identification, billing, shipping, payment };

/// A field that is missing or wrong. `field` is its path in the form ("holder.residence.postcode").
struct Problem {
    Page page = Page::product;
    std::string field;
    Error error;

    bool operator==(const Problem&) const = default;
};

/// What the form is held against, beside the convention.
struct FormFacts {
    Date today;
    /// The member in the Order's register; none: not in it.
    std::optional<RegisterEntry> register_entry;
    BirthPlaces::Validity birth_place = BirthPlaces::Validity::valid; ///< of the form's, on the day of birth
    bool email_of_another = false;                                    ///< X5
    bool mobile_of_another = false;

    bool operator==(const FormFacts&) const = default;
};

/// The pages of the wizard for a product, in order; a page without anything to choose is not among them.
std::vector<Page> pages_of(const Product& product);

/// Everything wrong with the form, page by page; empty: it can be placed. Errors: `field_missing`,
/// `field_invalid` (details `field`), `codice_fiscale_*`, `codice_fiscale_mismatch` (details `field`: which
/// datum it contradicts), `document_missing`, `document_expired`, `register_data_differ` (details `field`,
/// `register`), `contact_of_someone_else`, `product_not_sold`, `photo_missing`.
std::vector<Problem> problems(const Form& form, const ConventionVersion& convention, const FormFacts& facts);

/// The form beside the register, every field that both state. Names are compared without regard to case and
/// diacritics, numbers without leading zeros.
std::vector<FieldDifference> differences(const RegisterEntry& entry, const Form& form);

} // namespace sigillo::domain::purchase

namespace sigillo::domain {
template <>
struct EnumNames<purchase::Page> {
    using P = purchase::Page;
    static constexpr auto table =
        std::to_array<std::pair<P, std::string_view>>({{P::product, "product"},
                                                       {P::holder, "holder"},
                                                       {P::document, "document"},
                                                       {P::enrolment, "enrolment"},
                                                       {P::photo, "photo"},
                                                       {P::identification, "identification"},
                                                       {P::billing, "billing"},
                                                       {P::shipping, "shipping"},
                                                       {P::payment, "payment"}});
};
} // namespace sigillo::domain
