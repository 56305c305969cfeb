#pragma once

#include "shared/domain/instant.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::portal {

/// Text that a PDF font can be asked for: well-formed UTF-8 of the basic plane. Control characters become
/// blanks, all else that does not fit U+FFFD.
std::string printable(std::string_view text);

/// Lines that fit, broken at blanks, and within a word only where it fits on no line. `fits` says whether a
/// line has room; a single character always has. Empty for a text of blanks.
std::vector<std::string> broken_into_lines(const std::string& text,
                                           const std::function<bool(const std::string&)>& fits);

/// "22 novembre 2026"; empty for no date.
std::string italian(const domain::Date& date);

} // namespace sigillo::portal
