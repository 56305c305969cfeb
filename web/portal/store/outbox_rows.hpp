#pragma once

#include "web/portal/store/rows.hpp"

namespace sigillo::portal {

struct OutboxRow {
    std::int64_t id = 0;
    OutboxItem item;
    int tries = 0;          ///< with the one just claimed
    std::string last_error; ///< stable error id of the last try
};

class OutboxRows {
  public:
    virtual ~OutboxRows() = default;
    /// The item that is due longest, now this worker's until `lease` from now: if the worker dies, somebody
    /// else gets it then. None where nothing is due. An item whose person was erased is dropped.
    virtual domain::Result<std::optional<OutboxRow>> claim(domain::Instant now, domain::Duration lease) = 0;
    /// Done; the payload is forgotten, the key is not.
    virtual domain::Status complete(std::int64_t id, domain::Instant now) = 0;
    virtual domain::Status retry(std::int64_t id, domain::Instant next, std::string_view error) = 0;
    /// Given up: an operator sees it.
    virtual domain::Status bury(std::int64_t id, domain::Instant now, std::string_view error) = 0;
    virtual domain::Result<std::vector<OutboxRow>> dead_letters(int limit = 100) = 0;
    /// A dead letter is tried again from `now`, with its count of tries at zero.
    virtual domain::Status revive(std::int64_t id, domain::Instant now) = 0;
    /// When the next item is due.
    virtual domain::Result<std::optional<domain::Instant>> next_due() = 0;
};

} // namespace sigillo::portal
