#include "shared/domain/instant.hpp"

#include <array>
#include <charconv>

namespace sigillo::domain {

namespace {

constexpr int last_year = 9999;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

/// Monday is 0.
int weekday(const Date& date) {
    const std::int64_t since_monday = (days_since_epoch(date) + 3) % 7;
    return static_cast<int>(since_monday < 0 ? since_monday + 7 : since_monday);
}

Date last_sunday(int year, int month) {
    const Date last{year, month, days_in_month(year, month)};
    return add_days(last, -((weekday(last) + 1) % 7));
}

CivilTime civil_of_seconds(std::int64_t seconds) {
    const std::int64_t days = floor_div(seconds, 86400);
    const auto rest = static_cast<int>(seconds - days * 86400);
    return {date_of_days(days), rest / 3600, rest / 60 % 60, rest % 60};
}

std::int64_t seconds_of_civil(const CivilTime& time) {
    return days_since_epoch(time.date) * 86400 + time.hour * 3600 + time.minute * 60 + time.second;
}

void append_padded(std::string& out, int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    out.append(digits.size() < width ? width - digits.size() : 0, '0');
    out += digits;
}

/// Reads exactly `count` digits and moves on; -1 where they are not there.
int read_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) {
        return -1;
    }
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool read_char(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

bool read_date(std::string_view& text, Date& out) {
    out.year = read_digits(text, 4);
    if (!read_char(text, '-')) {
        return false;
    }
    out.month = read_digits(text, 2);
    if (!read_char(text, '-')) {
        return false;
    }
    out.day = read_digits(text, 2);
    return is_valid(out);
}

bool read_clock(std::string_view& text, CivilTime& out) {
    out.hour = read_digits(text, 2);
    if (!read_char(text, ':')) {
        return false;
    }
    out.minute = read_digits(text, 2);
    if (!read_char(text, ':')) {
        return false;
    }
    out.second = read_digits(text, 2);
    return out.hour >= 0 && out.hour <= 23 && out.minute >= 0 && out.minute <= 59 && out.second >= 0 &&
           out.second <= 59;
}

/// A fraction is digits after a point; it is read over.
bool skip_fraction(std::string_view& text) {
    if (!read_char(text, '.')) {
        return true;
    }
    if (text.empty() || text.front() < '0' || text.front() > '9') {
        return false;
    }
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        text.remove_prefix(1);
    }
    return true;
}

bool read_offset(std::string_view& text, int& seconds) {
    seconds = 0;
    if (read_char(text, 'Z')) {
        return true;
    }
    const int sign = read_char(text, '+') ? 1 : read_char(text, '-') ? -1 : 0;
    const int hours = read_digits(text, 2);
    if (sign == 0 || !read_char(text, ':')) {
        return false;
    }
    const int minutes = read_digits(text, 2);
    seconds = sign * (hours * 3600 + minutes * 60);
    return hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
}

constexpr std::array<std::string_view, 12> months_it{"gennaio",   "febbraio", "marzo",    "aprile",
                                                     "maggio",    "giugno",   "luglio",   "agosto",
                                                     "settembre", "ottobre",  "novembre", "dicembre"};
constexpr std::array<std::string_view, 12> months_en{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

} // namespace

bool is_leap_year(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
    switch (month) {
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    case 2:
        return is_leap_year(year) ? 29 : 28;
    default:
        return month >= 1 && month <= 12 ? 31 : 0;
    }
}

bool is_valid(const Date& date) {
    return date.year >= 1 && date.year <= last_year && date.day >= 1 &&
           date.day <= days_in_month(date.year, date.month);
}

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start in March, so that the leap day
// is the last of the year, and 400 years are 146097 days.
std::int64_t days_since_epoch(const Date& date) {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = floor_div(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Date date_of_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = floor_div(days, 146097);
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t march_month = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<int>(day_of_year - (153 * march_month + 2) / 5 + 1);
    const auto month = static_cast<int>(march_month + (march_month < 10 ? 3 : -9));
    return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

Date add_months(const Date& date, int months) {
    const std::int64_t count = static_cast<std::int64_t>(date.year) * 12 + (date.month - 1) + months;
    const auto year = static_cast<int>(floor_div(count, 12));
    const auto month = static_cast<int>(count - static_cast<std::int64_t>(year) * 12) + 1;
    const int last = days_in_month(year, month);
    return {year, month, date.day < last ? date.day : last};
}

Date add_years(const Date& date, int years) {
    return add_months(date, years * 12);
}

Date add_days(const Date& date, int days) {
    return date_of_days(days_since_epoch(date) + days);
}

CivilTime utc_time(Instant at) {
    return civil_of_seconds(at.seconds);
}

Instant instant_of_utc(const CivilTime& time) {
    return {seconds_of_civil(time)};
}

int rome_offset_seconds(Instant at) {
    const int year = utc_time(at).date.year;
    const Instant summer = instant_of_utc({last_sunday(year, 3), 1, 0, 0});
    const Instant winter = instant_of_utc({last_sunday(year, 10), 1, 0, 0});
    return at >= summer && at < winter ? 7200 : 3600;
}

CivilTime rome_time(Instant at) {
    return civil_of_seconds(at.seconds + rome_offset_seconds(at));
}

Date rome_date(Instant at) {
    return rome_time(at).date;
}

Instant instant_of_rome(const CivilTime& time) {
    // The offset in force just before and just after: in autumn the first reading that fits is the earlier
    // instant; in spring neither fits, and the winter offset moves the clock on by the hour.
    const std::int64_t local = seconds_of_civil(time);
    const Instant in_summer{local - 7200};
    return rome_offset_seconds(in_summer) == 7200 ? in_summer : Instant{local - 3600};
}

Instant start_of_day_in_rome(const Date& date) {
    return instant_of_rome({date, 0, 0, 0});
}

Instant end_of_day_in_rome(const Date& date) {
    return start_of_day_in_rome(add_days(date, 1)) - Duration{1};
}

Instant add_years_in_rome(Instant at, int years) {
    CivilTime time = rome_time(at);
    time.date = add_years(time.date, years);
    return instant_of_rome(time);
}

std::string to_rfc3339(Instant at) {
    const CivilTime time = utc_time(at);
    std::string out = to_text(time.date);
    out += 'T';
    append_padded(out, time.hour, 2);
    out += ':';
    append_padded(out, time.minute, 2);
    out += ':';
    append_padded(out, time.second, 2);
    out += 'Z';
    return out;
}

Result<Instant> parse_rfc3339(std::string_view text) {
    CivilTime time;
    int offset = 0;
    if (read_date(text, time.date) && read_char(text, 'T') && read_clock(text, time) && skip_fraction(text) &&
        read_offset(text, offset) && text.empty()) {
        return Instant{seconds_of_civil(time) - offset};
    }
    return ErrorId::invalid_argument;
}

std::string to_text(const Date& date) {
    if (!date.given()) {
        return {};
    }
    std::string out;
    append_padded(out, date.year, 4);
    out += '-';
    append_padded(out, date.month, 2);
    out += '-';
    append_padded(out, date.day, 2);
    return out;
}

Result<Date> parse_date(std::string_view text) {
    Date date;
    if (read_date(text, date) && text.empty()) {
        return date;
    }
    return ErrorId::invalid_argument;
}

std::string format_date(const Date& date, Language language) {
    if (!is_valid(date)) {
        return {};
    }
    const auto& months = language == Language::en ? months_en : months_it;
    // Italian writes the first of the month as an ordinal.
    std::string out = std::to_string(date.day);
    if (language == Language::it && date.day == 1) {
        out += "\u00BA";
    }
    out += ' ';
    out += months[static_cast<std::size_t>(date.month - 1)];
    out += ' ';
    out += std::to_string(date.year);
    return out;
}

std::string format_instant(Instant at, Language language) {
    const CivilTime time = rome_time(at);
    std::string out = format_date(time.date, language);
    out += language == Language::en ? ", " : ", ore ";
    append_padded(out, time.hour, 2);
    out += ':';
    append_padded(out, time.minute, 2);
    return out;
}

} // namespace sigillo::domain
