#pragma once

#include "shared/texts/book.hpp"
#include "web/app/model/state.hpp"

#include <string>

namespace sigillo::app::screens {

/// The report of a problem: all that the support desk asks for (R93), when it happened and what was shown.
std::string report_text(const texts::Book& book, const State& state, const portal::RequestView& request);

/// The "mailto:" address (RFC 6068) of that report, with the copy and the subject filled in.
std::string support_mail(const texts::Book& book, const State& state, const portal::RequestView& request);

} // namespace sigillo::app::screens
