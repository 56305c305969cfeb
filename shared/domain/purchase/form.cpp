#include "shared/domain/purchase/form.hpp"

#include "shared/domain/purchase/price.hpp"

#include <algorithm>
#include <initializer_list>

namespace sigillo::domain::purchase {

namespace {

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool only(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// One "@" with something before it and a dot after it. Whether it works shows when it is written to.
bool is_email(std::string_view text) {
    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos ||
        text.find_first_of(" \t\r\n,;<>") != std::string_view::npos) {
        return false;
    }
    const auto dot = text.find('.', at);
    return dot != std::string_view::npos && dot > at + 1 && dot + 1 < text.size();
}

/// E.164: "+" and 8 to 15 digits; of the Italian ones those that an SMS reaches.
bool is_mobile(std::string_view text) {
    if (text.empty() || text.front() != '+') {
        return false;
    }
    const auto digits = text.substr(1);
    const bool fixed = digits.substr(0, 2) == "39" && digits.substr(2, 1) != "3";
    return !fixed && digits.size() >= 8 && digits.size() <= 15 && only(digits, "0123456789");
}

/// The table of places is the portal's; what it said of the form's place comes with the facts.
class KnownPlace final : public BirthPlaces {
  public:
    explicit KnownPlace(Validity validity) : validity_(validity) {}
    [[nodiscard]] Validity on(std::string_view, const Date&) const override { return validity_; }

  private:
    Validity validity_;
};

class Checker {
  public:
    Checker(const Form& form, const ConventionVersion& convention, const Product& product,
            const FormFacts& facts)
        : form_(form), convention_(convention), product_(product), facts_(facts) {}

    std::vector<Problem> run() {
        for (const Page page : pages_of(product_)) {
            page_ = page;
            check_page();
        }
        return std::move(problems_);
    }

  private:
    void check_page() {
        switch (page_) {
        case Page::product:
            return;
        case Page::holder:
            return holder();
        case Page::document:
            return document();
        case Page::enrolment:
            return enrolment();
        case Page::photo:
            return refuse_unless(!form_.photo.empty(), "photo", ErrorId::photo_missing);
        case Page::identification:
            return identification();
        case Page::billing:
            return billing();
        case Page::shipping:
            return shipping();
        case Page::payment:
            return payment();
        }
    }

    void holder() {
        const Holder& holder = form_.holder;
        needed(holder.given_name, "holder.given_name");
        needed(holder.surname, "holder.surname");
        needed(holder.sex, "holder.sex");
        day(holder.birth, "holder.birth", facts_.today);
        needed(holder.birth_place, "holder.birth_place");
        codice_fiscale();
        address(holder.residence, "holder.residence");
        needed(holder.email, "holder.email");
        refuse_unless(blank(holder.email) || is_email(holder.email), "holder.email", ErrorId::field_invalid);
        refuse_unless(!facts_.email_of_another, "holder.email", ErrorId::contact_of_someone_else);
        needed(holder.mobile, "holder.mobile");
        refuse_unless(blank(holder.mobile) || is_mobile(holder.mobile), "holder.mobile",
                      ErrorId::field_invalid);
        refuse_unless(!facts_.mobile_of_another, "holder.mobile", ErrorId::contact_of_someone_else);
        as_in_register({"given_name", "surname"}, "holder.");
    }

