#pragma once

#include <string>
#include <string_view>
#include <vector>

// What people type to find people.
namespace sigillo::portal {

std::string_view trimmed(std::string_view text);
/// ASCII letters only: for e-mail addresses, whose domains are ASCII and whose mailboxes nobody tells apart
/// by case.
std::string lower_case(std::string_view text);

/// A text's words as the search knows them: A to Z and 0 to 9, without diacritics, at most 16 characters.
/// "D'Angelò" is DANGELO, D and ANGELO.
std::vector<std::string> words_of(std::string_view text);
/// The words of a query: as typed, so that "D'Ange" is DANGE alone.
std::vector<std::string> query_words_of(std::string_view text);
/// What a query's word may be to find this word: each beginning of at least two characters; a
/// number only in whole.
std::vector<std::string> findable_as(const std::string& word);

} // namespace sigillo::portal
