#include "shared/domain/money.hpp"
#include "tests/support/catch.hpp"

#include <limits>

using namespace sigillo::domain;

namespace {
constexpr VatRate full{2200};
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
} // namespace

TEST_CASE("18.00 euro and VAT are 21.96 R87") {
    const auto total = total_of({{Cents{1800}, 1, full}}).value();
    CHECK(total == Total{Cents{1800}, Cents{396}, Cents{2196}});
}

TEST_CASE("VAT is rounded half up to the cent") {
    CHECK(vat_of(Cents{1}, VatRate{5000}).value() == Cents{1});
    CHECK(vat_of(Cents{1}, VatRate{4999}).value() == Cents{0});
    CHECK(vat_of(Cents{25}, VatRate{1000}).value() == Cents{3});
    CHECK(vat_of(Cents{0}, full).value() == Cents{0});
}

TEST_CASE("VAT is rounded for each line, not for the sum") {
    // 22% of 0.02 is 0.0044: nothing on each of two lines; on their sum 0.0088 would be a cent.
    CHECK(total_of({{Cents{2}, 1, full}, {Cents{2}, 1, full}}).value().vat == Cents{0});
    CHECK(total_of({{Cents{2}, 2, full}}).value().vat == Cents{1});
}

TEST_CASE("sums that leave 64 bits are refused, not wrapped") {
    CHECK_FALSE(add(Cents{highest}, Cents{1}).ok());
    CHECK_FALSE(add(Cents{-highest}, Cents{-2}).ok());
    CHECK_FALSE(multiply(Cents{highest / 2 + 1}, 2).ok());
    CHECK_FALSE(multiply(Cents{1}, -1).ok());
    CHECK_FALSE(total_of({{Cents{highest}, 1, VatRate{10000}}}).ok());
    CHECK_FALSE(vat_of(Cents{-1}, full).ok());
    CHECK_FALSE(vat_of(Cents{1}, VatRate{10001}).ok());
    CHECK(vat_of(Cents{highest}, VatRate{10000}).value() == Cents{highest});
}

TEST_CASE("amounts are written as each language does") {
    CHECK(format(Cents{2196}, Language::it) == "21,96\u00A0\u20AC");
    CHECK(format(Cents{2196}, Language::en) == "\u20AC21.96");
    CHECK(format(Cents{123456789}, Language::it) == "1.234.567,89\u00A0\u20AC");
    CHECK(format(Cents{123456789}, Language::en) == "\u20AC1,234,567.89");
    CHECK(format(Cents{-5}, Language::it) == "-0,05\u00A0\u20AC");
    CHECK(format(Cents{100000}, Language::en) == "\u20AC1,000.00");
    CHECK(format(VatRate{2200}, Language::it) == "22%");
    CHECK(format(VatRate{450}, Language::it) == "4,5%");
    CHECK(format(VatRate{405}, Language::en) == "4.05%");
}

TEST_CASE("cents are read from plain digits only") {
    CHECK(parse_cents("2196").value() == Cents{2196});
    for (const char* text : {"", "21.96", "2196 ", "99999999999999999999", "x"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_cents(text).ok());
    }
}
