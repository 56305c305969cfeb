#include "shared/domain/erasure.hpp"

#include <algorithm>

namespace sigillo::domain {

namespace {

std::optional<Date> kept_until(const std::optional<Instant>& last, int years, Instant now) {
    if (!last) {
        return std::nullopt;
    }
    Date day = rome_date(*last);
    day.year += years;
    if (day.month == 2 && day.day == 29) {
        day.day = 28; // twenty years later there may be no such day
    }
    return day < rome_date(now) ? std::nullopt : std::optional<Date>(day);
}

} // namespace

std::optional<Date> Retention::until() const {
    if (certificates && receipts) {
        return std::max(*certificates, *receipts);
    }
    return certificates ? certificates : receipts;
}

Retention retention_of(const Holdings& holdings, Instant now) {
    return {kept_until(holdings.last_certificate, certificate_years, now),
            kept_until(holdings.last_payment, receipt_years, now), holdings.enrolled};
}

std::optional<ErasureObstacle> erasure_obstacle(const Holdings& holdings) {
    if (holdings.works_here) {
        return ErasureObstacle::office_role;
    }
    if (holdings.request_open) {
        return ErasureObstacle::open_request;
    }
    return std::nullopt;
}

} // namespace sigillo::domain
