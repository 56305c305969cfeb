#include "shared/pki/cades.hpp"
#include "web/portal/audit/audit.hpp"
#include "web/portal/audit/files.hpp"
#include "web/portal/store/chain.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

namespace sigillo::portal::audit {
namespace {

namespace fs = std::filesystem;

/// The hash of each event of each stream; memory for 32 bytes an event.
using Hashes = std::map<StreamId, std::vector<pki::Digest>>;

std::string place_of(const StreamId& stream, std::int64_t seq) {
    return text_of(stream) + " event " + std::to_string(seq);
}

class Verifier {
  public:
    Verifier(Store& store, const fs::path& folder, const std::vector<pki::Certificate>& signers)
        : store_(store), folder_(folder), signers_(signers) {}

    domain::Result<Report> run() {
        if (auto read = check_streams(); !read) {
            return read.error();
        }
        const auto rows = store_.checkpoints();
        if (!rows) {
            return rows.error();
        }
        std::map<std::int64_t, Bytes> files;
        if (auto listed = list_files(files); !listed) {
            return listed.error();
        }
        check_rows(*rows, files);
        check_chain(files);
        report_.streams = static_cast<std::int64_t>(hashes_.size());
        return std::move(report_);
    }

  private:
    void found(Finding finding, std::string where) {
        report_.problems.push_back({finding, std::move(where)});
    }

    domain::Status check_streams() {
        return store_.visit_events([this](const StoredEvent& event) {
            auto& hashes = hashes_[event.stream];
            if (event.seq == 0) {
                return true; // a stream without events; a checkpoint says what is missing
            }
            ++report_.events;
            // One broken event breaks all after it: the first says where.
            if (broken_.count(event.stream) == 0) {
                const auto previous = hashes.empty() ? pki::Digest{} : hashes.back();
                if (event.seq != static_cast<std::int64_t>(hashes.size()) + 1 || event.previous != previous) {
                    found(Finding::chain_broken, place_of(event.stream, event.seq));
                    broken_.insert(event.stream);
                } else if (event.hash != event_hash(event.stream, event.seq, event.event, event.previous)) {
                    found(Finding::event_changed, place_of(event.stream, event.seq));
                    broken_.insert(event.stream);
                }
            }
            hashes.push_back(event.hash);
            return true;
        });
    }

    domain::Status list_files(std::map<std::int64_t, Bytes>& out) {
        std::error_code error;
        for (fs::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
            const auto name = it->path().filename().string();
            if (it->path().extension() != ".p7m") {
                continue;
            }
            auto content = read_file(it->path());
            if (!content) {
                return content.error();
            }
            std::int64_t number = 0;
            for (const char c : name) {
                if (c >= '0' && c <= '9' && number < 1'000'000'000'000) {
                    number = number * 10 + (c - '0');
                }
                if (c == '.') {
                    break;
                }
            }
            if (number == 0 || name != file_name(number)) {
                found(Finding::checkpoint_forged, name);
                continue;
            }
            out.emplace(number, std::move(*content));
        }
        if (error) {
            return domain::Error(domain::ErrorId::not_found, {{"file", folder_.string()}});
        }
        return domain::Done{};
    }

    void check_rows(const std::vector<CheckpointRow>& rows, const std::map<std::int64_t, Bytes>& files) {
        for (const auto& row : rows) {
            const auto file = files.find(row.number);
            if (file == files.end()) {
                found(Finding::checkpoint_missing, file_name(row.number));
            } else if (file->second != row.p7m) {
                found(Finding::checkpoint_forged, file_name(row.number) + " is not the database's");
            }
        }
        const auto last_row = rows.empty() ? 0 : rows.back().number;
        const auto last_file = files.empty() ? 0 : files.rbegin()->first;
        if (last_file > last_row) {
            found(Finding::database_restored, "the folder has checkpoints up to " +
                                                  std::to_string(last_file) + ", the database up to " +
                                                  std::to_string(last_row));
        }
    }

