#pragma once

#include "web/portal/store/rows.hpp"
#include "web/portal/store/sessions.hpp"

namespace sigillo::portal {

struct DocumentNote {
    domain::Digest sha256;
    std::string kind;
};
struct OutboxNote {
    std::string kind;
    std::string state; ///< "waiting", "done" or "dead"
    domain::Instant due;
};
struct SecretNote {
    domain::RequestId request;
    std::string name;
};

/// What is held about one person beside the rows of records.hpp, for their own copy of it.
class Holdings {
  public:
    virtual ~Holdings() = default;
    /// Of the person's requests and own streams, and whatever else the person did, oldest first.
    virtual domain::Result<std::vector<StoredEvent>> events_about(const domain::PersonId& person) = 0;
    virtual domain::Result<std::vector<Session>> sessions_of(const domain::PersonId& person) = 0;
    /// Those sealed under the person's key; others are named in events.
    virtual domain::Result<std::vector<DocumentNote>> documents_of(const domain::PersonId& person) = 0;
    virtual domain::Result<std::vector<OutboxNote>> outbox_of(const domain::PersonId& person) = 0;
    /// Their names alone: a code or half of a PIN reaches a person over its own channel only.
    virtual domain::Result<std::vector<SecretNote>> secrets_of(const domain::PersonId& person) = 0;
    /// Until when the newest link to set a password is good, if there is one.
    virtual domain::Result<std::optional<domain::Instant>>
    password_link_of(const domain::PersonId& person) = 0;
};

} // namespace sigillo::portal
