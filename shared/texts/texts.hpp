#pragma once

#include "shared/domain/error.hpp"
#include "shared/domain/language.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sigillo::texts {

using domain::Language;
using Parameters = std::map<std::string, std::string>;

/// The sentence of `key` (assets/translations) with its placeholders filled. `{name}` takes the value as it
/// is; `{name|date}` an ISO day or RFC 3339 instant, written out as a day of Rome; `{name|time}` likewise
/// with the hour; `{name|money}` cents;
/// `{name|text}` a key of another sentence. A piece in square brackets is left out where one of its
/// parameters is missing or empty; elsewhere a missing parameter leaves "\u2026". An unknown key gives the
/// key itself, which shows on a screen and in its test.
std::string text(Language language, std::string_view key, const Parameters& parameters = {});

/// Whether there is such a sentence.
bool has_text(std::string_view key);

/// What happened and what to do next: two sentences for people, from `error.<id>.what` and `error.<id>.next`.
struct ErrorText {
    std::string what;
    std::string next;
};
ErrorText error_text(Language language, const domain::Error& error);

} // namespace sigillo::texts