    void check_chain(const std::map<std::int64_t, Bytes>& files) {
        std::int64_t expected = 1;
        std::string previous;
        for (const auto& [number, p7m] : files) {
            const auto name = file_name(number);
            const bool gap = number != expected;
            for (; expected < number; ++expected) {
                found(Finding::checkpoint_missing, file_name(expected));
            }
            expected = number + 1;
            const auto checkpoint = open(p7m);
            if (!checkpoint || checkpoint->number != number) {
                found(Finding::checkpoint_forged, name);
            } else {
                if (!gap && checkpoint->previous != previous) {
                    found(Finding::checkpoint_chain_broken, name);
                }
                ++report_.checkpoints;
                report_.covered_until = checkpoint->at;
                for (const auto& head : checkpoint->heads) {
                    check_head(head, name);
                }
            }
            previous = pki::sha256_hex(p7m);
        }
    }

    std::optional<Checkpoint> open(const Bytes& p7m) const {
        const auto signature = pki::read_cades(p7m);
        if (!signature || std::find(signers_.begin(), signers_.end(), signature->signer) == signers_.end()) {
            return std::nullopt;
        }
        auto checkpoint = parse_checkpoint(pki::text_of(signature->content));
        return checkpoint ? std::optional(std::move(*checkpoint)) : std::nullopt;
    }

    void check_head(const Head& head, const std::string& name) {
        if (accused_.count(head.stream) != 0) {
            return;
        }
        const auto stream = hashes_.find(head.stream);
        const auto where = text_of(head.stream) + ", which " + name + " saw with " +
                           std::to_string(head.seq) + (head.seq == 1 ? " event" : " events");
        if (stream == hashes_.end()) {
            found(Finding::stream_removed, where);
        } else if (static_cast<std::int64_t>(stream->second.size()) < head.seq) {
            found(Finding::tail_cut, where);
        } else if (stream->second[static_cast<std::size_t>(head.seq - 1)] != head.hash) {
            found(Finding::history_replaced, where);
        } else {
            return;
        }
        accused_.insert(head.stream);
    }

    Store& store_;
    const fs::path& folder_;
    const std::vector<pki::Certificate>& signers_;
    Hashes hashes_;
    std::set<StreamId> broken_;
    std::set<StreamId> accused_;
    Report report_;
};

} // namespace

std::string_view text_of(Finding finding) {
    switch (finding) {
    case Finding::event_changed:
        return "event changed";
    case Finding::chain_broken:
        return "chain of events broken";
    case Finding::stream_removed:
        return "stream removed";
    case Finding::tail_cut:
        return "tail of a stream cut off";
    case Finding::history_replaced:
        return "history of a stream replaced";
    case Finding::database_restored:
        return "database is an older copy";
    case Finding::checkpoint_forged:
        return "checkpoint not authentic";
    case Finding::checkpoint_missing:
        return "checkpoint missing";
    case Finding::checkpoint_chain_broken:
        return "chain of checkpoints broken";
    }
    return {};
}

domain::Result<Report> verify(Store& store, const fs::path& folder,
                              const std::vector<pki::Certificate>& signers) {
    return Verifier(store, folder, signers).run();
}

int run_verify(Store& store, const fs::path& folder, const std::vector<pki::Certificate>& signers,
               std::ostream& out) {
    const auto report = verify(store, folder, signers);
    if (!report) {
        out << "The audit cannot be read: " << domain::text_of(report.error().id);
        for (const auto& [name, value] : report.error().details) {
            out << " (" << name << ": " << value << ")";
        }
        out << "\n";
        return 2;
    }
    out << report->events << " events in " << report->streams << " streams, " << report->checkpoints
        << " checkpoints";
    if (report->covered_until) {
        out << ", the newest of " << domain::to_rfc3339(*report->covered_until);
    }
    out << "\n";
    for (const auto& problem : report->problems) {
        out << "PROBLEM  " << text_of(problem.finding) << ": " << problem.where << "\n";
    }
    if (report->sound()) {
        out << "Sound: every event has its hash, and every stream is where the checkpoints saw it.\n";
        return 0;
    }
    out << report->problems.size()
        << " problems. Change nothing, keep a copy of the database and of the checkpoints, and compare with "
           "the\n"
           "checkpoints that were sent by e-mail.\n";
    return 1;
}

} // namespace sigillo::portal::audit
