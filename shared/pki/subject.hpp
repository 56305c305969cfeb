#pragma once

#include "shared/pki/bytes.hpp"

#include <optional>
#include <string>

namespace sigillo::pki {

/// What a role certificate says of the profession (X3). Dates are ISO 8601 days; an empty field is absent.
/// In the name: the Order is organizationName, the title is title, the rest are organizationalUnitNames
/// "Sezione A", "Settore civile", "Iscrizione n. 123", "Iscritto dal 2001-02-03", "Abilitato dal 2000-11-30".
struct RoleData {
    std::string order;
    std::string title;
    std::string section;
    std::string sector;
    std::string number;
    std::string registration_date;
    std::string qualification_date;
    bool operator==(const RoleData&) const = default;
};

/// The name of a person or a service in a certificate. UTF-8. Each text at most 64 characters.
struct Subject {
    std::string codice_fiscale; ///< 16 characters, upper case; goes into serialNumber as TINIT-...
    std::string given_name;
    std::string surname;
    std::string country = "IT";
    /// Empty: the profile's own, "Name Surname".
    std::string common_name;
    std::optional<RoleData> role;
    bool operator==(const Subject&) const = default;
};

/// DER Name. Error: `invalid_argument` with `field`.
domain::Result<Bytes> name_of(const Subject& subject);
/// DER Name of a service or an authority: C, O (absent if empty), CN. Error: as `name_of`.
domain::Result<Bytes> name_of_service(const std::string& country, const std::string& organization,
                                      const std::string& common_name);

} // namespace sigillo::pki
