#include "web/portal/store/words.hpp"

#include "shared/domain/transliterate.hpp"

#include <algorithm>
#include <cctype>

namespace sigillo::portal {
namespace {

constexpr std::size_t word_max = 16;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Letters and digits of a word, upper case.
std::string plain(std::string_view word) {
    std::string out;
    std::size_t at = 0;
    while (at < word.size()) {
        if (is_digit(word[at])) {
            out += word[at++];
            continue;
        }
        const std::size_t start = at;
        while (at < word.size() && !is_digit(word[at])) {
            ++at;
        }
        out += domain::transliterate(word.substr(start, at - start));
    }
    return out.substr(0, word_max);
}

template <class Separator>
std::vector<std::string_view> split(std::string_view text, Separator separates) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i == text.size() || separates(text[i])) {
            if (i > start) {
                parts.push_back(text.substr(start, i - start));
            }
            start = i + 1;
        }
    }
    return parts;
}

void add(std::vector<std::string>& words, std::string word) {
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) {
        words.push_back(std::move(word));
    }
}

} // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const auto word : split(text, is_space)) {
        add(words, plain(word));
        // Bytes of other letters than ASCII's belong to the word.
        const auto inner = split(word, [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && !is_letter(c) && !is_digit(c);
        });
        for (const auto part : inner) {
            add(words, plain(part));
        }
    }
    return words;
}

std::vector<std::string> query_words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const auto word : split(text, is_space)) {
        add(words, plain(word));
    }
    return words;
}

std::vector<std::string> findable_as(const std::string& word) {
    if (std::all_of(word.begin(), word.end(), is_digit)) {
        return {word};
    }
    std::vector<std::string> out;
    for (std::size_t size = 2; size <= word.size(); ++size) {
        out.push_back(word.substr(0, size));
    }
    if (out.empty()) {
        out.push_back(word);
    }
    return out;
}

} // namespace sigillo::portal
