#pragma once

#include "agent/dispatch/caller.hpp"
#include "agent/platform/platform.hpp"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sigillo::agent {

/// Whether this is an origin (RFC 6454, as browsers serialise it) that a person can be asked about: https, or
/// http of this machine itself. Everything else ("null", other schemes, other forms) is never let in.
bool is_origin_to_ask_about(std::string_view origin);

enum class OriginStanding {
    allowed,
    unknown, ///< the person may be asked
    refused
};

/// Which pages may use the agent: those of the configuration and those that the person agreed to, which are
/// kept in `origins.json` of the state folder. Thread-safe.
class OriginPolicy {
  public:
    /// `platform` must outlive this. A file that cannot be read counts as empty: the person is asked again.
    OriginPolicy(Platform& platform, const std::vector<std::string>& configured, Clock now);

    OriginStanding standing(std::string_view origin);
    /// The person agreed: now, and as far as the file can be written, for good.
    /// Errors: storage_full, storage_failed (it is allowed until the agent ends).
    domain::Status remember(const std::string& origin);
    /// The person declined: for a minute this page cannot bring the window up again.
    void decline(const std::string& origin);

  private:
    void load();

    Platform& platform_;
    Clock now_;
    std::mutex mutex_;
    const std::set<std::string, std::less<>> configured_;
    std::set<std::string, std::less<>> remembered_;
    std::map<std::string, std::int64_t, std::less<>> declined_until_;
    bool loaded_ = false;
};

} // namespace sigillo::agent
