#pragma once

#include "shared/domain/actor.hpp"
#include "web/portal/store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// One command on a request and everything that is to be written with it. Each life cycle adds what its own
/// decisions rest on besides.
template <class Command, class Loaded>
struct CycleExecution {
    std::optional<CommandKey> key;
    domain::RequestId request;
    std::optional<std::int64_t> expected_seq; ///< that the client saw
    domain::Actor actor;
    Command command;
    std::vector<Write> writes;
    std::vector<StreamAppend> streams; ///< other streams, evidence say
    std::string reply;
    /// What the caller has read already, on this thread and just now, so that it is not read twice; the
    /// caller has also seen that the command is new. That nobody was faster is checked by the store.
    std::optional<Loaded> loaded;
};

struct Executed {
    bool repeated = false; ///< done before under this command id; nothing was written
    bool changed = false;  ///< events were appended
    std::string reply;
};

} // namespace sigillo::portal
