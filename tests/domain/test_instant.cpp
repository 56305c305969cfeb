#include "shared/domain/instant.hpp"
#include "tests/support/catch.hpp"

using namespace sigillo::domain;

TEST_CASE("days that do not exist are not valid") {
    CHECK(is_valid({2024, 2, 29}));
    CHECK_FALSE(is_valid({2023, 2, 29}));
    CHECK_FALSE(is_valid({1900, 2, 29}));
    CHECK(is_valid({2000, 2, 29}));
    CHECK_FALSE(is_valid({2024, 4, 31}));
    CHECK_FALSE(is_valid({2024, 13, 1}));
    CHECK_FALSE(is_valid({2024, 0, 1}));
    CHECK_FALSE(is_valid({2024, 1, 0}));
    CHECK_FALSE(is_valid({}));
}

TEST_CASE("days and dates convert both ways over eight centuries") {
    CHECK(days_since_epoch({1970, 1, 1}) == 0);
    CHECK(days_since_epoch({2000, 3, 1}) == 11017);
    Date expected{1600, 1, 1};
    for (std::int64_t days = days_since_epoch(expected); expected.year < 2400; ++days) {
        REQUIRE(date_of_days(days) == expected);
        REQUIRE(days_since_epoch(expected) == days);
        if (++expected.day > days_in_month(expected.year, expected.month)) {
            expected.day = 1;
            if (++expected.month > 12) {
                expected.month = 1;
                ++expected.year;
            }
        }
    }
}

TEST_CASE("adding months keeps to the end of the month") {
    CHECK(add_months({2026, 1, 31}, 1) == Date{2026, 2, 28});
    CHECK(add_months({2024, 1, 31}, 1) == Date{2024, 2, 29});
    CHECK(add_months({2026, 4, 30}, -2) == Date{2026, 2, 28});
    CHECK(add_months({2026, 1, 15}, -2) == Date{2025, 11, 15});
    CHECK(add_months({2026, 11, 30}, 14) == Date{2028, 1, 30});
    CHECK(add_years({2024, 2, 29}, 6) == Date{2030, 2, 28});
}

TEST_CASE("Rome changes its clock on the last Sundays of March and October at 01:00 UTC") {
    const auto spring = parse_rfc3339("2026-03-29T01:00:00Z").value();
    const auto autumn = parse_rfc3339("2026-10-25T01:00:00Z").value();
    CHECK(rome_offset_seconds(spring - Duration{1}) == 3600);
    CHECK(rome_offset_seconds(spring) == 7200);
    CHECK(rome_offset_seconds(autumn - Duration{1}) == 7200);
    CHECK(rome_offset_seconds(autumn) == 3600);
    CHECK(rome_time(spring) == CivilTime{{2026, 3, 29}, 3, 0, 0});
    CHECK(rome_time(autumn) == CivilTime{{2026, 10, 25}, 2, 0, 0});
    // A month that ends on a Sunday changes on that day.
    CHECK(rome_offset_seconds(parse_rfc3339("2024-03-31T01:00:00Z").value()) == 7200);
    CHECK(rome_offset_seconds(parse_rfc3339("2024-03-31T00:59:59Z").value()) == 3600);
}

TEST_CASE("today is the day in Rome, not in Greenwich") {
    CHECK(rome_date(parse_rfc3339("2026-07-31T22:00:00Z").value()) == Date{2026, 8, 1});
    CHECK(rome_date(parse_rfc3339("2026-12-31T22:59:59Z").value()) == Date{2026, 12, 31});
    CHECK(rome_date(parse_rfc3339("2026-12-31T23:00:00Z").value()) == Date{2027, 1, 1});
}

TEST_CASE("a day in Rome has 23, 24 or 25 hours") {
    const auto length = [](Date day) {
        return (end_of_day_in_rome(day) - start_of_day_in_rome(day)).seconds + 1;
    };
    CHECK(length({2026, 6, 1}) == 24 * 3600);
    CHECK(length({2026, 3, 29}) == 23 * 3600);
    CHECK(length({2026, 10, 25}) == 25 * 3600);
    CHECK(to_rfc3339(end_of_day_in_rome({2026, 6, 30})) == "2026-06-30T21:59:59Z");
}

TEST_CASE("a wall clock that does not exist moves on, one that exists twice is the first") {
    CHECK(rome_time(instant_of_rome({{2026, 3, 29}, 2, 30, 0})) == CivilTime{{2026, 3, 29}, 3, 30, 0});
    CHECK(to_rfc3339(instant_of_rome({{2026, 10, 25}, 2, 30, 0})) == "2026-10-25T00:30:00Z");
}

TEST_CASE("years are added by Rome's calendar and clock, also across a change of its clock X12") {
    const auto end = parse_rfc3339("2026-03-28T22:59:59Z").value();
    // In 2032 the clock changes on 28 March, so that day ends in summer time.
    CHECK(to_rfc3339(add_years_in_rome(end, 6)) == "2032-03-28T21:59:59Z");
    CHECK(rome_time(add_years_in_rome(end, 6)) == CivilTime{{2032, 3, 28}, 23, 59, 59});
}

TEST_CASE("RFC 3339 is read and written") {
    CHECK(to_rfc3339({0}) == "1970-01-01T00:00:00Z");
    CHECK(parse_rfc3339("2026-11-22T02:24:03+01:00").value() ==
          parse_rfc3339("2026-11-22T01:24:03Z").value());
    CHECK(parse_rfc3339("2026-11-22T01:24:03.999Z").value() == parse_rfc3339("2026-11-22T01:24:03Z").value());
    for (const char* text :
         {"", "2026-11-22", "2026-11-22T01:24:03", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z",
          "2026-11-22T01:60:00Z", "2026-11-22T01:24:60Z", "2026-11-22T01:24:03.Z", "2026-11-22T01:24:03Zx",
          "2026-11-22T01:24:03+1:00", "-026-11-22T01:24:03Z", "2026-11-22T01:24:03+25:00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rfc3339(text).ok());
    }
}

TEST_CASE("dates are written for people in both languages") {
    CHECK(format_date({2026, 11, 22}, Language::it) == "22 novembre 2026");
    CHECK(format_date({2026, 5, 1}, Language::it) == "1\u00BA maggio 2026");
    CHECK(format_date({2026, 5, 1}, Language::en) == "1 May 2026");
    CHECK(format_instant(parse_rfc3339("2026-07-01T12:05:00Z").value(), Language::it) ==
          "1\u00BA luglio 2026, ore 14:05");
}
