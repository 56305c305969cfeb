#pragma once

#include "shared/pki/certificate.hpp"
#include "shared/pki/signer.hpp"
#include "web/portal/store/store.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

// A chain of hashes shows a changed event; it cannot show that its end was cut off, or that the whole
// database is an older copy. Checkpoints do: each states, signed, where the streams stood that grew since the
// one before it, and the hash of that one. They are kept in the database, in a folder outside it, and go
// wherever `deliver` takes them.
namespace sigillo::portal::audit {

/// What a checkpoint's signature covers, as canonical JSON.
struct Checkpoint {
    std::int64_t number = 0; ///< from 1 without gaps
    std::string previous;    ///< SHA-256 of the `.p7m` before it, in hexadecimal; empty for the first
    std::int64_t upto = 0;   ///< the last change of the feed that it covers
    domain::Instant at;
    std::vector<Head> heads; ///< of the streams that grew since the one before it
};

/// At most so many streams in one checkpoint, so that it stays small enough to be mailed and read.
inline constexpr int checkpoint_max_streams = 300;

std::string canonical_text(const Checkpoint& checkpoint);
domain::Result<Checkpoint> parse_checkpoint(std::string_view canonical);

/// "checkpoint-00000001.p7m"
std::string file_name(std::int64_t number);

/// Makes checkpoints. For one thread, with a store of its own or the server's.
class Checkpoints {
  public:
    /// `folder` exists and should be on another disk or machine. `deliver` (may be empty) gets each
    /// checkpoint once it is kept, to be mailed.
    using Deliver = std::function<domain::Status(std::int64_t number, const Bytes& p7m)>;
    Checkpoints(Store& store, pki::Signer& signer, std::filesystem::path folder, Deliver deliver = {});
    /// Writes as many as needed to cover everything up to now; none where nothing has grown. The result is
    /// how many. Error: `audit_write_failed` (details `reason`); what is written by then stays valid, and the
    /// next call goes on.
    domain::Result<int> write(domain::Instant now);

  private:
    Store& store_;
    pki::Signer& signer_;
    std::filesystem::path folder_;
    Deliver deliver_;
};

enum class Finding {
    event_changed,      ///< an event does not have its hash
    chain_broken,       ///< events do not follow upon each other
    stream_removed,     ///< a checkpoint knows a stream that is not there
    tail_cut,           ///< a stream ends before where a checkpoint saw it
    history_replaced,   ///< a stream is whole, but is not the one that a checkpoint saw
    database_restored,  ///< the database lacks checkpoints that the folder has: it is an older copy
    checkpoint_forged,  ///< not signed by a trusted signer, or not a checkpoint
    checkpoint_missing, ///< a number, or the file of one that the database has
    checkpoint_chain_broken
};
std::string_view text_of(Finding finding);

struct Problem {
    Finding finding{};
    std::string where; ///< "request/R-1 event 3", "checkpoint-00000002.p7m"
};

struct Report {
    std::int64_t streams = 0;
    std::int64_t events = 0;
    std::int64_t checkpoints = 0;
    std::optional<domain::Instant> covered_until; ///< the newest checkpoint's instant
    std::vector<Problem> problems;
    [[nodiscard]] bool sound() const { return problems.empty(); }
};

/// `signers` are the certificates whose keys may have signed checkpoints. Errors: those of reading.
domain::Result<Report> verify(Store& store, const std::filesystem::path& folder,
                              const std::vector<pki::Certificate>& signers);

/// The same for `sigillo-portal audit verify`: prints the report and what to do; 0 sound, 1 not, 2 not
/// readable.
int run_verify(Store& store, const std::filesystem::path& folder,
               const std::vector<pki::Certificate>& signers, std::ostream& out);

} // namespace sigillo::portal::audit
