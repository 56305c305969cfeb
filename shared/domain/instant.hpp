#pragma once

#include "shared/domain/language.hpp"
#include "shared/domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sigillo::domain {

/// A length of time in whole seconds.
struct Duration {
    std::int64_t seconds = 0;

    static constexpr Duration minutes(std::int64_t n) { return {n * 60}; }
    static constexpr Duration hours(std::int64_t n) { return {n * 3600}; }
    static constexpr Duration days(std::int64_t n) { return {n * 86400}; }

    bool operator==(const Duration&) const = default;
    constexpr bool operator<(Duration other) const { return seconds < other.seconds; }
    constexpr bool operator<=(Duration other) const { return seconds <= other.seconds; }
    constexpr bool operator>(Duration other) const { return seconds > other.seconds; }
    constexpr bool operator>=(Duration other) const { return seconds >= other.seconds; }
};

/// A point in time: whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
    std::int64_t seconds = 0;

    bool operator==(const Instant&) const = default;
    constexpr bool operator<(Instant other) const { return seconds < other.seconds; }
    constexpr bool operator<=(Instant other) const { return seconds <= other.seconds; }
    constexpr bool operator>(Instant other) const { return seconds > other.seconds; }
    constexpr bool operator>=(Instant other) const { return seconds >= other.seconds; }
};

constexpr Instant operator+(Instant at, Duration length) {
    return {at.seconds + length.seconds};
}
constexpr Instant operator-(Instant at, Duration length) {
    return {at.seconds - length.seconds};
}
constexpr Duration operator-(Instant later, Instant earlier) {
    return {later.seconds - earlier.seconds};
}

/// A day of the Gregorian calendar. `{}` is not a valid day and stands for "not given".
struct Date {
    int year = 0;
    int month = 0; ///< 1 to 12
    int day = 0;   ///< 1 to 31

    bool operator==(const Date&) const = default;
    [[nodiscard]] bool given() const { return year != 0; }
    constexpr bool operator<(const Date& o) const {
        return year != o.year ? year < o.year : month != o.month ? month < o.month : day < o.day;
    }
    constexpr bool operator<=(const Date& o) const { return !(o < *this); }
    constexpr bool operator>(const Date& o) const { return o < *this; }
    constexpr bool operator>=(const Date& o) const { return !(*this < o); }
};

/// A clock on the wall, in whichever zone the context says.
struct CivilTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;

    bool operator==(const CivilTime&) const = default;
};

bool is_leap_year(int year);
/// 28 to 31; 0 where the month is not 1 to 12.
int days_in_month(int year, int month);
/// True for days that exist, in the years 1 to 9999.
bool is_valid(const Date& date);

/// Days since 1970-01-01. The date must be valid.
std::int64_t days_since_epoch(const Date& date);
Date date_of_days(std::int64_t days);

/// Adds months (or takes them away where negative); a day that the month lacks becomes its last:
/// 31 January + 1 month is 28 or 29 February.
Date add_months(const Date& date, int months);
Date add_years(const Date& date, int years);
Date add_days(const Date& date, int days);

CivilTime utc_time(Instant at);
Instant instant_of_utc(const CivilTime& time);

// Europe/Rome by the rule of Directive 2000/84/EC: summer time from 01:00 UTC of the last Sunday of March
// to 01:00 UTC of the last Sunday of October. It holds since 1996; the system asks about no earlier instant.

/// 3600 in winter, 7200 in summer.
int rome_offset_seconds(Instant at);
CivilTime rome_time(Instant at);
/// The day in Italy: what "today" means in every rule.
Date rome_date(Instant at);
/// A wall-clock time that does not exist (spring) is moved on by the hour; one that exists twice (autumn) is
/// the first of the two.
Instant instant_of_rome(const CivilTime& time);
Instant start_of_day_in_rome(const Date& date);
/// The last second of the day.
Instant end_of_day_in_rome(const Date& date);
/// Adds years by the calendar and clock of Rome, so that a certificate that ends at 23:59:59 of a day ends
/// at 23:59:59 of the same day years later.
Instant add_years_in_rome(Instant at, int years);

/// "2026-11-22T01:24:03Z"
std::string to_rfc3339(Instant at);
/// Years 1 to 9999, `Z` or an offset; a fraction of a second is cut off. `invalid_argument` otherwise.
Result<Instant> parse_rfc3339(std::string_view text);

/// "2026-11-22"; empty for a date that is not given.
std::string to_text(const Date& date);
/// `invalid_argument` for a day that does not exist.
Result<Date> parse_date(std::string_view text);

/// For people: "22 novembre 2026" or "22 November 2026".
std::string format_date(const Date& date, Language language);
/// For people, by the clock of Rome: "22 novembre 2026, ore 14:05" or "22 November 2026, 14:05".
std::string format_instant(Instant at, Language language);

} // namespace sigillo::domain
