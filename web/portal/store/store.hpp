#pragma once

#include "web/portal/store/checkpoint_rows.hpp"
#include "web/portal/store/events.hpp"
#include "web/portal/store/holdings.hpp"
#include "web/portal/store/outbox_rows.hpp"
#include "web/portal/store/records.hpp"
#include "web/portal/store/rows.hpp"
#include "web/portal/store/sessions.hpp"
#include "web/portal/vault/vault.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sigillo::portal {

/// A client's command, so that sent twice it is answered once.
struct CommandKey {
    std::string actor; ///< two people may choose the same id
    std::string id;
    std::string content; ///< the command's digest: the same id with another content is refused
    domain::Instant at;  ///< replies are kept for 30 days from it
};

struct StreamAppend {
    StreamId stream;
    std::int64_t expected_seq = 0; ///< of the last event that the decision saw; 0: a new stream
    std::vector<NewEvent> events;
};

/// Everything that one command changes; it becomes durable as a whole or not at all.
struct Transaction {
    std::optional<CommandKey> command;
    std::string reply; ///< what the command is answered with, now and when it comes again; no personal data
    std::vector<StreamAppend> streams;
    std::vector<Write> writes;
};

struct Appended {
    bool repeated = false; ///< the command had been done before: nothing was written now
    std::string reply;
};

/// The portal's memory. An object serves one thread; several objects, threads and processes can have the same
/// store open. Every call can fail with `storage_full` or `storage_failed`: then nothing of it was written
/// and the object is usable again.
class Store : public Events,
              public People,
              public Register,
              public Cards,
              public Requests,
              public ProviderRequests,
              public MailboxRows,
              public Drafts,
              public Secrets,
              public Payments,
              public Documents,
              public Holdings,
              public Sessions,
              public OutboxRows,
              public CheckpointRows {
  public:
    /// Errors: `request_changed_meanwhile` where a stream is not at its expected seq, `invalid_argument`
    /// (details `field` = command) where the command's id came with another content, `erased`,
    /// `invalid_argument` (details `field` = email | mobile | codice_fiscale) where an account's belongs to
    /// another person.
    virtual domain::Result<Appended> append(const Transaction& transaction) = 0;
    /// The reply of a command done before. `invalid_argument` as for `append`.
    virtual domain::Result<std::optional<std::string>> reply_of(const CommandKey& command) = 0;
    /// Seals and opens under this store's keys, for what callers put into payloads.
    virtual Vault& vault() = 0;
};

/// Opens or creates the database and brings its schema up to date. Errors: `storage_full`, `storage_failed`
/// (details `reason`), `configuration_invalid` for a database of a newer program, or of another
/// installation key.
domain::Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file,
                                                         const InstallationKey& key);

} // namespace sigillo::portal
