#pragma once

#include "shared/domain/instant.hpp"

#include <optional>

// What of a person's data can be erased when they ask, and until when the law keeps the rest
// (Regulation (EU) 2016/679, art. 17, paragraph 3, letter b).
namespace sigillo::domain {

/// Whoever issues certificates keeps what concerns them for twenty years (legislative decree 82/2005,
/// art. 32, paragraph 3, letter j); who sells keeps receipts for ten (Italian civil code, art. 2220).
inline constexpr int certificate_years = 20;
inline constexpr int receipt_years = 10;

/// What is held about a person, as far as it decides how long.
struct Holdings {
    bool works_here = false;   ///< for an Order or the provider: somebody else ends that
    bool request_open = false; ///< placed and not ended
    bool enrolled = false;     ///< in an Order's register, and not cancelled: the Order keeps it
    std::optional<Instant> last_certificate; ///< of certificates, acts and identifications
    std::optional<Instant> last_payment;
};

struct Retention {
    std::optional<Date> certificates; ///< the last day; absent: nothing of the kind, or its time is over
    std::optional<Date> receipts;
    bool enrolled = false;

    bool operator==(const Retention&) const = default;
    [[nodiscard]] bool anything() const { return certificates || receipts || enrolled; }
    /// The day after which nothing has to be kept any more, as far as it is known.
    [[nodiscard]] std::optional<Date> until() const;
};

Retention retention_of(const Holdings& holdings, Instant now);
/// Why an erasure cannot be asked for now, each with its way out.
enum class ErasureObstacle {
    office_role, ///< the Order's administrator, or the provider, ends it
    open_request ///< it is finished or withdrawn first
};
std::optional<ErasureObstacle> erasure_obstacle(const Holdings& holdings);

} // namespace sigillo::domain
