#pragma once

#include <string_view>

namespace sigillo::domain {

/// The languages that every sentence exists in. Italian is the default: it is what the Orders speak.
enum class Language { it, en };

constexpr std::string_view text_of(Language language) {
    return language == Language::en ? "en" : "it";
}

/// Takes "it", "en" and longer tags such as "en-GB"; anything else is Italian.
constexpr Language parse_language(std::string_view tag) {
    return tag.substr(0, 2) == "en" ? Language::en : Language::it;
}

} // namespace sigillo::domain
