#pragma once

#include "web/portal/store/events.hpp"

#include <functional>
#include <optional>

namespace sigillo::portal {

struct Head {
    StreamId stream;
    std::int64_t seq = 0;
    pki::Digest hash{};
};

struct CheckpointRow {
    std::int64_t number = 0; ///< from 1 without gaps
    std::int64_t upto = 0;   ///< the last change that it covers
    Bytes p7m;
};

/// What the audit needs of the store.
class CheckpointRows {
  public:
    virtual ~CheckpointRows() = default;
    virtual domain::Result<std::optional<CheckpointRow>> last_checkpoint() = 0;
    virtual domain::Result<std::vector<CheckpointRow>> checkpoints() = 0;
    /// `request_changed_meanwhile` where the number is taken.
    virtual domain::Status add_checkpoint(const CheckpointRow& row) = 0;
    /// Of the streams that grew after the change `after`, as they stood at the change `upto`.
    virtual domain::Result<std::vector<Head>> heads_between(std::int64_t after, std::int64_t upto) = 0;
    /// The last change such that at most `streams` different streams grew after `after` up to it.
    virtual domain::Result<std::int64_t> change_after_streams(std::int64_t after, int streams) = 0;
    /// Every event, stream by stream in order, unchecked; a stream without events comes once with seq 0.
    /// False from the visitor ends it.
    virtual domain::Status visit_events(const std::function<bool(const StoredEvent&)>& visitor) = 0;
};

} // namespace sigillo::portal
