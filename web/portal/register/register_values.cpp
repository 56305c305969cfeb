#include "web/portal/register/register_values.hpp"

#include "shared/domain/transliterate.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sigillo::portal {

using domain::Done;
using domain::Error;
using domain::ErrorId;
using domain::Status;

namespace {

constexpr std::size_t longest_email = 254;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool number(std::string_view text, int& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit) && error == std::errc{} &&
           end == text.data() + text.size();
}

/// The three numbers of a day, in the order in which they stand.
bool three_numbers(std::string_view text, char separator, std::array<int, 3>& out,
                   std::array<std::size_t, 3>& sizes) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto end = i == 2 ? text.size() : text.find(separator);
        if (end == std::string_view::npos) {
            return false;
        }
        sizes[i] = end;
        if (end > 4 || !number(text.substr(0, end), out[i])) {
            return false;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

} // namespace

Status read_code(std::string_view text, domain::CodiceFiscale& out) {
    if (text.empty()) {
        return ErrorId::register_value_missing;
    }
    auto code = domain::CodiceFiscale::parse(text);
    if (!code) {
        return code.error();
    }
    out = std::move(*code);
    return Done{};
}

Status read_text(std::string_view text, std::size_t limit, std::string& out) {
    if (text.size() > limit) {
        return Error(ErrorId::register_value_too_long, {{"limit", std::to_string(limit)}});
    }
    if (text.find_first_of("\n\t") != std::string_view::npos) {
        return ErrorId::register_value_not_text;
    }
    out = text;
    return Done{};
}

Status read_required(std::string_view text, std::size_t limit, std::string& out) {
    return text.empty() ? Status(ErrorId::register_value_missing) : read_text(text, limit, out);
}

Status read_section(std::string_view text, std::string& out) {
    const std::string letters = domain::transliterate(text);
    for (const std::string_view prefix : {"", "SEZ", "SEZIONE"}) {
        for (const std::string_view section : {"A", "B"}) {
            if (letters == std::string(prefix) + std::string(section)) {
                out = section;
                return Done{};
            }
        }
    }
    return text.empty() ? Status(Done{}) : Status(ErrorId::register_section_wrong);
}

Status read_day(std::string_view text, domain::Date& out) {
    std::array<int, 3> parts{};
    std::array<std::size_t, 3> sizes{};
    domain::Date day;
    for (const char separator : {'/', '.', '-'}) {
        if (three_numbers(text, separator, parts, sizes)) {
            if (sizes[2] == 4) {
                day = {parts[2], parts[1], parts[0]};
            } else if (sizes[0] == 4 && separator == '-') {
                day = {parts[0], parts[1], parts[2]};
            }
        }
    }
    if (day.year < 1900 || day.year > 2100 || !domain::is_valid(day)) {
        return ErrorId::register_day_wrong;
    }
    out = day;
    return Done{};
}

Status read_email(std::string_view text, std::string& out) {
    if (text.size() > longest_email) {
        return Error(ErrorId::register_value_too_long, {{"limit", std::to_string(longest_email)}});
    }
    if (text.empty()) {
        out.clear();
        return Done{};
    }
    const auto at = text.find('@');
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != ',' && c != ';' && c != '"';
    });
    const std::string_view domain_part = at == std::string_view::npos ? "" : text.substr(at + 1);
    const auto dot = domain_part.find('.');
    if (!plain || at == 0 || domain_part.find('@') != std::string_view::npos ||
        dot == std::string_view::npos || dot == 0 || domain_part.back() == '.') {
        return ErrorId::register_email_wrong;
    }
    out = text;
    return Done{};
}

Status read_mobile(std::string_view text, std::string& out) {
    std::string digits;
    for (const char c : text) {
        if (is_digit(c) || (c == '+' && digits.empty())) {
            digits += c;
        } else if (c != ' ' && c != '.' && c != '-' && c != '/' && c != '(' && c != ')') {
            return ErrorId::register_mobile_wrong;
        }
    }
    if (digits.substr(0, 2) == "00") {
        digits.replace(0, 2, "+");
    }
    if (!digits.empty() && digits.front() != '+') {
        digits.insert(0, "+39");
    }
    if (!digits.empty() && (digits.size() < 9 || digits.size() > 16)) {
        return ErrorId::register_mobile_wrong;
    }
    out = digits;
    return Done{};
}

Status read_enrolment(std::string_view text, domain::EnrolmentStatus& out) {
    using domain::EnrolmentStatus;
    struct Word {
        std::string_view text;
        EnrolmentStatus status;
    };
    constexpr std::array<Word, 14> words = {{{"ISCRITTO", EnrolmentStatus::enrolled},
                                             {"ISCRITTA", EnrolmentStatus::enrolled},
                                             {"ATTIVO", EnrolmentStatus::enrolled},
                                             {"ATTIVA", EnrolmentStatus::enrolled},
                                             {"ENROLLED", EnrolmentStatus::enrolled},
                                             {"SOSPESO", EnrolmentStatus::suspended},
                                             {"SOSPESA", EnrolmentStatus::suspended},
                                             {"SUSPENDED", EnrolmentStatus::suspended},
                                             {"CANCELLATO", EnrolmentStatus::cancelled},
                                             {"CANCELLATA", EnrolmentStatus::cancelled},
                                             {"CANCELLED", EnrolmentStatus::cancelled},
                                             {"TRASFERITO", EnrolmentStatus::cancelled},
                                             {"TRASFERITA", EnrolmentStatus::cancelled},
                                             {"RADIATO", EnrolmentStatus::cancelled}}};
    if (text.empty()) {
        return ErrorId::register_value_missing;
    }
    const std::string letters = domain::transliterate(text);
    for (const auto& word : words) {
        if (letters == word.text) {
            out = word.status;
            return Done{};
        }
    }
    return ErrorId::register_status_wrong;
}

} // namespace sigillo::portal
