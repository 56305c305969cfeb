#pragma once

#include "shared/domain/register_entry.hpp"
#include "shared/domain/result.hpp"

#include <string>
#include <string_view>

// What a cell of a register's file may hold; blanks around it are gone already. Errors:
// `register_value_missing`, `register_value_too_long` (details `limit`, in bytes), `register_value_not_text`
// for a line end within a value, `register_*_wrong` for what is no such value, and for the code those of
// `CodiceFiscale::parse`.
namespace sigillo::portal {

domain::Status read_code(std::string_view text, domain::CodiceFiscale& out);
domain::Status read_required(std::string_view text, std::size_t limit, std::string& out);
domain::Status read_text(std::string_view text, std::size_t limit, std::string& out);
/// "A", "B", "Sez. A", "sezione b" or nothing.
domain::Status read_section(std::string_view text, std::string& out);
/// "01/03/2005", "1-3-2005", "1.3.2005" or "2005-03-01", from 1900 to 2100.
domain::Status read_day(std::string_view text, domain::Date& out);
domain::Status read_email(std::string_view text, std::string& out);
/// Blanks, dots, hyphens and slashes are left out; "00" is "+", and an Italian number needs no +39.
domain::Status read_mobile(std::string_view text, std::string& out);
/// "iscritto", "attivo", "sospesa", "cancellato" and the like.
domain::Status read_enrolment(std::string_view text, domain::EnrolmentStatus& out);

} // namespace sigillo::portal
