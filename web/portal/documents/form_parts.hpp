#pragma once

#include "web/portal/documents/sheet.hpp"

// What several papers say in the same way. Internal to this folder.
namespace sigillo::portal {

/// Fields with an empty value are left out; in a blank form they are the lines to write on, so there all
/// stay.
enum class Blanks { left_out, kept };

std::vector<SheetField> holder_fields(const domain::purchase::Holder& holder, Blanks blanks);
std::vector<SheetField> enrolment_fields(const domain::purchase::Enrolment& enrolment, Blanks blanks);
std::vector<SheetField> document_fields(const domain::purchase::IdentityDocument& document, Blanks blanks);
/// "Via Roma 1, 63900 Fermo (FM)"; the country where it is not Italy.
std::string one_line(const domain::purchase::Address& address);
/// "Tel. … · e-mail"; empty where nothing is known.
std::string contacts(const domain::Order& order);

} // namespace sigillo::portal
