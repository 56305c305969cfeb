#include "shared/domain/erasure.hpp"

#include "tests/support/catch.hpp"

using namespace sigillo::domain;

namespace {

Instant on(const char* day) {
    return parse_rfc3339(std::string(day) + "T10:00:00Z").value();
}

} // namespace

TEST_CASE("certificates are kept for twenty years and receipts for ten, to the day X22") {
    Holdings held;
    held.last_certificate = on("2026-11-22");
    held.last_payment = on("2026-11-20");
    const auto kept = retention_of(held, on("2026-12-01"));
    CHECK(kept.certificates == Date{2046, 11, 22});
    CHECK(kept.receipts == Date{2036, 11, 20});
    CHECK(kept.until() == Date{2046, 11, 22});
    const auto later = retention_of(held, on("2036-11-21"));
    CHECK_FALSE(later.receipts);
    CHECK(later.anything());
    CHECK(retention_of(held, on("2046-11-22")).anything());
    CHECK_FALSE(retention_of(held, on("2046-11-23")).anything());
}

TEST_CASE("what was issued on a 29 February is kept to a day that exists X22") {
    Holdings held;
    held.last_payment = on("2028-02-29");
    CHECK(retention_of(held, on("2028-03-01")).receipts == Date{2038, 2, 28});
}

TEST_CASE("whoever is enrolled stays in the register, and whoever bought nothing leaves nothing X22") {
    Holdings held;
    CHECK_FALSE(retention_of(held, on("2026-12-01")).anything());
    held.enrolled = true;
    const auto kept = retention_of(held, on("2026-12-01"));
    CHECK(kept.anything());
    CHECK_FALSE(kept.until());
}

TEST_CASE("an open request or a role in an office stands in an erasure's way X22") {
    Holdings held;
    CHECK_FALSE(erasure_obstacle(held));
    held.request_open = true;
    CHECK(erasure_obstacle(held) == ErasureObstacle::open_request);
    held.works_here = true;
    CHECK(erasure_obstacle(held) == ErasureObstacle::office_role);
}
