#pragma once

#include "shared/domain/ids.hpp"
#include "shared/domain/instant.hpp"
#include "shared/domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

// The portal's door. Tokens, nonces and keys are given in clear and stored as keyed hashes, so that a
// copy of the database opens no session.
namespace sigillo::portal {

struct Session {
    domain::PersonId person;
    std::string method; ///< "password" or "card"
    domain::Instant created;
    domain::Instant last_used;
    domain::Instant expires; ///< whatever the use
};

class Sessions {
  public:
    virtual ~Sessions() = default;
    virtual domain::Status begin_session(std::string_view token, const Session& session) = 0;
    /// `session_expired` where it ended or stayed unused for `idle`; use is written down at most once a
    /// minute.
    virtual domain::Result<Session> use_session(std::string_view token, domain::Instant now,
                                                domain::Duration idle) = 0;
    virtual domain::Status end_session(std::string_view token) = 0;
    virtual domain::Status end_sessions_of(const domain::PersonId& person) = 0;

    virtual domain::Status add_nonce(std::string_view purpose, std::string_view nonce,
                                     domain::Instant expires) = 0;
    /// True once for each nonce, and only before it expires.
    virtual domain::Result<bool> consume_nonce(std::string_view purpose, std::string_view nonce,
                                               domain::Instant now) = 0;

    /// Counts one attempt under `key` in fixed windows and says whether it is within `limit`.
    virtual domain::Result<bool> count_attempt(std::string_view key, domain::Instant now,
                                               domain::Duration window, int limit) = 0;
    virtual domain::Status forget_attempts(std::string_view key) = 0;

    /// Whose password the link may set. Error: `link_invalid`, also where it was used or replaced.
    virtual domain::Result<domain::PersonId> password_link(std::string_view token, domain::Instant now) = 0;

    /// Removes what has expired.
    virtual domain::Status purge(domain::Instant now) = 0;
};

} // namespace sigillo::portal
