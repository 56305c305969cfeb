#pragma once

// How the data of a role certificate (X3) lie in organizationalUnitNames: written by name_of, read back by
// Certificate. Internal to shared/pki.

#include "shared/pki/subject.hpp"

#include <array>
#include <string>
#include <string_view>

namespace sigillo::pki {

struct RoleUnit {
    const char* name;
    std::string_view prefix;
    std::string RoleData::*field;
};

inline constexpr std::array<RoleUnit, 5> role_units{{
    {"section", "Sezione ", &RoleData::section},
    {"sector", "Settore ", &RoleData::sector},
    {"number", "Iscrizione n. ", &RoleData::number},
    {"registration_date", "Iscritto dal ", &RoleData::registration_date},
    {"qualification_date", "Abilitato dal ", &RoleData::qualification_date},
}};

/// 16 upper-case letters and digits. Whether it is a true codice fiscale is for shared/domain to say.
bool is_codice_fiscale_form(std::string_view text);

} // namespace sigillo::pki
