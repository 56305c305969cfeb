#pragma once

#include "shared/domain/renewal/decide.hpp"

#include <optional>
#include <vector>

namespace sigillo::domain::renewal {

/// One command and, where it would be refused now, why.
struct Permission {
    CommandKind command = CommandKind::invite;
    std::optional<Error> refusal;

    bool operator==(const Permission&) const = default;
};

/// All commands in the order of the variant. What is not refused here is accepted by `decide` with the same
/// facts, provided that its contents and signatures hold.
std::vector<Permission> permitted(const State& state, const Facts& facts);

} // namespace sigillo::domain::renewal
