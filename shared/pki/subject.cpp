#include "shared/pki/subject.hpp"

#include "shared/pki/der.hpp"
#include "shared/pki/oids.hpp"
#include "shared/pki/role_units.hpp"
#include "shared/pki/utf8.hpp"

#include <algorithm>

namespace sigillo::pki {

namespace {

/// RFC 5280 appendix A: ub-common-name, ub-organization-name, ub-title... are all 64.
constexpr std::size_t longest_text = 64;

class NameWriter {
  public:
    void add(const char* field, std::string_view oid, const std::string& text,
             std::uint8_t tag = der::tag::utf8_string) {
        if (text.empty() || !bad_field_.empty())
            return;
        const auto length = count_code_points(text);
        const bool control = std::any_of(text.begin(), text.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        });
        if (!length || *length > longest_text || control) {
            bad_field_ = field;
            return;
        }
        rdns_.push_back(der::set_of({der::sequence({der::oid(oid), der::text(tag, text)})}));
    }
    void refuse(const char* field) {
        if (bad_field_.empty())
            bad_field_ = field;
    }
    domain::Result<Bytes> finish() const {
        if (!bad_field_.empty())
            return domain::Error(domain::ErrorId::invalid_argument, {{"field", bad_field_}});
        return der::tlv(der::tag::sequence, der::concatenation(rdns_));
    }

  private:
    std::vector<Bytes> rdns_;
    std::string bad_field_;
};

bool is_upper_alphanumeric(char character) {
    return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9');
}

void add_country(NameWriter& name, const std::string& country) {
    if (country.size() != 2 ||
        !std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        name.refuse("country");
    name.add("country", oids::country, country, der::tag::printable_string);
}

void add_role(NameWriter& name, const RoleData& role) {
    name.add("order", oids::organization, role.order);
    for (const auto& unit : role_units) {
        const std::string& value = role.*unit.field;
        if (!value.empty())
            name.add(unit.name, oids::organizational_unit, std::string(unit.prefix) + value);
    }
    name.add("title", oids::title, role.title);
}

} // namespace

bool is_codice_fiscale_form(std::string_view text) {
    return text.size() == 16 && std::all_of(text.begin(), text.end(), is_upper_alphanumeric);
}

domain::Result<Bytes> name_of(const Subject& subject) {
    NameWriter name;
    add_country(name, subject.country);
    if (subject.role) {
        if (subject.role->title.empty())
            name.refuse("title");
        add_role(name, *subject.role);
    }
    name.add("surname", oids::surname, subject.surname);
    name.add("given_name", oids::given_name, subject.given_name);
    if (!subject.codice_fiscale.empty()) {
        if (!is_codice_fiscale_form(subject.codice_fiscale))
            name.refuse("codice_fiscale");
        name.add("codice_fiscale", oids::serial_number, "TINIT-" + subject.codice_fiscale,
                 der::tag::printable_string);
    }
    std::string common_name = subject.common_name;
    if (common_name.empty() && !subject.given_name.empty() && !subject.surname.empty())
        common_name = subject.given_name + " " + subject.surname;
    if (common_name.empty())
        name.refuse("common_name");
    name.add("common_name", oids::common_name, common_name);
    return name.finish();
}

domain::Result<Bytes> name_of_service(const std::string& country, const std::string& organization,
                                      const std::string& common_name) {
    NameWriter name;
    add_country(name, country);
    name.add("organization", oids::organization, organization);
    if (common_name.empty())
        name.refuse("common_name");
    name.add("common_name", oids::common_name, common_name);
    return name.finish();
}

} // namespace sigillo::pki