    /// Computed from the data and checked against what was typed.
    void codice_fiscale() {
        constexpr const char* field = "holder.codice_fiscale";
        const Holder& holder = form_.holder;
        if (blank(holder.codice_fiscale)) {
            return needed(holder.codice_fiscale, field);
        }
        const auto code = CodiceFiscale::parse(holder.codice_fiscale);
        if (!code) {
            return add(field, code.error());
        }
        const bool complete = !blank(holder.given_name) && !blank(holder.surname) && !blank(holder.sex) &&
                              is_valid(holder.birth) && !blank(holder.birth_place);
        if (!complete) {
            return;
        }
        refuse_unless(facts_.birth_place != BirthPlaces::Validity::unknown_place, "holder.birth_place",
                      ErrorId::field_invalid);
        const PersonData data{holder.given_name, holder.surname, holder.sex == "F" ? Sex::female : Sex::male,
                              holder.birth, holder.birth_place};
        const auto compared = compare(*code, data, KnownPlace(facts_.birth_place));
        const auto agrees = [&](bool matches, const char* with) {
            if (!matches) {
                add(field, {ErrorId::codice_fiscale_mismatch, {{"field", with}}});
            }
        };
        agrees(compared.surname_matches, "surname");
        agrees(compared.given_name_matches, "given_name");
        agrees(compared.sex_matches, "sex");
        agrees(compared.birth_matches, "birth");
        agrees(compared.birth_place_matches, "birth_place");
    }

    void document() {
        const IdentityDocument& document = form_.document;
        if (blank(document.number)) {
            return add("document.number", ErrorId::document_missing);
        }
        needed(document.issued_by, "document.issued_by");
        day(document.issued_on, "document.issued_on", facts_.today);
        if (!is_valid(document.expires_on)) {
            return add("document.expires_on", {ErrorId::field_missing, {{"field", "document.expires_on"}}});
        }
        refuse_unless(facts_.today <= document.expires_on, "document.expires_on", ErrorId::document_expired);
    }

    void enrolment() {
        const Enrolment& enrolment = form_.enrolment;
        const PurchaseTerms& terms = *convention_.purchase;
        one_of(enrolment.title, terms.titles, "enrolment.title");
        one_of(enrolment.section, terms.sections, "enrolment.section");
        one_of(enrolment.sector, terms.sectors, "enrolment.sector");
        needed(enrolment.number, "enrolment.number");
        day(enrolment.registered_on, "enrolment.registered_on", facts_.today);
        as_in_register({"title", "section", "sector", "number", "registered_on"}, "enrolment.");
    }

    /// Where the Order's data must coincide exactly (R120), a name too: with another one the Order could not
    /// validate what is paid by then.
    void as_in_register(std::initializer_list<std::string_view> fields, const std::string& path) {
        if (!convention_.purchase->register_must_match || product_.certificates == CertificateSet::none ||
            !facts_.register_entry) {
            return;
        }
        for (const auto& line : differences(*facts_.register_entry, form_)) {
            if (line.differs && std::find(fields.begin(), fields.end(), line.field) != fields.end()) {
                add(path + line.field, {ErrorId::register_data_differ,
                                        {{"field", line.field}, {"register", line.register_value}}});
            }
        }
    }

    void identification() {
        const auto offered = [&](IdentificationMethod method) {
            return std::any_of(product_.identification.begin(), product_.identification.end(),
                               [&](const IdentificationOption& option) { return option.method == method; });
        };
        if (!form_.identification) {
            return add("identification", {ErrorId::field_missing, {{"field", "identification"}}});
        }
        refuse_unless(offered(*form_.identification), "identification", ErrorId::identification_not_offered);
    }

    void billing() {
        const Billing& billing = form_.billing;
        if (billing.to_holder) {
            return;
        }
        needed(billing.name, "billing.name");
        needed(billing.tax_code, "billing.tax_code");
        address(billing.address, "billing.address");
    }

    void shipping() {
        const Shipping& shipping = form_.shipping;
        const bool offered =
            std::any_of(product_.delivery.begin(), product_.delivery.end(),
                        [&](const DeliveryOption& option) { return option.to == shipping.to; });
        refuse_unless(offered, "shipping.to", ErrorId::field_invalid);
        if (shipping.to == Delivery::to_holder && !shipping.to_residence) {
            needed(shipping.addressee, "shipping.addressee");
            address(shipping.address, "shipping.address");
        }
    }

