#pragma once

#include "shared/texts/book.hpp"

// Every sentence in both languages, compiled in: what agent, portal and tests say. The app in the browser
// loads one language at a time instead (loaded.hpp).
namespace sigillo::texts {

Book compiled(Language language);

/// As `Book::text`.
std::string text(Language language, std::string_view key, const Parameters& parameters = {});

/// Whether there is such a sentence.
bool has_text(std::string_view key);

ErrorText error_text(Language language, const domain::Error& error);

} // namespace sigillo::texts
