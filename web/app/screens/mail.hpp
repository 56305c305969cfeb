#pragma once

#include "shared/domain/language.hpp"
#include "shared/protocol/portal_views.hpp"

#include <string>

namespace sigillo::app::screens {

/// The "mailto:" address (RFC 6068) of a report to the support desk, with the copy, the subject and all that
/// R93 asks for filled in.
std::string support_mail(domain::Language language, const protocol::portal::RequestView& request);

} // namespace sigillo::app::screens
