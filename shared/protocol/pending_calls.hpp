#pragma once

#include "shared/domain/instant.hpp"
#include "shared/protocol/jsonrpc.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace sigillo::protocol {

/// The calls of one side that still wait for their reply. Pure: it sends nothing and asks no clock. `Tag` is
/// what the caller wants back with the result.
template <class Tag>
class PendingCalls {
  public:
    struct Ended {
        Tag tag;
        domain::Result<Json> result;
    };

    /// The id to send the call under. Ids are never used again, also not after a reconnect, so that a reply
    /// that comes late can end no other call.
    std::int64_t begin(Tag tag, domain::Instant deadline) {
        calls_.push_back({++last_id_, deadline, std::move(tag)});
        return last_id_;
    }

    /// The call that a reply ends; `reply_unexpected` (details "id") where none waits for it.
    domain::Result<Ended> end(RpcReply reply) {
        const auto* number = std::get_if<std::int64_t>(&reply.id);
        const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) {
            return number != nullptr && call.id == *number;
        });
        if (found == calls_.end()) {
            const auto* text = std::get_if<std::string>(&reply.id);
            return domain::Error(domain::ErrorId::reply_unexpected,
                                 {{"id", text != nullptr ? *text : std::to_string(*number)}});
        }
        Ended ended{std::move(found->tag), std::move(reply.result)};
        calls_.erase(found);
        return ended;
    }

    /// Ends the calls whose deadline has come, in the order in which they began, each with `why`.
    std::vector<Ended> time_out(domain::Instant now, const domain::Error& why) {
        return end_where([&](const Call& call) { return call.deadline <= now; }, why);
    }

    /// Ends all calls with `why`: the connection is gone.
    std::vector<Ended> cancel_all(const domain::Error& why) {
        return end_where([](const Call&) { return true; }, why);
    }

    /// When `time_out` next has something to do.
    [[nodiscard]] std::optional<domain::Instant> next_deadline() const {
        std::optional<domain::Instant> first;
        for (const Call& call : calls_) {
            if (!first || call.deadline < *first) {
                first = call.deadline;
            }
        }
        return first;
    }

    [[nodiscard]] std::size_t size() const { return calls_.size(); }

  private:
    struct Call {
        std::int64_t id;
        domain::Instant deadline;
        Tag tag;
    };

    template <class Condition>
    std::vector<Ended> end_where(Condition condition, const domain::Error& why) {
        std::vector<Ended> ended;
        std::vector<Call> kept;
        for (Call& call : calls_) {
            if (condition(call)) {
                ended.push_back({std::move(call.tag), why});
            } else {
                kept.push_back(std::move(call));
            }
        }
        calls_ = std::move(kept);
        return ended;
    }

    std::vector<Call> calls_;
    std::int64_t last_id_ = 0;
};

} // namespace sigillo::protocol
