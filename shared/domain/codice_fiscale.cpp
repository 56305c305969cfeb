#include "shared/domain/codice_fiscale.hpp"

#include "shared/domain/transliterate.hpp"

#include <array>

namespace sigillo::domain {

namespace {

// DM 23 December 1976, articles 3 to 7.
constexpr std::size_t length = 16;
constexpr std::string_view months = "ABCDEHLMPRST";
constexpr std::string_view omocodia = "LMNPQRSTUV"; // stands for 0 to 9
constexpr std::array<std::size_t, 7> digit_places{6, 7, 9, 10, 12, 13, 14};
constexpr int womens_day = 40;
// Values of characters in odd places (counted from 1), for 0-9 and for A-Z.
constexpr std::array<int, 10> odd_digits{1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
constexpr std::array<int, 26> odd_letters{1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                          20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_vowel(char c) {
    return c == 'A' || c == 'E' || c == 'I' || c == 'O' || c == 'U';
}

char check_character(std::string_view first_fifteen) {
    int sum = 0;
    for (std::size_t i = 0; i < first_fifteen.size(); ++i) {
        const char c = first_fifteen[i];
        const auto value = static_cast<std::size_t>(is_digit(c) ? c - '0' : c - 'A');
        const bool odd_place = i % 2 == 0;
        sum += !odd_place ? static_cast<int>(value) : is_digit(c) ? odd_digits[value] : odd_letters[value];
    }
    return static_cast<char>('A' + sum % 26);
}

/// The code with its digits in place of omocodia's letters; empty where a character does not belong in its
/// place.
std::string plain_digits(std::string code) {
    for (const std::size_t place : digit_places) {
        if (is_digit(code[place])) {
            continue;
        }
        const auto digit = omocodia.find(code[place]);
        if (digit == std::string_view::npos) {
            return {};
        }
        code[place] = static_cast<char>('0' + digit);
    }
    return code;
}

bool letters_in_place(std::string_view code) {
    for (const std::size_t place : {0, 1, 2, 3, 4, 5, 8, 11, 15}) {
        if (!is_letter(code[place])) {
            return false;
        }
    }
    return months.find(code[8]) != std::string_view::npos;
}

int two_digits(std::string_view code, std::size_t at) {
    return (code[at] - '0') * 10 + (code[at + 1] - '0');
}

/// Whether some year of that number has the day: the code does not say which century.
bool day_possible(int year_of_century, int month, int day) {
    return day >= 1 && (day <= days_in_month(1900 + year_of_century, month) ||
                        day <= days_in_month(2000 + year_of_century, month));
}

std::string consonants_then_vowels(std::string_view letters) {
    std::string out;
    for (const char c : letters) {
        if (!is_vowel(c)) {
            out += c;
        }
    }
    for (const char c : letters) {
        if (is_vowel(c)) {
            out += c;
        }
    }
    out += "XXX";
    return out.substr(0, 3);
}

std::string surname_letters(std::string_view surname, Umlauts umlauts) {
    return consonants_then_vowels(transliterate(surname, umlauts));
}

std::string given_name_letters(std::string_view name, Umlauts umlauts) {
    const std::string letters = transliterate(name, umlauts);
    std::string consonants;
    for (const char c : letters) {
        if (!is_vowel(c)) {
            consonants += c;
        }
    }
    // With four consonants or more the second is left out.
    return consonants.size() >= 4 ? std::string{consonants[0], consonants[2], consonants[3]}
                                  : consonants_then_vowels(letters);
}

bool is_belfiore(std::string_view place) {
    return place.size() == 4 && is_letter(place[0]) && is_digit(place[1]) && is_digit(place[2]) &&
           is_digit(place[3]);
}

bool surname_fits(std::string_view letters, std::string_view surname) {
    return letters == surname_letters(surname, Umlauts::base_letter) ||
           letters == surname_letters(surname, Umlauts::expanded);
}

bool given_name_fits(std::string_view letters, std::string_view name) {
    return letters == given_name_letters(name, Umlauts::base_letter) ||
           letters == given_name_letters(name, Umlauts::expanded);
}

} // namespace

Result<CodiceFiscale> CodiceFiscale::parse(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    if (text.size() != length) {
        return ErrorId::codice_fiscale_malformed;
    }
    std::string code(text);
    for (char& c : code) {
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    const std::string plain = letters_in_place(code) ? plain_digits(code) : std::string{};
    if (plain.empty()) {
        return ErrorId::codice_fiscale_malformed;
    }
    const int day = two_digits(plain, 9);
    const int month = static_cast<int>(months.find(plain[8])) + 1;
    if (!day_possible(two_digits(plain, 6), month, day > womens_day ? day - womens_day : day)) {
        return ErrorId::codice_fiscale_date_impossible;
    }
    if (check_character(std::string_view(code).substr(0, length - 1)) != code.back()) {
        return ErrorId::codice_fiscale_check_character;
    }
    return CodiceFiscale(std::move(code));
}

CodiceFiscaleContent content_of(const CodiceFiscale& code) {
    const std::string plain = plain_digits(code.text());
    CodiceFiscaleContent content;
    content.surname_letters = plain.substr(0, 3);
    content.given_name_letters = plain.substr(3, 3);
    content.year_of_century = two_digits(plain, 6);
    content.month = static_cast<int>(months.find(plain[8])) + 1;
    const int day = two_digits(plain, 9);
    content.sex = day > womens_day ? Sex::female : Sex::male;
    content.day = day > womens_day ? day - womens_day : day;
    content.birth_place = plain.substr(11, 4);
    content.omocodic = plain != code.text();
    return content;
}

Result<CodiceFiscale> compute_codice_fiscale(const PersonData& person) {
    if (transliterate(person.surname).empty() || transliterate(person.given_name).empty() ||
        !is_valid(person.birth) || !is_belfiore(person.birth_place)) {
        return ErrorId::invalid_argument;
    }
    const auto padded = [](int number) {
        return std::string{static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
    };
    std::string code = surname_letters(person.surname, Umlauts::base_letter) +
                       given_name_letters(person.given_name, Umlauts::base_letter) +
                       padded(person.birth.year % 100);
    code += months[static_cast<std::size_t>(person.birth.month - 1)];
    code += padded(person.birth.day + (person.sex == Sex::female ? womens_day : 0));
    code += person.birth_place;
    code += check_character(code);
    return CodiceFiscale::parse(code);
}

CodiceFiscaleComparison compare(const CodiceFiscale& code, const PersonData& person,
                                const BirthPlaces& places) {
    const CodiceFiscaleContent content = content_of(code);
    CodiceFiscaleComparison result;
    result.surname_matches = surname_fits(content.surname_letters, person.surname);
    result.given_name_matches = given_name_fits(content.given_name_letters, person.given_name);
    result.sex_matches = content.sex == person.sex;
    result.birth_matches = content.year_of_century == person.birth.year % 100 &&
                           content.month == person.birth.month && content.day == person.birth.day;
    result.birth_place_matches = content.birth_place == person.birth_place;
    result.birth_place_validity = places.on(person.birth_place, person.birth);
    return result;
}

bool names_match(const CodiceFiscale& code, std::string_view given_name, std::string_view surname) {
    const CodiceFiscaleContent content = content_of(code);
    return surname_fits(content.surname_letters, surname) &&
           given_name_fits(content.given_name_letters, given_name);
}

} // namespace sigillo::domain
