#include "shared/protocol/history.hpp"

#include "shared/protocol/agent_messages.hpp"
#include "shared/protocol/portal_messages.hpp"

#include <iterator>
#include <string>

namespace sigillo::protocol {

static_assert(std::rbegin(agent::history)->version == agent::version);
static_assert(std::rbegin(portal::history)->version == portal::version);

domain::Status check_version(int theirs, int ours) {
    if (theirs == ours) {
        return domain::Done{};
    }
    return domain::Error(domain::ErrorId::version_unsupported,
                         {{"theirs", std::to_string(theirs)}, {"ours", std::to_string(ours)}});
}

} // namespace sigillo::protocol
