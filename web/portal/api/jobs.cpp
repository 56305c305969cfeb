#include "web/portal/api/jobs.hpp"

#include "web/portal/api/cycle_jobs.hpp"

namespace sigillo::portal {

using domain::Error;
using domain::ErrorId;

namespace {

constexpr domain::Duration ask_again{5};

JobOutcome issue(Renewals& renewals, Issuer& issuer, const RequestJob& job, domain::Instant now) {
    const auto done = Issuance(renewals, issuer).carry_on(domain::RequestId(job.request));
    if (!done) {
        return outcome_of(done.error());
    }
    if (!*done) {
        return JobLater{Error(ErrorId::issuer_unavailable), now + ask_again, true};
    }
    return JobDone{};
}

JobOutcome revoke(Renewals& renewals, Issuer& issuer, const RequestJob& job, domain::Instant now) {
    const auto loaded = renewals.load(domain::RequestId(job.request));
    if (!loaded) {
        return outcome_of(loaded.error());
    }
    constexpr int cessation_of_operation = 5;
    for (const auto& info : {loaded->state.new_authentication, loaded->state.new_signature}) {
        if (!info) {
            continue;
        }
        if (const auto revoked = issuer.revoke(info->serial.value, cessation_of_operation, now); !revoked) {
            return outcome_of(revoked.error());
        }
    }
    return JobDone{};
}

} // namespace

std::vector<std::unique_ptr<JobHandler>> request_jobs(std::shared_ptr<Renewals> renewals, Issuer& issuer,
                                                      PaymentProvider& payments,
                                                      std::function<void()> changed) {
    std::vector<std::unique_ptr<JobHandler>> handlers;
    const auto add = [&](std::string_view kind, RequestJobHandler::Work work) {
        handlers.push_back(std::make_unique<RequestJobHandler>(kind, std::move(work), changed));
    };
    add(job_issue, [renewals, &issuer](const RequestJob& job, domain::Instant now) {
        return issue(*renewals, issuer, job, now);
    });
    add(job_refund, [renewals, &payments](const RequestJob& job, domain::Instant now) {
        return give_back(*renewals, payments, job, now);
    });
    add(job_deadline, [renewals](const RequestJob& job, domain::Instant) {
        return meet_deadline<domain::renewal::Expire, domain::renewal::RemindOrder>(*renewals, job);
    });
    add(job_revoke, [renewals, &issuer](const RequestJob& job, domain::Instant now) {
        return revoke(*renewals, issuer, job, now);
    });
    return handlers;
}

} // namespace sigillo::portal
