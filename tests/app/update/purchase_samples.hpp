#pragma once

#include "tests/app/update/samples.hpp"

// The same Maria Rossi, who buys a kit under a convention of Imperia's.
namespace sigillo::app::samples {

inline const std::string draft_path = "/#/buy/CNSCNI18/ingegneri-imperia";

portal::FindConvention::Reply convention();
/// Product chosen, holder with a wrong e-mail, a municipality and a section that is not the register's.
portal::Draft draft();
/// All pages complete.
portal::Draft whole_draft();
/// At a page of the wizard, the draft there.
State at_page(const std::string& page, portal::Draft draft = samples::draft());

/// A purchase as its member sees it while `action` is what is next.
portal::RequestView purchase(portal::Action action);

/// The same as the Order or the provider sees it, issued: a kit with two certificates.
portal::RequestView purchase_at_office(portal::Action action);

} // namespace sigillo::app::samples
