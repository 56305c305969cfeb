#pragma once

#include "web/portal/store/clock.hpp"
#include "web/portal/store/store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sigillo::portal {

/// What became of a try.
struct JobDone {};
/// Try again, after the usual delay or at `at`.
struct JobLater {
    domain::Error error;
    std::optional<domain::Instant> at;
    bool waiting = false; ///< the other side is only slow: does not count as a failed try
};
/// No try will ever work: an operator looks at it.
struct JobFailed {
    domain::Error error;
};
using JobOutcome = std::variant<JobDone, JobLater, JobFailed>;

/// Does one kind of work. It may be called twice for one key (the machine can stop between the doing and
/// the noting), so what it does is idempotent by `item.key`. E-mail cannot be: at least once, with a
/// Message-ID that stays the same, by which a second copy is recognised.
class JobHandler {
  public:
    virtual ~JobHandler() = default;
    [[nodiscard]] virtual std::string kind() const = 0;
    virtual JobOutcome handle(const OutboxItem& item, domain::Instant now) = 0;
};

struct OutboxSettings {
    int tries = 10;
    domain::Duration first_delay{10}; ///< doubled at each try
    domain::Duration longest_delay{3600};
    domain::Duration lease{300};     ///< longer than any handler takes
    domain::Duration look_again{15}; ///< for items of other processes
};

/// Works off the outbox in the calling thread.
class Outbox {
  public:
    Outbox(Store& store, const Clock& clock, std::vector<std::unique_ptr<JobHandler>> handlers,
           OutboxSettings settings = {});
    /// Does all that is due; the result is how many items were tried. Ends early where `stop` says so.
    domain::Result<int> run_due(const std::function<bool()>& stop = {});
    /// How long until something may be due, from 0 to `look_again`.
    domain::Duration idle_time();

  private:
    domain::Status settle(const OutboxRow& row, const JobOutcome& outcome);

    Store& store_;
    const Clock& clock_;
    std::map<std::string, std::unique_ptr<JobHandler>> handlers_;
    OutboxSettings settings_;
};

/// An Outbox in a thread of its own, with a store of its own. Ends, after the item in hand, with the object.
class OutboxWorker {
  public:
    using Make = std::function<std::unique_ptr<Outbox>(Store& store)>;
    /// `report` gets what goes wrong with the outbox itself; called in the worker's thread.
    OutboxWorker(std::unique_ptr<Store> store, const Make& make,
                 std::function<void(const domain::Error&)> report);
    ~OutboxWorker();
    OutboxWorker(const OutboxWorker&) = delete;
    OutboxWorker& operator=(const OutboxWorker&) = delete;
    /// Something was just added. From any thread.
    void wake();

  private:
    struct Content;
    std::unique_ptr<Content> content_;
};

} // namespace sigillo::portal