    void payment() {
        if (const auto price = price_of(convention_, form_); price && price->total.gross.value == 0) {
            return; // nothing to choose a way of paying for
        }
        if (!form_.payment) {
            return add("payment", {ErrorId::field_missing, {{"field", "payment"}}});
        }
        refuse_unless(contains(convention_.payment_methods, *form_.payment), "payment",
                      ErrorId::payment_method_not_offered);
    }

    void address(const Address& address, const std::string& field) {
        needed(address.street, field + ".street");
        needed(address.municipality, field + ".municipality");
        needed(address.country, field + ".country");
        needed(address.postcode, field + ".postcode");
        if (address.country != "IT") {
            return;
        }
        refuse_unless(blank(address.postcode) ||
                          (address.postcode.size() == 5 && only(address.postcode, "0123456789")),
                      field + ".postcode", ErrorId::field_invalid);
        needed(address.province, field + ".province");
        refuse_unless(blank(address.province) || address.province.size() == 2, field + ".province",
                      ErrorId::field_invalid);
    }

    void one_of(const std::string& value, const std::vector<std::string>& allowed, const char* field) {
        if (allowed.empty()) {
            return;
        }
        if (blank(value)) {
            return needed(value, field);
        }
        refuse_unless(contains(allowed, value), field, ErrorId::field_invalid);
    }

    void needed(std::string_view value, const std::string& field) {
        if (blank(value)) {
            add(field, {ErrorId::field_missing, {{"field", field}}});
        }
    }

    void day(const Date& date, const std::string& field, const Date& latest) {
        if (!is_valid(date)) {
            return add(field, {ErrorId::field_missing, {{"field", field}}});
        }
        refuse_unless(date <= latest, field, ErrorId::field_invalid);
    }

    void refuse_unless(bool holds, const std::string& field, ErrorId id) {
        if (!holds) {
            add(field, {id, {{"field", field}}});
        }
    }

    void add(const std::string& field, Error error) { problems_.push_back({page_, field, std::move(error)}); }

    const Form& form_;
    const ConventionVersion& convention_;
    const Product& product_;
    const FormFacts& facts_;
    Page page_ = Page::product;
    std::vector<Problem> problems_;
};

} // namespace

std::vector<Page> pages_of(const Product& product) {
    const bool certified = product.certificates != CertificateSet::none;
    std::vector<Page> pages{Page::product};
    const auto add = [&](bool wanted, Page page) {
        if (wanted) {
            pages.push_back(page);
        }
    };
    add(!product.identification.empty(), Page::identification); // before the data (R35, R36, R40)
    pages.push_back(Page::holder);
    add(certified, Page::document);
    add(certified, Page::enrolment);
    add(product.photo, Page::photo);
    pages.push_back(Page::billing);
    pages.push_back(Page::shipping);
    pages.push_back(Page::payment);
    return pages;
}

std::vector<Problem> problems(const Form& form, const ConventionVersion& convention, const FormFacts& facts) {
    const Product* product = product_by_id(convention, form.product);
    if (product == nullptr || product->flow != Flow::purchase || !convention.purchase) {
        return {{Page::product, "product", {ErrorId::product_not_sold, {{"code", convention.code.value}}}}};
    }
    return Checker(form, convention, *product, facts).run();
}

std::vector<FieldDifference> differences(const RegisterEntry& entry, const Form& form) {
    CardCertificates stated;
    const auto code = CodiceFiscale::parse(form.holder.codice_fiscale);
    stated.holder = code ? *code : CodiceFiscale();
    stated.given_name = form.holder.given_name;
    stated.surname = form.holder.surname;
    stated.title = form.enrolment.title;
    stated.section = form.enrolment.section;
    stated.sector = form.enrolment.sector;
    stated.number = form.enrolment.number;
    stated.registered_on = form.enrolment.registered_on;
    stated.email = form.holder.email;
    return domain::differences(entry, stated);
}

} // namespace sigillo::domain::purchase
