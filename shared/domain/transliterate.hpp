#pragma once

#include <string>
#include <string_view>

namespace sigillo::domain {

/// How letters that are two letters elsewhere are written: "Müller" is MULLER or MUELLER, "Åse" ASE or AASE.
enum class Umlauts { base_letter, expanded };

/// A name in UTF-8 as the letters A to Z that a codice fiscale is made from. Every Latin letter loses its
/// diacritics (composed or as combining marks); ß is SS, Æ is AE, Œ is OE, Þ is TH; spaces, apostrophes,
/// hyphens, whatever is not a Latin letter and malformed UTF-8 are left out.
std::string transliterate(std::string_view utf8, Umlauts umlauts = Umlauts::base_letter);

} // namespace sigillo::domain
