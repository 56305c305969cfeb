#pragma once

#include "shared/protocol/codec.hpp"
#include "web/portal/api/reactions.hpp"
#include "web/portal/outbox/outbox.hpp"

#include <functional>
#include <string>

namespace sigillo::portal {

/// What a failure of the request itself, the store or another server means for the job.
JobOutcome outcome_of(const domain::Error& error);

/// One job on one request.
class RequestJobHandler : public JobHandler {
  public:
    using Work = std::function<JobOutcome(const RequestJob& job, domain::Instant now)>;
    RequestJobHandler(std::string_view kind, Work work, std::function<void()> changed)
        : kind_(kind), work_(std::move(work)), changed_(std::move(changed)) {}
    [[nodiscard]] std::string kind() const override { return kind_; }
    JobOutcome handle(const OutboxItem& item, domain::Instant now) override {
        const auto job = read(item);
        if (!job) {
            return JobFailed{job.error()};
        }
        JobOutcome outcome = work_(*job, now);
        changed_();
        return outcome;
    }

  private:
    static domain::Result<RequestJob> read(const OutboxItem& item);

    std::string kind_;
    Work work_;
    std::function<void()> changed_;
};

} // namespace sigillo::portal
