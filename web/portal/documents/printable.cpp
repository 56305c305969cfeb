#include "web/portal/documents/printable.hpp"

#include <algorithm>
#include <array>

namespace sigillo::portal {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

/// The length of the well-formed character at `at`, or 0 (RFC 3629 4).
std::size_t length_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf && tail(1)) {
        return 2;
    }
    const bool overlong = first == 0xe0 && byte(1) < 0xa0;
    const bool surrogate = first == 0xed && byte(1) >= 0xa0;
    if (first >= 0xe0 && first <= 0xef && tail(1) && tail(2) && !overlong && !surrogate) {
        return 3;
    }
    const bool in_range = (first > 0xf0 || byte(1) >= 0x90) && (first < 0xf4 || byte(1) < 0x90);
    if (first >= 0xf0 && first <= 0xf4 && tail(1) && tail(2) && tail(3) && in_range) {
        return 4;
    }
    return 0;
}

/// Control characters of Unicode's first two blocks, and what orders text from right to left by command.
bool is_control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1) {
        return first < 0x20 || first == 0x7f;
    }
    if (character.size() == 2) {
        return first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
    }
    return character == "\xe2\x80\xa8" || character == "\xe2\x80\xa9" ||
           (character >= "\xe2\x80\xaa" && character <= "\xe2\x80\xae") ||
           (character >= "\xe2\x81\xa6" && character <= "\xe2\x81\xa9");
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) {
            words.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return words;
}

} // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = length_at(text, at);
        if (length == 0 || length == 4) {
            out += replacement;
            at += length == 0 ? 1 : length;
            continue;
        }
        const auto character = text.substr(at, length);
        if (is_control(character)) {
            out += ' ';
        } else {
            out += character;
        }
        at += length;
    }
    return out;
}

std::vector<std::string> broken_into_lines(const std::string& text,
                                           const std::function<bool(const std::string&)>& fits) {
    std::vector<std::string> lines;
    std::string line;
    const auto end_line = [&] {
        if (!line.empty()) {
            lines.push_back(std::move(line));
            line.clear();
        }
    };
    for (const auto& word : words_of(text)) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (fits(longer)) {
            line = longer;
            continue;
        }
        end_line();
        if (fits(word)) {
            line = word;
            continue;
        }
        for (std::size_t at = 0; at < word.size();) {
            const std::size_t length = std::max<std::size_t>(length_at(word, at), 1);
            const std::string character = word.substr(at, length);
            if (!line.empty() && !fits(line + character)) {
                end_line();
            }
            line += character;
            at += length;
        }
    }
    end_line();
    return lines;
}

std::string italian(const domain::Date& date) {
    static constexpr std::array<std::string_view, 12> months = {
        "gennaio", "febbraio", "marzo",     "aprile",  "maggio",   "giugno",
        "luglio",  "agosto",   "settembre", "ottobre", "novembre", "dicembre"};
    if (!domain::is_valid(date)) {
        return {};
    }
    return std::to_string(date.day) + " " + std::string(months[static_cast<std::size_t>(date.month - 1)]) +
           " " + std::to_string(date.year);
}

} // namespace sigillo::portal
