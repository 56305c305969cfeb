#include "shared/domain/purchase/decide.hpp"

namespace sigillo::domain::purchase {

std::vector<Permission> permitted(const State& state, const Facts& facts) {
    std::vector<Permission> all;
    for (const auto& [kind, name] : EnumNames<CommandKind>::table) {
        const Status allowed = precondition(state, kind, facts);
        all.push_back({kind, allowed ? std::nullopt : std::optional<Error>(allowed.error())});
    }
    return all;
}

} // namespace sigillo::domain::purchase
